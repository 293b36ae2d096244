import { either } from '../diagnostics/words.ts';
import { wordsOf, type Answer, type CommandLine } from './command-line.ts';
import { readCall } from './read-call.ts';
import type { CallerTeam } from './tool.ts';
import { tools } from './tools/all.ts';
import { WrongCall } from './wrong-call.ts';

/** By what a call is answered: the caller's own rights are those of its command line. */
export interface Answering extends CallerTeam {
  /** Runs the words behind `coders` as the caller could in its pane. Never throws for what the caller did wrong. */
  run(words: readonly string[]): Promise<Answer>;
}

/** A call as it comes from a client. */
export interface WrittenCall {
  readonly name: string;
  readonly written: Readonly<Record<string, unknown>>;
}

/** Answers a call; one that can not be meant, in words. */
export async function answerTo({ name, written }: WrittenCall, answering: Answering): Promise<Answer> {
  try {
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) throw new WrongCall(`coders has no tool ${name}. It has ${either(tools.map((one) => one.name))}.`);
    const { action, given } = readCall(tool, written);
    return await carriedOut(action.lines(given, answering), answering);
  } catch (error) {
    if (error instanceof WrongCall) return { text: error.message, failed: true };
    throw error;
  }
}

/** Does one after the other; after one that fails, none. */
async function carriedOut(lines: readonly CommandLine[], { run }: Answering): Promise<Answer> {
  const texts: string[] = [];
  for (const line of lines) {
    // On this standard input stands the protocol.
    if (line.operands.includes('-')) throw new WrongCall('A text can not be a single dash. Say it in words.');
    const { text, failed } = await run(wordsOf(line));
    texts.push(text);
    if (failed) return { text: texts.join('\n'), failed };
  }
  return { text: texts.join('\n'), failed: false };
}
