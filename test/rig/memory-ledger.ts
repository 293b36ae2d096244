import { HostError } from '../../src/host/host-error.ts';
import type { LedgerEntry, MissionLedger } from '../../src/host/redis/mission-ledger.ts';

/** A ledger in this process, of one team, that can be broken at will: what it answers is what the real one's contract says. */
export class MemoryLedger implements MissionLedger {
  #entries = new Map<string, LedgerEntry>();
  #kept = new Map<string, LedgerEntry>();
  #version = 0;
  #ledger = 1;
  #run = 1;
  /** What becomes of the next call: it does not arrive, or its answer does not. */
  trouble: 'none' | 'unheard' | 'unanswered' = 'none';

  async write(_team: string, writes: Parameters<MissionLedger['write']>[1]): ReturnType<MissionLedger['write']> {
    return this.#answered(() => writes.map(({ address, base, record }) => {
      const found = this.#entries.get(address) ?? { address, version: 0 };
      if (found.version !== base) return { accepted: false as const, address, found };
      const version = (this.#version += 1);
      this.#entries.set(address, { address, version, ...(record === undefined ? {} : { record }) });
      return { accepted: true as const, address, version };
    }));
  }

  async since(_team: string, mark: number): ReturnType<MissionLedger['since']> {
    return this.#answered(() => ({ ledger: `${this.#ledger}`, run: `${this.#run}`, mark: this.#version, entries: this.entries().filter(({ version }) => version > mark) }));
  }

  async beat(): ReturnType<MissionLedger['beat']> {
    return new Map();
  }

  async erase(): Promise<void> {
    this.#entries = new Map();
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()].sort((one, other) => one.version - other.version);
  }

  /** All up to now is on disk. */
  keep(): void {
    this.#kept = new Map(this.#entries);
  }

  /** Begins again with what was on disk. Versions go on where no version can have been. */
  restart(): void {
    this.#entries = new Map(this.#kept);
    this.#run += 1;
    this.#version += 1_000;
  }

  /** Begins again with nothing. */
  empty(): void {
    this.#entries = new Map();
    this.#kept = new Map();
    this.#ledger += 1;
    this.#run += 1;
    this.#version = 0;
  }

  #answered<Answer>(work: () => Answer): Answer {
    const { trouble } = this;
    this.trouble = 'none';
    if (trouble === 'unheard') throw away();
    const answer = work();
    if (trouble === 'unanswered') throw away();
    return answer;
  }
}

function away(): HostError {
  return new HostError({ tool: 'redis', command: [], message: 'Redis does not answer.', stderr: '' });
}
