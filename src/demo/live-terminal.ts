import type { ReadStream, WriteStream } from 'node:tty';
import type { Status } from './agent.ts';
import { decodeKeys, flushKeys, nothingUndecoded, type Key, type Undecoded } from '../util/terminal-keys.ts';
import { draftText, edit, emptyDraft, type Draft } from '../util/line-editor.ts';
import { EnterKey } from './personas/enter-key.ts';
import type { Persona } from './personas/persona.ts';
import { answerOf } from './question.ts';
import { Screen } from './screen.ts';
import type { Row } from './session-log.ts';
import type { StyledLine } from './styled-text.ts';
import type { Orders, Terminal } from './terminal.ts';
import { linesOf } from './transcript.ts';

/** Longer than the parts of one escape sequence are apart, shorter than a person notices. */
const escapeAloneMs = 30;
const hangupCode = 129;

export interface Ends {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** A terminal that is drawn on: keys come one by one, the prompt line is always there. */
export class LiveTerminal implements Terminal {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #screen: Screen;
  readonly #name: string;
  readonly #persona: Persona;
  readonly #enter: EnterKey;
  #orders: Orders | undefined;
  #status: Status = { state: 'starting', queued: [] };
  #draft: Draft = emptyDraft;
  #notice: string | undefined;
  #undecoded: Undecoded = nothingUndecoded;
  #flush: NodeJS.Timeout | undefined;
  #isLent = false;

  constructor({ input, output }: Ends, { name, persona }: { readonly name: string; readonly persona: Persona }) {
    this.#input = input;
    this.#output = output;
    this.#name = name;
    this.#persona = persona;
    this.#enter = new EnterKey(persona);
    this.#screen = new Screen(output, (process.env['NO_COLOR'] ?? '') === '');
  }

  open(orders: Orders, firstLines: (columns: number) => readonly StyledLine[]): void {
    this.#orders = orders;
    // Raw before paste mode is announced: a key is then never echoed, nor a paste cut into lines.
    this.#input.setRawMode(true).setEncoding('utf8').on('data', (text) => this.#read(String(text)));
    this.#input.on('end', () => orders.leave(hangupCode)).on('error', () => orders.leave(hangupCode));
    this.#output.on('resize', () => this.#draw());
    this.#screen.open();
    this.#draw(firstLines(this.#screen.size.columns));
  }

  happened(row: Row): void {
    this.#draw(linesOf(row, this.#screen.size.columns));
  }

  changed(status: Status): void {
    this.#status = status;
    this.#draw();
  }

  close(lastLines: readonly StyledLine[]): void {
    if (this.#orders === undefined) return;
    this.#orders = undefined;
    clearTimeout(this.#flush);
    this.#screen.close(lastLines);
    this.#input.setRawMode(false).pause();
  }

  /** The program in front reads all keys meanwhile and draws what it likes. */
  async lend<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#screen.suspend();
    this.#isLent = true;
    this.#input.setRawMode(false).pause();
    try {
      return await work();
    } finally {
      this.#isLent = false;
      this.#input.setRawMode(true).resume();
      this.#screen.resume();
      this.#draw();
    }
  }

  #draw(news: readonly StyledLine[] = []): void {
    if (this.#orders === undefined || this.#isLent) return;
    const { suggestion } = this.#persona;
    const word = /\S*$/.exec(draftText(this.#draft))?.[0] ?? '';
    this.#screen.draw({
      name: this.#name,
      status: this.#status,
      draft: this.#draft,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(this.#enter.showsMenu(draftText(this.#draft)) ? { menu: [word, `${word}-all`] } : {}),
      ...(this.#notice === undefined ? {} : { notice: this.#notice }),
    }, news);
  }

  #read(text: string): void {
    clearTimeout(this.#flush);
    this.#press(decodeKeys(this.#undecoded, text));
    if (this.#undecoded.text !== '') this.#flush = setTimeout(() => this.#press(flushKeys(this.#undecoded)), escapeAloneMs);
  }

  #press({ keys, rest }: ReturnType<typeof decodeKeys>): void {
    this.#undecoded = rest;
    for (const key of keys) this.#obey(key);
    if (keys.length > 0) this.#draw();
  }

  #obey(key: Key): void {
    if (this.#status.question !== undefined) return this.#answer(key);
    const armed = this.#notice !== undefined;
    this.#notice = undefined;
    this.#enter.heard(key, performance.now());
    if (key.kind === 'enter') this.#pressEnter();
    else if (key.kind === 'escape') this.#orders?.interrupt();
    else if (key.kind === 'ctrl-l') this.#screen.clear();
    else if (key.kind === 'ctrl-c') this.#clearOrLeave(armed);
    else if (key.kind === 'ctrl-d' && this.#draft.pieces.length === 0) this.#orders?.leave(0);
    else this.#draft = edit(this.#draft, key.kind === 'ctrl-d' ? { kind: 'delete' } : key);
  }

  #answer(key: Key): void {
    const isYes = answerOf(key);
    if (isYes !== undefined) this.#orders?.answer(isYes);
  }

  #pressEnter(): void {
    const effect = this.#enter.pressed(draftText(this.#draft), performance.now());
    if (effect === 'breaks the line') this.#draft = edit(this.#draft, { kind: 'newline' });
    if (effect === 'sends') this.#send();
  }

  /** A draft of blanks only is nothing to send. */
  #send(): void {
    const prompt = draftText(this.#draft);
    if (prompt.trim() === '') return;
    this.#draft = emptyDraft;
    this.#orders?.submit(prompt);
  }

  #clearOrLeave(armed: boolean): void {
    if (armed) return this.#orders?.leave(0);
    this.#draft = emptyDraft;
    this.#notice = 'Ctrl-C again leaves';
  }
}
