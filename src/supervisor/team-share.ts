import type { AlarmClock } from '../host/clock.ts';
import { HostError } from '../host/host-error.ts';
import { openRedis, type RedisConnection } from '../host/redis/connection.ts';
import type { MissionLedger } from '../host/redis/mission-ledger.ts';
import { listenToLedger, redisLedger } from '../host/redis/redis-ledger.ts';
import { whyNotTrusted } from '../host/redis/trust.ts';
import type { Store } from '../host/store/store.ts';
import { takenFrom, type Overruled } from '../missions/overruled.ts';
import { stopPrompt, type MissionPrompt } from '../missions/prompts.ts';
import { syncMissions } from '../reconcile/share-missions.ts';
import type { TeamEvent } from '../state/event.ts';
import type { Sharing } from '../state/sharing.ts';
import { beatsPerLoss, HostWatch, type HostNews } from './host-watch.ts';
import { messageOf } from './messenger.ts';

export interface ShareSettings {
  readonly team: string;
  readonly sharing: Sharing;
  readonly store: Store;
  readonly clock: AlarmClock;
  /** Other hosts wrote something, or one of them is lost or back, or Redis is. */
  wake(): void;
  log(line: string): void;
  /** These are kept, and to be brought to their members. */
  send(prompts: readonly MissionPrompt[]): void;
}

/**
 * What a team on several hosts has in common, as one supervisor sees it. Redis may be away at any time: then what is written
 * here waits, nobody is given anything new, and no host is judged.
 */
export class TeamShare {
  readonly sharing: Sharing;
  readonly #settings: ShareSettings;
  readonly #hosts: HostWatch;
  readonly #opened: Promise<Opened>;
  #alarm: { off(): void } | undefined;
  #isClosed = false;
  #isTrusted = false;
  #written = 0;
  /** When this host last said that it is there, in milliseconds since the Unix epoch. */
  #saidAt = -Infinity;

  constructor(settings: ShareSettings) {
    const { sharing, store, team } = settings;
    this.sharing = sharing;
    this.#settings = settings;
    this.#hosts = new HostWatch(sharing.redis.lostAfterMs);
    store.replica.share(team);
    this.#opened = this.#open();
    void this.#beat();
  }

  get team(): string {
    return this.#settings.team;
  }

  /** Hosts that are not heard of any more, and for how long, in milliseconds. */
  get lostHosts(): ReadonlyMap<string, number> {
    return this.#hosts.lost;
  }

  /** Brings what is here and what is agreed on together. False where Redis is away: then nothing is agreed on. */
  async sync(): Promise<boolean> {
    const { team, store, clock } = this.#settings;
    const synchronized = await this.#whileThere(async (ledger) => {
      if (clock.now() - this.#saidAt > this.#beatMs) await this.#sayThere(ledger);
      const done = await syncMissions(team, { store, clock, ledger });
      // Whose words were just read lives: what it was given since it is back is not to be taken from it again.
      if (this.lostHosts.size > 0) this.#hear(this.#hosts.heardAgain(await this.#sayThere(ledger)));
      return done;
    });
    if (synchronized === undefined) return false;
    this.#written = Math.max(this.#written, synchronized.written);
    await this.#stopWorkOn(synchronized.overruled);
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#alarm?.off();
    const { news, connection } = await this.#opened;
    news.stop();
    await connection.close();
  }

  async #open(): Promise<Opened> {
    const { team, sharing, wake } = this.#settings;
    const connection = await openRedis(sharing.redis, () => this.#changed());
    const news = listenToLedger(connection, team, (version) => {
      if (version === undefined || version > this.#written) wake();
    });
    return { connection, news, ledger: redisLedger(connection) };
  }

  /** Whoever is at work here on what went to somebody else meanwhile is told so. */
  async #stopWorkOn(overruled: readonly Overruled[]): Promise<void> {
    const { team, sharing: { host }, store, clock, send } = this.#settings;
    const texts = store.keptTeam(team)?.desired.prompts;
    const prompts = overruled.flatMap((one) => takenFrom(one, host).map(({ record, member, because }) => stopPrompt(record, member, { because, prompts: texts })));
    if (prompts.length === 0) return;
    await store.together(() => prompts.forEach((prompt) => store.messages.enqueue(messageOf(team, prompt, clock.now()))));
    send(prompts);
  }

  /** It went away, or came back: another server may be there now. */
  #changed(): void {
    this.#isTrusted = false;
    if (!this.#isClosed) this.#settings.wake();
  }

  /** Says that this host is there, and hears of the others. */
  async #beat(): Promise<void> {
    const { team, clock, log } = this.#settings;
    // Also where the disk is full: what keeps the other teams must not die of this one.
    await this.#hearOfHosts().catch((error: unknown) => log(`${team}: ${error instanceof Error ? error.message : String(error)}`));
    if (!this.#isClosed) this.#alarm = clock.at(clock.now() + this.#beatMs, () => void this.#beat());
  }

  async #hearOfHosts(): Promise<void> {
    this.#hear(this.#hosts.seen(await this.#whileThere((ledger) => this.#sayThere(ledger)), this.#settings.clock.now()));
  }

  #hear(news: readonly HostNews[]): void {
    if (news.length === 0) return;
    this.#tell(news);
    this.#settings.wake();
  }

  /** Gives how long ago each host said so. Before it writes anything, after a silence: others may hold it for lost. */
  async #sayThere(ledger: MissionLedger): Promise<ReadonlyMap<string, number>> {
    const { team, sharing: { host }, clock } = this.#settings;
    const ages = await ledger.beat(team, host);
    this.#saidAt = clock.now();
    return ages;
  }

  get #beatMs(): number {
    return this.sharing.redis.lostAfterMs / beatsPerLoss;
  }

  /** Only while a Redis answers that can be trusted; undefined otherwise. */
  async #whileThere<Result>(work: (ledger: MissionLedger) => Promise<Result>): Promise<Result | undefined> {
    const { connection, ledger } = await this.#opened;
    try {
      const because = await this.#whyNotTrusted(connection);
      if (because !== undefined) return this.#away(because);
      const result = await work(ledger);
      this.#back();
      return result;
    } catch (error) {
      if (error instanceof HostError && error.tool === 'redis') return this.#away(error.message);
      throw error;
    }
  }

  async #whyNotTrusted(connection: RedisConnection): Promise<string | undefined> {
    if (this.#isTrusted || this.sharing.redis.acceptLoss) return undefined;
    const because = await whyNotTrusted(connection);
    this.#isTrusted = because === undefined;
    return because;
  }

  #away(because: string): undefined {
    const { team, store, clock } = this.#settings;
    if (this.#isClosed || store.replica.outage(team) !== undefined) return;
    store.replica.setOutage(team, { since: clock.now(), because });
    this.#tell([{ type: 'redis-away', because }]);
  }

  #back(): void {
    const { team, store } = this.#settings;
    if (store.replica.outage(team) === undefined) return;
    store.replica.setOutage(team, undefined);
    this.#tell([{ type: 'redis-back' }]);
  }

  #tell(events: readonly TeamEvent[]): void {
    const { team, store, clock } = this.#settings;
    store.append(team, clock.now(), events);
  }
}

interface Opened {
  readonly connection: RedisConnection;
  readonly ledger: MissionLedger;
  readonly news: { stop(): void };
}
