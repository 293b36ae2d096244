import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A clock's time in every program of Node or Bun that is started with `environment`: what agents write down is of the night, not of
 * the test. Between two settings a second takes a hundred unless said, so that no busy machine makes a minute of a moment.
 */
export class VirtualTime {
  readonly #file: string;
  readonly environment: Readonly<Record<string, string>>;

  constructor(directory: string, secondTakes = 100) {
    this.#file = join(directory, 'time');
    const program = join(directory, 'virtual-time.mjs');
    writeFileSync(program, preload(this.#file, secondTakes));
    this.environment = { NODE_OPTIONS: `--import=${program}`, BUN_OPTIONS: `--preload=${program}` }; // Claude Code is a program of Bun
  }

  /** Right before the clock tells what is due: agents are never behind. */
  set(time: number): void {
    writeFileSync(`${this.#file}.new`, `${time} ${Date.now()}`);
    renameSync(`${this.#file}.new`, this.#file); // whoever reads meanwhile reads one or the other
  }
}

function preload(file: string, secondTakes: number): string {
  return `import { readFileSync } from 'node:fs';
const Real = Date;
const now = () => {
  const [time, since] = readFileSync(${JSON.stringify(file)}, 'utf8').split(' ').map(Number);
  return time + 1 + Math.floor(Math.max(0, Real.now() - since) / ${secondTakes});
};
globalThis.Date = class Date extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
`;
}
