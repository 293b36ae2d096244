import type { WriteStream } from 'node:tty';
import { layOut, type Footer, type Size, type View } from './footer.ts';
import { lineWidth, paint, type StyledLine } from './styled-text.ts';
import { titleOf } from './title.ts';

const pushTitle = '\x1b[22;2t';
const popTitle = '\x1b[23;2t';
const bracketedPasteOn = '\x1b[?2004h';
const bracketedPasteOff = '\x1b[?2004l';
const eraseBelow = '\x1b[J';

/**
 * Draws on the normal screen: what has happened scrolls away above, the footer is drawn anew under it.
 * Each change is one write, so that no half of it is ever seen.
 */
export class Screen {
  readonly #output: WriteStream;
  readonly #colours: boolean;
  #footer: Footer | undefined;
  #title = '';

  constructor(output: WriteStream, colours: boolean) {
    this.#output = output;
    this.#colours = colours;
  }

  get size(): Size {
    // A terminal that nobody looks at may say it has no columns.
    return { columns: this.#output.columns || 80, rows: this.#output.rows || 24 };
  }

  open(): void {
    this.#output.write(pushTitle + bracketedPasteOn);
  }

  /** Adds lines to the transcript and draws the footer. */
  draw(view: View, news: readonly StyledLine[] = []): void {
    const footer = layOut(view, this.size);
    this.#output.write(this.#titleChange(view) + this.#erased() + this.#painted(news, '\r\n') + this.#placed(footer));
    this.#footer = footer;
  }

  /** Leaves the terminal as it was, under what has happened and some last words. */
  close(words: readonly StyledLine[]): void {
    this.#output.write(this.#erased() + this.#painted(words, '\r\n') + bracketedPasteOff + popTitle);
    this.#footer = undefined;
  }

  /** Lets another program draw, until `resume`; the title stays. */
  suspend(): void {
    this.#output.write(this.#erased() + bracketedPasteOff);
    this.#footer = undefined;
  }

  resume(): void {
    this.#output.write(`\r${bracketedPasteOn}`);
  }

  /** Starts on an empty screen, as when other output has spoilt it. */
  clear(): void {
    this.#output.write('\x1b[H\x1b[2J');
    this.#footer = undefined;
  }

  #titleChange({ status, name }: View): string {
    const title = titleOf(status.state, name.replace(/[\x00-\x1f\x7f-\x9f]/g, ''));
    if (title === this.#title) return '';
    this.#title = title;
    return `\x1b]2;${title}\x07`;
  }

  /** A terminal that became narrower has broken the footer's lines into more rows, so these are counted at today's width. */
  #erased(): string {
    if (this.#footer === undefined) return '';
    const { columns } = this.size;
    const { lines, cursor } = this.#footer;
    const rowsAbove = lines.slice(0, cursor.row).reduce((sum, line) => sum + Math.max(1, Math.ceil(lineWidth(line) / columns)), 0);
    return `\r${up(rowsAbove + Math.floor(cursor.column / columns))}${eraseBelow}`;
  }

  #placed({ lines, cursor }: Footer): string {
    const last = lines.length - 1;
    return `${lines.map((line) => paint(line, this.#colours)).join('\r\n')}${up(last - cursor.row)}\r\x1b[${cursor.column}C`;
  }

  #painted(lines: readonly StyledLine[], end: string): string {
    return lines.map((line) => paint(line, this.#colours) + end).join('');
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : '';
}
