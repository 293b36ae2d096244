/** What stands where the beginning is not kept. */
const cut = '…\n';

/** The end of what programs print, up to so many bytes: programs say at the end why they fail, and may print without one. */
export class OutputTail {
  readonly #most: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #isCut = false;

  constructor(mostBytes: number) {
    this.#most = mostBytes - Buffer.byteLength(cut);
  }

  add(piece: Buffer | string): void {
    const bytes = Buffer.from(piece);
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > 2 * this.#most) this.#shorten(); // not with each piece: that would copy all of it again and again
  }

  text(): string {
    if (this.#bytes > this.#most) this.#shorten();
    const all = Buffer.concat(this.#pieces);
    const start = this.#isCut ? all.findIndex(beginsCharacter) : 0;
    return `${this.#isCut ? cut : ''}${all.toString('utf8', Math.max(0, start))}`;
  }

  #shorten(): void {
    const end = Buffer.from(Buffer.concat(this.#pieces).subarray(-this.#most));
    [this.#pieces, this.#bytes, this.#isCut] = [[end], end.length, true];
  }
}

/** A character of several bytes goes on with those that begin with 10. */
function beginsCharacter(byte: number): boolean {
  return (byte & 0b1100_0000) !== 0b1000_0000;
}
