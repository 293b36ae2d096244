import type { WriteStream } from 'node:tty';
import { painted, type StyledLine } from './styled-line.ts';
import type { Size } from './view.ts';

/** Its own screen beside the person's, no cursor, and no line that goes on below: what does not fit is never shown elsewhere. */
const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h';
const leave = '\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l';

/** The whole of a terminal. What was on it before is there again afterwards, however the program ends. */
export class Screen {
  readonly #output: WriteStream;
  readonly #colours: boolean;
  /** What stands in each row; undefined where that is not known. */
  #shown: readonly string[] = [];
  #isOpen = false;
  readonly #restore = () => this.close();

  constructor(output: WriteStream, colours: boolean) {
    this.#output = output;
    this.#colours = colours;
  }

  get size(): Size {
    // A terminal that nobody looks at may say it has no columns.
    return { columns: this.#output.columns || 80, rows: this.#output.rows || 24 };
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    process.on('exit', this.#restore); // also where something of ours throws: what is said of that stands on the person's screen
    this.#output.write(enter);
    this.forget();
  }

  /** Writes the rows that are others than before, in one piece. */
  draw(lines: readonly StyledLine[]): void {
    if (!this.#isOpen) return;
    const rows = lines.map((line) => painted(line, this.#colours));
    const changes = rows.flatMap((row, index) => (row === this.#shown[index] ? [] : [`\x1b[${index + 1};1H\x1b[K${row}`]));
    if (changes.length > 0) this.#output.write(changes.join(''));
    this.#shown = rows;
  }

  /** The next drawing writes every row: others may have written there, or the terminal has another size. */
  forget(): void {
    this.#shown = [];
    if (this.#isOpen) this.#output.write('\x1b[2J');
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.off('exit', this.#restore);
    this.#output.write(leave);
  }
}
