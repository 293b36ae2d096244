import type { AlarmClock } from '../host/clock.ts';
import type { Host } from '../host/host.ts';
import type { Store } from '../host/store/store.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import { TeamKeeper, type Surroundings } from './keeper.ts';
import { ServerNews } from './server-news.ts';

export interface SupervisorSettings {
  readonly store: Store;
  readonly clock: AlarmClock;
  /** The world as that team's applier had it. */
  hostOf(team: KeptTeam): Host;
  /** Calls `tell` when a terminal of this machine has gone. */
  watchTerminals(tell: () => void): { stop(): void };
  readonly chance: () => number;
  log(line: string): void;
  /** Called when no team is left to keep. */
  idle(): void;
}

/** How often it is looked whether all that lived still does. */
const vitalsMs = 10_000;

/** Keeps every team that the store says is to be kept. What it must not forget stands in the store, so it can die at any time. */
export class Supervisor {
  readonly #settings: SupervisorSettings;
  readonly #around: Surroundings;
  readonly #keepers = new Map<string, TeamKeeper>();
  #vitals: { off(): void } | undefined;
  #terminals: { stop(): void } | undefined;

  constructor(settings: SupervisorSettings) {
    const { clock, chance, log } = settings;
    this.#settings = settings;
    this.#around = { clock, chance, log, news: new ServerNews(), over: () => void this.look() };
  }

  /** Takes up teams that are to be kept, lets go of those that are not any more, and has each looked at. */
  async look(): Promise<void> {
    const { store, hostOf, idle } = this.#settings;
    const teams = new Map(store.keptTeams().map((team) => [team.name, team]));
    for (const [name, keeper] of this.#keepers) {
      const team = teams.get(name);
      if (team !== undefined && keeper.world === worldOf(team)) continue;
      this.#keepers.delete(name);
      await keeper.stop();
    }
    for (const [name, team] of teams) {
      const keeper = this.#keepers.get(name) ?? new TeamKeeper({ name, world: worldOf(team), sharing: team.desired.sharing }, hostOf(team), this.#around);
      this.#keepers.set(name, keeper);
      keeper.lookAgain();
    }
    if (this.#keepers.size === 0) idle();
    this.#vitals ??= this.#watchVitals();
    this.#terminals ??= this.#settings.watchTerminals(() => this.#checkVitals());
  }

  /** Resolves when no team has anything under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.#keepers.values()].map((keeper) => keeper.settled()));
  }

  get teams(): readonly string[] {
    return [...this.#keepers.keys()];
  }

  /** By team and host, for how many milliseconds nothing was heard of it; only teams that have such hosts. */
  get lostHosts(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries([...this.#keepers].flatMap(([name, { lostHosts }]) => (lostHosts.size === 0 ? [] : [[name, Object.fromEntries(lostHosts)]])));
  }

  /** Ends its own work; the teams live on. */
  async stop(): Promise<void> {
    this.#vitals?.off();
    this.#terminals?.stop();
    await Promise.all([...this.#keepers.values()].map((keeper) => keeper.stop()));
    this.#keepers.clear();
  }

  #checkVitals(): void {
    for (const keeper of this.#keepers.values()) keeper.checkVitals();
  }

  #watchVitals(): { off(): void } {
    return this.#settings.clock.at(this.#settings.clock.now() + vitalsMs, () => {
      this.#checkVitals();
      this.#vitals = this.#watchVitals();
    });
  }
}

/** The same text as long as a team lives on the same server, in the same environment, and shares its missions with the same hosts. */
function worldOf({ desired: { tmux, sharing }, environment }: KeptTeam): string {
  return JSON.stringify([tmux, environment, sharing]);
}
