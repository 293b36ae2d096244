import { withoutColours } from './reporters/palette.ts';
import { wrapped } from './reporters/wrapped.ts';

/** Where a command writes to, and what can be read there. */
export interface Terminal {
  /** Results, for people: lines are broken to fit a terminal. */
  out(text: string): void;
  /** Results for programs, written as they are. */
  data(text: string): void;
  /** Progress, questions and complaints. */
  err(text: string): void;
  readonly color: boolean;
  /** Somebody can be asked, and sees the answer. */
  readonly interactive: boolean;
  readonly columns: number;
  /** The next line typed; undefined when the input ends first. */
  ask(question: string): Promise<string | undefined>;
}

/** Colours are chosen for standard output; the other stream may lead elsewhere. */
function fitting(text: string, { isTTY, columns }: NodeJS.WriteStream): string {
  return isTTY === true ? wrapped(text, columns) : withoutColours(text);
}

export function processTerminal(environment: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = process;
  const wantsColor = environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '';
  return {
    out: (text) => void stdout.write(`${fitting(text, stdout)}\n`),
    data: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${fitting(text, stderr)}\n`),
    color: stdout.isTTY === true && wantsColor && environment['TERM'] !== 'dumb' && environment['TERM'] !== undefined,
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    columns: stdout.columns ?? 100,
    ask: async (question) => {
      const { createInterface } = await import('node:readline');
      const lines = createInterface({ input: stdin, output: stderr });
      return new Promise((resolve) => {
        lines.on('close', () => resolve(undefined));
        lines.question(question, (answer) => {
          resolve(answer);
          lines.close();
        });
      });
    },
  };
}
