import type { Redis } from 'ioredis';
import { ledgerKeys } from '../../src/host/redis/ledger-scripts.ts';
import { supervisorSocket } from '../../src/host/poke.ts';
import { listen } from '../../src/supervisor/listen.ts';
import { atEndOfFile } from './end-of-file.ts';
import { hosts, type Host, type Hosts, type HostsSettings } from './hosts.ts';
import { superviseHere, type OwnSupervisor } from './own-supervisor.ts';
import { plainClient } from './redis-team.ts';
import { temporaryDirectory } from './temporary.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualTime } from './virtual-time.ts';

const listeners: { close(): Promise<void> }[] = [];

atEndOfFile(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

/** With the usual `lost_after` of a minute a host says so often that it is there, and so often its supervisor looks who lives. */
const beatMs = 10_000;

/**
 * A team on several machines whose supervisors are in this process, on one clock, which goes when it is told to: for them, for
 * the agents, for whoever types `coders`, and for what Redis says of the age of things. Redis, git, tmux and agents are real.
 */
export class VirtualHosts {
  readonly team: Hosts;
  readonly #clock: VirtualClock;
  readonly #time: VirtualTime;
  readonly #redis: Redis;
  readonly #supervisors: OwnSupervisor[] = [];
  #isRedisAway = false;
  /** What passed while Redis was away, in milliseconds. */
  #unseenMs = 0;

  private constructor(team: Hosts, clock: VirtualClock, time: VirtualTime) {
    this.team = team;
    this.#clock = clock;
    this.#time = time;
    this.#redis = plainClient(team.redis);
  }

  /** Nothing is applied yet. */
  static async begin(settings: Omit<HostsSettings, 'lostAfter'>): Promise<VirtualHosts> {
    const [clock, time] = [new VirtualClock(), new VirtualTime(await temporaryDirectory())];
    time.set(clock.now());
    return new VirtualHosts(await hosts({ ...settings, env: { ...time.environment, CODERS_SUPERVISOR: 'off' } }), clock, time);
  }

  /** Applies the team on a host, and keeps it there from now on. */
  async keep({ team }: Host): Promise<void> {
    const own = await superviseHere(team, this.#clock);
    this.#supervisors.push(own);
    const look = () => own.supervisor.look().then(() => ({}));
    listeners.push(await listen(supervisorSocket(team.stateDirectory), { look, status: async () => ({ teams: own.supervisor.teams }) }));
    await this.#beaten();
  }

  /** Lets time pass, from one sign of life of the hosts to the next. */
  async pass(seconds: number): Promise<void> {
    for (let leftMs = seconds * 1000; leftMs > 0; leftMs -= beatMs) {
      this.#time.set(this.#clock.now() + beatMs);
      await this.#age(beatMs);
      this.#clock.advance(beatMs);
      await this.#beaten();
    }
  }

  /** Waits without any time passing, with looks as often as something could wake them. */
  until<Found>(what: string, condition: () => Found | Promise<Found>): Promise<NonNullable<Found>> {
    return this.team.until(what, async () => {
      await this.#settled();
      const found = await condition();
      if (!found) await Promise.all(this.#supervisors.map(({ supervisor }) => supervisor.look()));
      return found;
    });
  }

  async killRedis(): Promise<void> {
    this.#isRedisAway = true;
    await this.team.redis.kill();
  }

  async startRedis(): Promise<void> {
    await this.team.redis.start();
    this.#isRedisAway = false;
    await this.#age(this.#unseenMs);
    this.#unseenMs = 0;
  }

  /** The clock of a Redis cannot be set. The times that it noted are set back instead: to whoever asks, all is as much older. */
  async #age(ms: number): Promise<void> {
    if (this.#isRedisAway) {
      this.#unseenMs += ms;
      return;
    }
    const { hosts: heard } = ledgerKeys('shop');
    for (const host of await this.#redis.zrange(heard, 0, -1)) await this.#redis.zincrby(heard, -ms, host);
  }

  /** Each host has said that it is there, or found that it cannot: only then it sets its next alarm, beside that of its looks. */
  async #beaten(): Promise<void> {
    await this.team.until('all hosts to have said that they are there', () => this.#clock.pending(beatMs) === 2 * this.#supervisors.length);
    await this.#settled();
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#supervisors.map(({ supervisor }) => supervisor.settled()));
  }
}
