import type { SupervisorEvent } from '../state/event.ts';

/** A host of the team is lost, or heard of again. */
export type HostNews = Extract<SupervisorEvent, { readonly type: 'host-lost' | 'host-back' }>;

/** So often within the time after which a host counts as lost it says that it is there. */
export const beatsPerLoss = 6;

/**
 * Which of a team's hosts are not heard of any more. Only one that has itself heard from Redis without a break for so long
 * judges others: after an outage, or a sleep of the machine, all are silent at first.
 */
export class HostWatch {
  readonly #lostAfterMs: number;
  #beats = 0;
  #lastAt = 0;
  #lost: ReadonlyMap<string, number> = new Map();

  constructor(lostAfterMs: number) {
    this.#lostAfterMs = lostAfterMs;
  }

  /** By host, for how long, in milliseconds. */
  get lost(): ReadonlyMap<string, number> {
    return this.#lost;
  }

  /** Of those that are lost, who is heard of again; nobody else is judged by it. Gives what has changed. */
  heardAgain(ages: ReadonlyMap<string, number>): HostNews[] {
    const back = [...this.#lost.keys()].filter((host) => (ages.get(host) ?? 0) <= this.#lostAfterMs);
    this.#lost = new Map([...this.#lost].filter(([host]) => !back.includes(host)));
    return back.map((host): HostNews => ({ type: 'host-back', host }));
  }

  /** How long ago each was heard of, in milliseconds; undefined where Redis is away: who was lost stays so. Gives what has changed. */
  seen(ages: ReadonlyMap<string, number> | undefined, now: number): HostNews[] {
    const wasAsleep = now - this.#lastAt > this.#lostAfterMs;
    this.#lastAt = now;
    this.#beats = ages === undefined || wasAsleep ? 0 : this.#beats + 1;
    if (ages === undefined) return [];
    const before = this.#lost;
    this.#lost = new Map([...ages].filter(([host, age]) => age > this.#lostAfterMs && (this.#beats > beatsPerLoss || before.has(host))));
    return [
      ...[...this.#lost].filter(([host]) => !before.has(host)).map(([host, silentMs]): HostNews => ({ type: 'host-lost', host, silentMs })),
      ...[...before.keys()].filter((host) => !this.#lost.has(host)).map((host): HostNews => ({ type: 'host-back', host })),
    ];
  }
}
