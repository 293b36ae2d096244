import { adapterFor } from '../agents/registry.ts';
import type { AlarmClock } from '../host/clock.ts';
import { FileWatch } from '../host/watch-files.ts';
import type { Host } from '../host/host.ts';
import { liveAgent, type AgentPane } from '../reconcile/observe-agents.ts';
import type { Address } from '../state/address.ts';

/** What belongs together is written within so many milliseconds. */
const settleMs = 50;
/** An agent writes line after line: a look comes after so many times as long as the last one took, and no sooner than this. */
const rest = { factor: 20, leastMs: 300 };

/**
 * Watches the files of members whose turn's end is waited for, and has the team looked at when they change. A change that is
 * not told of only comes later: the team is looked at every so often all the same.
 */
export class TurnWatch {
  readonly #files: FileWatch;
  readonly #clock: AlarmClock;
  readonly #wake: () => void;
  #watched: readonly Address[] = [];
  #alarm: { off(): void } | undefined;
  #restsUntil = 0;

  constructor(clock: AlarmClock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
    this.#files = new FileWatch(() => this.#changed());
  }

  /** From now on these are waited for, and nobody else. `tookMs` is how long the look took. Throws a HostError where the system watches as much as it may. */
  await(agents: readonly AgentPane[], tookMs: number, host: Host): void {
    this.#restsUntil = this.#clock.now() + Math.max(rest.leastMs, rest.factor * tookMs);
    const awaited = new Map(agents.flatMap((agent) => (agent.pane.tag === undefined ? [] : [[agent.pane.tag.address, agent] as const])));
    for (const address of this.#watched) if (!awaited.has(address)) this.#files.set(address, []);
    this.#watched = [...awaited.keys()];
    for (const [address, agent] of awaited) {
      const adapter = adapterFor(agent.tool, agent.declared);
      if (adapter !== undefined && this.#files.set(address, Object.values(adapter.looksAt(liveAgent(agent, host))))) this.#changed();
    }
  }

  close(): void {
    this.#alarm?.off();
    this.#files.close();
  }

  #changed(): void {
    this.#alarm ??= this.#clock.at(Math.max(this.#clock.now() + settleMs, this.#restsUntil), () => {
      this.#alarm = undefined;
      this.#wake();
    });
  }
}
