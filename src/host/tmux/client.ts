import { randomBytes } from 'node:crypto';
import { runProgram } from '../run-program.ts';

/** tmux refused a command: its own words. */
export class TmuxRefusal extends Error {
  override readonly name = 'TmuxRefusal';
  readonly command: string;
  constructor(command: string, words: string) {
    super(words);
    this.command = command;
  }
}

/** No server took the commands: none runs, or it went away under them. */
export class TmuxGone extends Error {
  override readonly name = 'TmuxGone';
}

/** tmux took a command and does not answer. */
export class TmuxSilent extends Error {
  override readonly name = 'TmuxSilent';
}

/** A server answers in milliseconds, on a machine that is short of everything in seconds. */
const deadlineMs = 20_000;

interface Call {
  readonly line: string;
  readonly resolve: (printed: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs lines of tmux commands by plain clients, one after the other. What is asked for while one is under way goes
 * together in the next, so that a hundred lines cost a few processes.
 *
 * A line with several commands joined by `;` runs in the server as one piece, and stops at its first error; the lines
 * after it run all the same. No client of control mode: while one connects, tmux 3.3a crashes when a person turns
 * to another window, and takes every agent with it.
 */
export class TmuxClient {
  readonly #argv: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #patienceMs: number;
  #waiting: Call[] = [];
  #isRunning = false;
  /** What was asked for and is not under way, by its line. */
  readonly #reads = new Map<string, Promise<string>>();

  /** `argv` are the words that name the server. */
  constructor(argv: readonly string[], env: NodeJS.ProcessEnv, patienceMs = deadlineMs) {
    this.#argv = argv;
    this.#env = env;
    this.#patienceMs = patienceMs;
  }

  /** Gives what the line printed. Rejects with TmuxRefusal, TmuxGone or TmuxSilent. */
  run(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      if (!this.#isRunning) {
        this.#isRunning = true;
        queueMicrotask(() => void this.#runAll());
      }
    });
  }

  /** The same for a line that changes nothing: all who ask for it before it is run share its answer. */
  read(line: string): Promise<string> {
    const answer = this.#reads.get(line) ?? this.run(line);
    this.#reads.set(line, answer);
    return answer;
  }

  /** The same with a server that is started where none runs, in a process of its own. */
  start(line: string): Promise<string> {
    return new Promise((resolve, reject) => void this.#runTogether([{ line, resolve, reject }], ['start-server', ';']));
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#reads.clear();
      await this.#runTogether(this.#waiting.splice(0));
    }
    this.#isRunning = false;
  }

  async #runTogether(calls: readonly Call[], before: readonly string[] = []): Promise<void> {
    const mark = `<${randomBytes(6).toString('hex')}>`;
    const ended = await runProgram('tmux', [...this.#argv, ...before, 'source-file', '-'], { env: this.#env, input: script(calls, mark), timeoutMs: this.#patienceMs });
    const answers = ended.stdout.split(`${mark}\n`).slice(0, -1);
    const words = ended.stderr.split('\n').filter((text) => text !== '');
    for (const [index, { line, resolve, reject }] of calls.entries()) {
      const printed = answers[index];
      if (printed === undefined) reject(ended.how === 'killed' ? new TmuxSilent(`tmux has not answered for ${this.#patienceMs / 1000} seconds`) : new TmuxGone(words.join('; ') || (ended.how === 'not started' ? ended.error.message : 'the tmux server went away')));
      else if (printed.endsWith(done)) resolve(printed.slice(0, -done.length));
      else reject(new TmuxRefusal(line, words.shift() ?? 'it gives no reason'));
    }
  }
}

/** Printed after a piece whose every command was carried out. Nothing on a screen can look like it. */
const done = `<done ${randomBytes(6).toString('hex')}>\n`;

/**
 * By standard input: argv to a tmux server is limited to 16 KB, and a brief is longer. If this process dies while it
 * writes, the condition has no end, and tmux does nothing at all instead of a part.
 */
export function script(calls: readonly Pick<Call, 'line'>[], mark: string): string {
  const lines = calls.flatMap(({ line }) => [line, `display-message -p ${mark}`]);
  return ['%if 1', ...lines, '%endif', ''].join('\n');
}

/** Commands that run one after the other as one piece, and what says that none of them failed: every line is one, or a choice between some. */
export function piece(commands: readonly string[]): string {
  return [...commands, `display-message -p "${done.trimEnd()}"`].join(' ; ');
}
