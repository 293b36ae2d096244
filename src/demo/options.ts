import { isAbsolute } from 'node:path';
import { parseArgs } from 'node:util';
import { directiveUsages } from './directives.ts';
import type { Persona } from './personas/persona.ts';
import { personaUsages, readPersona } from './personas/personas.ts';
import type { Variables } from './session-file.ts';

export interface Options {
  readonly session: { readonly mode: 'new'; readonly id?: string } | { readonly mode: 'resume'; readonly id: string };
  readonly model?: string;
  readonly name?: string;
  readonly persona: Persona;
  /** The first prompt. */
  readonly brief?: string;
}

/** The command line is wrong; the message says what would be valid. */
export class WrongUsage extends Error {}

export const usage = `Usage: node demo.js [options] [brief]

The demo agent of coders: it behaves like an AI coding agent in a terminal, but has no model and needs no account.

  --session-id UUID  keep the conversation under this id, which must be new
  --resume UUID      go on with an earlier conversation
  --model NAME       shown, and otherwise without effect
  --name NAME        shown in the terminal's title; the directory's name by default
  --persona NAME     behaves as agents of other tools do (see below); may be given again

It follows these lines in a prompt, and quotes all else:

${directiveUsages.map((line) => `  ${line}`).join('\n')}

Personas:

${personaUsages.map(([form, does]) => `  ${form.padEnd(20)} ${does}`).join('\n')}
`;

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** What a command line asks for; undefined when it asks for help. Throws `WrongUsage`. */
export function readOptions(argv: readonly string[], variables: Variables): Options | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const { model, name } = values;
  const persona = readPersona(values.persona ?? []);
  if (typeof persona === 'string') throw new WrongUsage(persona);
  const [brief, ...others] = positionals;
  if (others.length > 0) throw new WrongUsage(`There are ${positionals.length} briefs, beginning with "${brief}" and "${others[0]}". One is valid: quote it as a whole.`);
  const kept = variables['CODERS_DEMO_HOME'] ?? '';
  if (kept !== '' && !isAbsolute(kept)) throw new WrongUsage(`CODERS_DEMO_HOME is "${kept}". Only an absolute path is valid.`);
  return { session: readSessionChoice(values), persona, ...(model === undefined ? {} : { model }), ...(name === undefined ? {} : { name }), ...(brief === undefined ? {} : { brief }) };
}

function readSessionChoice(values: { readonly 'session-id'?: string; readonly resume?: string }): Options['session'] {
  const { 'session-id': fresh, resume } = values;
  if (fresh !== undefined && resume !== undefined) throw new WrongUsage('"--session-id" starts a conversation and "--resume" goes on with one. Only one of them is valid.');
  if (resume !== undefined) return { mode: 'resume', id: checked('--resume', resume) };
  return { mode: 'new', ...(fresh === undefined ? {} : { id: checked('--session-id', fresh) }) };
}

/** The id becomes a file's name, so it is held to its form. */
function checked(option: string, id: string): string {
  if (!uuid.test(id)) throw new WrongUsage(`"${option}" is given "${id}". A UUID is valid, such as "9f3c2a10-4b7e-4c62-8a51-0d2f6b7c1e94".`);
  return id.toLowerCase();
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { 'session-id': text, resume: text, model: text, name: text, persona: { ...text, multiple: true }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) throw new WrongUsage(error.message);
    throw error;
  }
}
