import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setInterval as ticks, setTimeout as delay } from 'node:timers/promises';
import { runInFront, runProgram, StartFailure, type Surroundings } from './child-program.ts';
import { confinedPath } from './confined-path.ts';
import type { Directive } from './directives.ts';
import { commitAll, GitFailure } from './own-repository.ts';
import type { Question } from './question.ts';

/** Where calls are carried out, and the person they may need. */
export interface Workplace extends Surroundings {
  /** Stops until the person has answered. */
  ask(question: Question): Promise<boolean>;
  /** Does `work` while the terminal is its own; undefined where there is no terminal to lend. */
  lend<Result>(work: () => Promise<Result>): Promise<Result> | undefined;
}

/** The directives that are carried out as tool calls; the others are the turn's own. */
export type ToolDirective = Exclude<Directive, { readonly kind: 'say' | 'exit' }>;

/** What came of a call, in words. */
export interface Result {
  readonly text: string;
  readonly failed?: true;
}

const lookEveryMs = 100;

type Tools = { readonly [Kind in ToolDirective['kind']]: Tool<Extract<ToolDirective, { readonly kind: Kind }>> };

interface Tool<Of> {
  /** How the call is shown. */
  call(directive: Of): string;
  run(directive: Of, workplace: Workplace): Promise<Result>;
}

type CommandDirective = Extract<ToolDirective, { readonly argv: readonly string[] }>;
type FileDirective = Extract<ToolDirective, { readonly content: string }>;

const tools: Tools = {
  write: { call: ({ path }) => `Write(${path})`, run: putFile } as Tool<FileDirective>,
  append: { call: ({ path }) => `Append(${path})`, run: putFile } as Tool<FileDirective>,
  run: { call: ({ argv }) => `Run(${argv.join(' ')})`, run: runCommand } as Tool<CommandDirective>,
  ask: { call: ({ argv }) => `Ask(${argv.join(' ')})`, run: askForCommand },
  edit: { call: ({ path }) => `Edit(${path})`, run: edit },
  commit: { call: ({ message }) => `Commit(${message})`, run: async ({ message }, surroundings) => ({ text: await commitAll(message, surroundings) }) },
  think: {
    call: ({ durationMs }) => `Think(${durationMs < 1000 ? `${durationMs} ms` : `${durationMs / 1000} s`})`,
    run: async ({ durationMs }, { signal }) => ({ text: await delay(durationMs, 'Done thinking.', { signal }) }),
  },
  'wait-for': { call: ({ path }) => `WaitFor(${path})`, run: waitFor },
  unclear: { call: ({ line }) => `Demo(${line.trimEnd()})`, run: async ({ reason }) => ({ text: reason, failed: true }) },
};

/** How a call is shown: `Write(notes.md)`. */
export function callOf(directive: ToolDirective): string {
  return toolFor(directive).call(directive);
}

/** Carries a directive out. What goes wrong in the world is a failed result; an interruption rejects. */
export async function carryOut(directive: ToolDirective, workplace: Workplace): Promise<Result> {
  try {
    return await toolFor(directive).run(directive, workplace);
  } catch (error) {
    if (workplace.signal.aborted || !isOfTheWorld(error)) throw error;
    return { text: error.message, failed: true };
  }
}

function toolFor<Of extends ToolDirective>(directive: Of): Tool<Of> {
  // The map is keyed by the directive's kind, which TypeScript can not follow from value to value.
  return tools[directive.kind] as unknown as Tool<Of>;
}

/** Errors of the file system, of starting a program and of git; all else is a bug and goes on up. */
function isOfTheWorld(error: unknown): error is Error {
  return error instanceof GitFailure || error instanceof StartFailure || (error instanceof Error && 'syscall' in error);
}

async function putFile({ kind, path, content }: FileDirective, { directory }: Surroundings): Promise<Result> {
  const inside = await confinedPath(path, directory);
  if (inside === undefined) return refusal(path, directory);
  await mkdir(dirname(inside), { recursive: true });
  await (kind === 'write' ? writeFile : appendFile)(inside, `${content}\n`);
  return { text: kind === 'write' ? 'Wrote 1 line.' : 'Added 1 line.' };
}

async function askForCommand(directive: CommandDirective, workplace: Workplace): Promise<Result> {
  const isAllowed = await workplace.ask({ kind: 'permission', about: directive.argv.join(' ') });
  return isAllowed ? runCommand(directive, workplace) : { text: 'The person said no.', failed: true };
}

async function edit({ path }: Extract<ToolDirective, { readonly kind: 'edit' }>, { directory, lend }: Workplace): Promise<Result> {
  const inside = await confinedPath(path, directory);
  if (inside === undefined) return refusal(path, directory);
  const editor = process.env['VISUAL'] || process.env['EDITOR'] || 'vi';
  const code = await lend(() => runInFront([editor, inside], directory));
  if (code === undefined) return { text: 'There is no terminal for an editor.', failed: true };
  return code === 0 ? { text: 'Edited.' } : { text: `${editor} ended with exit code ${code}.`, failed: true };
}

async function runCommand({ argv }: CommandDirective, surroundings: Surroundings): Promise<Result> {
  const [program = '', ...rest] = argv;
  const { code, signal, output } = await runProgram([program, ...rest], surroundings);
  const text = output.trimEnd();
  if (code === 0) return { text: text === '' ? 'No output.' : text };
  const end = code === undefined ? `Ended by ${signal}.` : `Ended with exit code ${code}.`;
  return { text: text === '' ? end : `${text}\n${end}`, failed: true };
}

async function waitFor({ path }: Extract<ToolDirective, { readonly kind: 'wait-for' }>, { directory, signal }: Surroundings): Promise<Result> {
  const inside = await confinedPath(path, directory);
  if (inside === undefined) return refusal(path, directory);
  if (await exists(inside)) return { text: 'It is there already.' };
  for await (const _ of ticks(lookEveryMs, undefined, { signal })) if (await exists(inside)) break;
  return { text: 'It is there.' };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function refusal(path: string, directory: string): Result {
  return { text: `"${path}" leads out of ${directory}. The demo agent only touches files inside its working directory.`, failed: true };
}
