/** Where a command writes to, and what can be read there. */
export interface Terminal {
  /** Results: what a script would want. */
  out(text: string): void;
  /** Progress, questions and complaints. */
  err(text: string): void;
  readonly color: boolean;
  /** Somebody can be asked, and sees the answer. */
  readonly interactive: boolean;
  readonly columns: number;
  /** The next line typed; undefined when the input ends first. */
  ask(question: string): Promise<string | undefined>;
}

export function processTerminal(environment: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = process;
  const wantsColor = environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '';
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
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
