import type { ReadStream } from 'node:tty';
import { decodeKeys, flushKeys, nothingUndecoded, type Key, type Undecoded } from '../util/terminal-keys.ts';

/** Longer than the parts of one escape sequence are apart, shorter than a person notices. */
const escapeAloneMs = 30;

/** Told of keys, and that there will be no more. */
export interface KeyListener {
  pressed(keys: readonly Key[]): void;
  ended(): void;
}

/** The keys of a terminal, one by one, while it is open. */
export class Keyboard {
  readonly #input: ReadStream;
  readonly #listener: KeyListener;
  #undecoded: Undecoded = nothingUndecoded;
  #flush: NodeJS.Timeout | undefined;
  readonly #read = (text: string | Buffer) => this.#decode(String(text));
  readonly #ended = () => this.#listener.ended();

  constructor(input: ReadStream, listener: KeyListener) {
    this.#input = input;
    this.#listener = listener;
  }

  open(): void {
    this.#input.setRawMode(true);
    this.#input.setEncoding('utf8').on('data', this.#read).on('end', this.#ended).on('error', this.#ended).resume();
  }

  /** Keys go to whoever reads the terminal next. */
  close(): void {
    clearTimeout(this.#flush);
    this.#undecoded = nothingUndecoded;
    this.#input.off('data', this.#read).off('end', this.#ended).off('error', this.#ended);
    this.#input.setRawMode(false).pause();
  }

  #decode(text: string): void {
    clearTimeout(this.#flush);
    this.#tell(decodeKeys(this.#undecoded, text));
    if (this.#undecoded.text !== '') this.#flush = setTimeout(() => this.#tell(flushKeys(this.#undecoded)), escapeAloneMs);
  }

  #tell({ keys, rest }: ReturnType<typeof decodeKeys>): void {
    this.#undecoded = rest;
    if (keys.length > 0) this.#listener.pressed(keys);
  }
}
