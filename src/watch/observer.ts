import type { Usage } from '../health/usage.ts';
import type { Host } from '../host/host.ts';
import { follow } from '../host/store/follow.ts';
import type { Store } from '../host/store/store.ts';
import { FileWatch } from '../host/watch-files.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { RecordedEvent } from '../state/event.ts';
import type { Conversation } from '../state/turn.ts';
import { absences, sharingTroubles, supervisionIn, type Supervision } from '../supervisor/supervision.ts';
import type { MemberName, TeamSight } from './sight.ts';
import { TeamWatch, watchedName } from './team-watch.ts';

export interface ObserverSettings {
  readonly store: Store;
  /** The only team that is watched; all when absent. */
  readonly only?: string;
  readonly hostOf: (team: AppliedTeam) => Host;
  readonly usageOf: (conversations: ReadonlyMap<string, Conversation>) => ReadonlyMap<string, Usage>;
}

/** Told what is new. */
export interface Listener {
  seen(sights: readonly TeamSight[]): void;
  /** `isNew` is false of what had happened before the watch began. */
  happened(event: RecordedEvent, isNew: boolean): void;
}

/** For what tells nothing of itself: an agent that shows only on its screen what it does, a window that a person closed. */
const resyncMs = 15_000;

/** How many of the events before are told at the start. */
const earlier = 2000;

/**
 * Keeps what is known of all applied teams up to date: by the store's events and the agents' files, and once in a while by a
 * look at everything. Nothing is looked at while nothing happens.
 */
export class Observer {
  readonly #settings: ObserverSettings;
  readonly #teams = new Map<string, TeamWatch>();
  readonly #members = new Map<string, MemberName>();
  readonly #files = new FileWatch((who) => this.#fileChanged(who));
  #listener: Listener | undefined;
  #fail: ((error: unknown) => void) | undefined;
  #supervision: Supervision | undefined;
  #asking: Promise<Supervision> | undefined;

  constructor(settings: ObserverSettings) {
    this.#settings = settings;
  }

  /** Tells the listener what is so now, then what changes, until the signal. Rejects with what is no failure of the host. */
  async run(listener: Listener, signal: AbortSignal): Promise<void> {
    const { store } = this.#settings;
    const ended = new AbortController();
    signal.addEventListener('abort', () => ended.abort(), { once: true });
    const failure = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    const known = store.latestEvent();
    const resync = setInterval(() => void this.#lookAtAll().catch(this.#fail), resyncMs);
    try {
      await Promise.race([failure, this.#lookAtAll()]);
      this.#listener = listener;
      this.#tellSights();
      if (!signal.aborted) await Promise.race([failure, this.#followEvents(known, ended.signal)]);
    } finally {
      ended.abort();
      clearInterval(resync);
      for (const team of this.#teams.values()) team.close();
      this.#files.close();
      this.#listener = undefined;
    }
  }

  /** Looks again at one member now. */
  async lookAt({ team, address }: MemberName): Promise<void> {
    await this.#teams.get(team)?.look([address]);
  }

  async #followEvents(known: number, signal: AbortSignal): Promise<void> {
    for await (const event of follow(this.#settings.store, { after: Math.max(0, known - earlier), signal })) {
      const isNew = event.id > known;
      if (this.#isMeant(event.team)) this.#listener?.happened(event, isNew);
      if (isNew) this.#lookAfter(event);
    }
  }

  #lookAfter(event: RecordedEvent): void {
    if (!this.#isMeant(event.team)) return;
    const team = this.#teams.get(event.team);
    // One that was away may be what wrote it.
    if (event.type === 'host-lost' || event.type === 'host-back' || this.#supervision?.state !== 'runs') void this.#askSupervisor().catch(this.#fail);
    if (team === undefined) void this.#lookAtAll().catch(this.#fail);
    else void team.look('address' in event && /^(member|mission)\//.test(event.address) ? [event.address] : undefined);
  }

  async #lookAtAll(): Promise<void> {
    const { store } = this.#settings;
    for (const team of store.teams().filter(({ name }) => this.#isMeant(name))) {
      if (!this.#teams.has(team.name)) this.#teams.set(team.name, this.#watchOf(team));
    }
    void this.#askSupervisor().catch(this.#fail);
    await Promise.all([...this.#teams.values()].map((team) => team.look()));
  }

  /** Beside the looks: one that hangs takes its time. */
  async #askSupervisor(): Promise<void> {
    this.#asking ??= supervisionIn(this.#settings.store.directory).finally(() => (this.#asking = undefined));
    this.#supervision = await this.#asking;
    if (this.#listener !== undefined) this.#tellSights(); // not before the first looks, nor after the end
  }

  #troublesOf(team: string): readonly string[] {
    const { store } = this.#settings;
    if (this.#supervision === undefined || store.keptTeam(team) === undefined) return [];
    const { state } = this.#supervision;
    return state === 'runs' ? sharingTroubles(team, this.#supervision, store.replica.outage(team) !== undefined) : [`not kept now: ${absences[state]}`];
  }

  #watchOf(team: AppliedTeam): TeamWatch {
    const { hostOf, usageOf } = this.#settings;
    return new TeamWatch(team, { name: team.name, hostOf, usageOf, files: this.#files, seen: () => this.#tellSights(), failed: (error) => this.#fail?.(error) });
  }

  #tellSights(): void {
    const sights = [...this.#teams.values()].map(({ sight }) => ({ ...sight, troubles: this.#troublesOf(sight.team.name) }));
    for (const { team, members } of sights) {
      for (const { status } of members) this.#members.set(watchedName({ team: team.name, address: status.member.address }), { team: team.name, address: status.member.address });
    }
    this.#listener?.seen(sights);
  }

  #fileChanged(who: string): void {
    const name = this.#members.get(who);
    if (name !== undefined) this.#teams.get(name.team)?.fileChanged(name.address);
  }

  #isMeant(team: string): boolean {
    return this.#settings.only === undefined || this.#settings.only === team;
  }
}
