import fc from 'fast-check';
import { seed } from '../../rig/seed.ts';

/** Something that goes wrong again and again while workers are at work: one time after the other, each after some more of their lines. */
export class Trouble {
  readonly #pauses: number[];
  readonly #make: (trouble: Trouble) => Promise<void>;
  /** Lines to come until the next time; none while it is made. */
  #left: number | undefined;
  /** How often a worker found nobody to agree with. */
  away = 0;
  readonly over: Promise<void>;
  #isOver: () => void = () => undefined;
  #failed: (error: unknown) => void = () => undefined;

  constructor(times: number, make: (trouble: Trouble) => Promise<void>) {
    this.#pauses = fc.sample(fc.integer({ min: 5, max: 25 }), { seed, numRuns: times });
    this.#make = make;
    this.#left = this.#pauses.shift();
    this.over = new Promise((resolve, reject) => {
      this.#isOver = resolve;
      this.#failed = reject;
    });
  }

  readonly onLine = (line: string): void => {
    if (line === 'away') this.away += 1;
    else if (this.#left !== undefined) this.#left -= 1;
    if (this.#left !== 0) return;
    this.#left = undefined;
    void this.#make(this).then(() => {
      this.#left = this.#pauses.shift();
      if (this.#left === undefined) this.#isOver();
    }, this.#failed);
  };
}
