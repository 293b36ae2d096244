import { createInterface, type Interface } from 'node:readline';
import type { Status } from './agent.ts';
import { questionLines } from './question.ts';
import type { Row } from './session-log.ts';
import { paint, type StyledLine } from './styled-text.ts';
import type { Orders, Terminal } from './terminal.ts';
import { linesOf } from './transcript.ts';

/** For pipes and terminals that can not be drawn on: a line in is a prompt, and nothing but text comes out. */
export class PlainTerminal implements Terminal {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  #lines: Interface | undefined;
  #orders: Orders | undefined;
  #status: Status = { state: 'starting', queued: [] };

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  open(orders: Orders, firstLines: (columns: number) => readonly StyledLine[]): void {
    this.#orders = orders;
    this.#print(firstLines(this.#columns));
    this.#lines = createInterface({ input: this.#input, terminal: false });
    this.#lines.on('line', (line) => this.#take(line));
    this.#lines.on('close', () => { this.#lines = undefined; this.#leaveOnceDone(); });
  }

  happened(row: Row): void {
    this.#print(linesOf(row, this.#columns));
  }

  changed(status: Status): void {
    const became = status.state !== this.#status.state;
    this.#status = status;
    if (became && status.question !== undefined) this.#print(questionLines(status.question, this.#columns));
    if (became) this.#invite();
    this.#leaveOnceDone();
  }

  close(lastLines: readonly StyledLine[]): void {
    if (this.#orders === undefined) return;
    this.#orders = undefined;
    this.#print(lastLines);
    this.#lines?.close();
  }

  lend(): undefined {
    return undefined;
  }

  get #columns(): number {
    return this.#output.columns || Infinity;
  }

  #take(line: string): void {
    if (this.#status.question !== undefined) this.#orders?.answer(/^[1y]/i.test(line));
    else if (line.trim() === '') this.#invite();
    else this.#orders?.submit(line);
  }

  /** Only a person needs to be told that it is their turn. */
  #invite(): void {
    if (this.#input.isTTY && this.#status.state === 'idle') this.#output.write('\n› ');
  }

  #leaveOnceDone(): void {
    if (this.#lines === undefined && this.#status.state === 'idle') this.#orders?.leave(0);
  }

  #print(lines: readonly StyledLine[]): void {
    if (lines.length > 0) this.#output.write(lines.map((line) => `${paint(line, false)}\n`).join(''));
  }
}
