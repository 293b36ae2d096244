import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSession } from '../../../src/demo/session-log.ts';
import type { ReceiptState } from '../../../src/state/message.ts';
import { ended } from '../../rig/team.ts';
import type { Dice } from '../dice.ts';
import { pass } from '../stage.ts';
import { freeSeats, type Soak } from './soak.ts';

interface Letter {
  readonly id: string;
  readonly seat: string;
}

/** What must not be, each as the messages it happened to; and how many came to which end. */
export interface PostAccount {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly arrivedThoughFailed: readonly string[];
  readonly states: Readonly<Record<string, number>>;
}

const mostOpen = 6;

/** Somebody who sends messages all the while, and goes on with each until it is acknowledged or has failed. */
export class Post {
  readonly #soak: Soak;
  readonly #dice: Dice;
  readonly #letters: Letter[] = [];
  #open: Letter[] = [];
  #isOver = false;
  #going: Promise<void> = Promise.resolve();

  constructor(soak: Soak, dice: Dice) {
    this.#soak = soak;
    this.#dice = dice;
  }

  start(): void {
    this.#going = this.#go();
    this.#going.catch(() => undefined); // told by finish
  }

  /** Ends the sending; all that is under way comes to its end first. */
  async finish(): Promise<void> {
    this.#isOver = true;
    await this.#going;
    for (const letter of this.#open) await this.#send(letter, '60s');
  }

  async #go(): Promise<void> {
    while (!this.#isOver) {
      await pass(200 + this.#dice.below(600));
      const letter = this.#open.length >= mostOpen || (this.#open.length > 0 && this.#dice.roll() < 0.4) ? this.#dice.oneOf(this.#open) : this.#newLetter();
      if (letter !== undefined) await this.#send(letter, '3s');
      this.#open = this.#open.filter(({ id }) => !['acknowledged', 'failed'].includes(this.#stateOf(id)));
    }
  }

  #newLetter(): Letter | undefined {
    const seats = freeSeats(this.#soak);
    if (seats.length === 0) return undefined;
    const letter = { id: `letter-${this.#letters.length}`, seat: this.#dice.oneOf(seats) };
    this.#letters.push(letter);
    this.#open.push(letter);
    return letter;
  }

  /** One sender in eight is killed on its way. A member may be gone by now: then nobody can be told. */
  async #send({ id, seat }: Letter, timeout: string): Promise<void> {
    const sender = this.#soak.team.start('coders', ['send', seat, textOf(id), '--op-id', id, '--timeout', timeout]);
    const end = ended(sender);
    if (this.#dice.roll() < 0.12 && !this.#isOver) {
      await pass(this.#dice.below(900));
      sender.kill('SIGKILL');
    }
    await end;
  }

  #stateOf(id: string): ReceiptState | 'never kept' {
    return this.#soak.store.messages.receipts(id).at(-1)?.state ?? 'never kept';
  }

  /** Holds what the agents have written down against the receipts. */
  async account(): Promise<PostAccount> {
    const told = await this.#told();
    const times = (letter: Letter) => told.filter((text) => text === textOf(letter.id)).length;
    const are = (state: string) => this.#letters.filter(({ id }) => this.#stateOf(id) === state);
    const states = [...new Set(this.#letters.map(({ id }) => this.#stateOf(id)))];
    const named = (letters: readonly Letter[]) => letters.map(({ id, seat }) => `${id} to ${seat}`);
    return {
      lost: named(are('acknowledged').filter((letter) => times(letter) === 0)),
      doubled: named(this.#letters.filter((letter) => times(letter) > 1)),
      arrivedThoughFailed: named(are('failed').filter((letter) => times(letter) > 0)),
      states: Object.fromEntries(states.map((state) => [state, are(state).length])),
    };
  }

  async #told(): Promise<string[]> {
    const folder = join(this.#soak.team.home, '.local', 'state', 'coders', 'demo');
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    return texts.flatMap((text) => readSession(text).rows.flatMap((row) => (row.type === 'user' ? [row.text] : [])));
  }
}

function textOf(id: string): string {
  return `This is ${id}, and nothing else.`;
}
