import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** tmux refused a command: its own words. */
export class TmuxRefusal extends Error {
  override readonly name = 'TmuxRefusal';
  readonly command: string;
  constructor(command: string, words: string) {
    super(words);
    this.command = command;
  }
}

/** The connection ended before an answer came: the server died, or could not be reached. */
export class TmuxGone extends Error {
  override readonly name = 'TmuxGone';
}

/** An answer on its way. */
interface Block {
  /** Time, number and flags: a flag of 0 marks the answer to the attach that argv asked for. */
  readonly guard: string;
  readonly lines: string[];
}

/** tmux took a command and does not answer. */
export class TmuxSilent extends Error {
  override readonly name = 'TmuxSilent';
}

/** A server answers in milliseconds, on a machine that is short of everything in seconds. */
const deadlinesMs = { answer: 20_000, end: 3_000, lastWords: 500 };

interface Waiting {
  readonly line: string;
  readonly marker: string;
  readonly blocks: string[][];
  refusal: string | undefined;
  readonly resolve: (blocks: string[][]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A persistent control-mode client. Commands are written as they come and answered in order, so any number may be
 * under way at once. A line with several commands joined by `;` runs in the server as one piece: it is done whole
 * even if this process dies right after writing it.
 *
 * tmux answers each command with a block of its own, also those an `if-shell` chose to run, and stops a line at its
 * first error: how many blocks a line gives can not be known. So each line is followed by one that prints a marker.
 */
export class ControlClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  readonly #ended: Promise<void>;
  #sent = 0;
  #block: Block | undefined;
  #said = '';
  /**
   * tmux reads commands before it has tried to attach: it would answer some even where that is refused, and then go.
   */
  #attached = false;

  /** Starts `tmux <argv>`, whose last words attach to a session. */
  constructor(argv: readonly string[], env: NodeJS.ProcessEnv) {
    this.#process = spawn('tmux', argv, { env });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#process.stdin.on('error', () => undefined); // the end of the process says it better
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#read(line));
    this.#ended = new Promise((resolve) => {
      this.#process.on('error', (error) => this.#fail(error));
      this.#process.on('exit', () => this.#hearLastWords());
      this.#process.on('close', () => {
        this.#fail(new TmuxGone(this.#said.trim() || 'the tmux server went away'));
        resolve();
      });
    });
  }

  /** Runs a line of commands; gives what each printed. Rejects with TmuxRefusal, TmuxGone, or why tmux did not start. */
  send(line: string): Promise<string[][]> {
    return new Promise((resolve, reject) => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
        reject(new TmuxGone(this.#said.trim() || 'the tmux server went away'));
        return;
      }
      const marker = `coders:${(this.#sent += 1)}`;
      const deadline = setTimeout(() => this.#giveUp(), deadlinesMs.answer);
      const waiting: Waiting = {
        line, marker, blocks: [], refusal: undefined,
        resolve: (blocks) => { clearTimeout(deadline); resolve(blocks); },
        reject: (error) => { clearTimeout(deadline); reject(error); },
      };
      this.#waiting.push(waiting);
      if (this.#attached) this.#write(waiting);
    });
  }

  /** Detaches and waits until the client process has ended. The server and its windows live on. */
  async close(): Promise<void> {
    this.#process.stdin.end();
    const deadline = setTimeout(() => this.#process.kill('SIGKILL'), deadlinesMs.end);
    await this.#ended;
    clearTimeout(deadline);
  }

  /** The server holds the ends of our pipes as well, and one that hangs never lets go of them. */
  #hearLastWords(): void {
    const { stdout, stderr } = this.#process;
    const deadline = setTimeout(() => [stdout, stderr].forEach((stream) => stream.destroy()), deadlinesMs.lastWords);
    this.#process.on('close', () => clearTimeout(deadline));
  }

  #giveUp(): void {
    this.#fail(new TmuxSilent(`tmux has not answered for ${deadlinesMs.answer / 1000} seconds`));
    this.#process.kill('SIGKILL');
  }

  #read(line: string): void {
    if (this.#block === undefined) {
      // notifications are for whoever watches; a pass looks for itself
      if (line.startsWith('%begin ')) this.#block = { guard: line.slice('%begin '.length), lines: [] };
      return;
    }
    const { guard, lines } = this.#block;
    // What is printed may look like an end, too; only the block's own end has its time and number.
    if (line !== `%end ${guard}` && line !== `%error ${guard}`) {
      lines.push(line);
      return;
    }
    this.#block = undefined;
    const refused = line.startsWith('%error');
    if (guard.endsWith(' 1')) this.#answer(lines, refused);
    else if (refused) this.#said = lines.join('\n');
    else this.#begin();
  }

  #begin(): void {
    this.#attached = true;
    for (const waiting of this.#waiting) this.#write(waiting);
  }

  #write({ line, marker }: Waiting): void {
    this.#process.stdin.write(`${line}\ndisplay-message -p ${marker}\n`);
  }

  #answer(block: string[], refused: boolean): void {
    const waiting = this.#waiting[0];
    if (waiting === undefined) return;
    if (refused) waiting.refusal ??= block.join('\n');
    if (block[0] !== waiting.marker) {
      waiting.blocks.push(block);
      return;
    }
    this.#waiting.shift();
    if (waiting.refusal === undefined) waiting.resolve(waiting.blocks);
    else waiting.reject(new TmuxRefusal(waiting.line, waiting.refusal));
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}
