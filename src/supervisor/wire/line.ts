import type { Redis } from 'ioredis';
import { HostError } from '../../host/host-error.ts';
import { errandChannel } from '../../host/redis/errand.ts';
import { readHeartbeat } from '../../host/redis/older-tools/heartbeat.ts';
import { deadLettersOf, heartbeatChannel, messagePattern } from '../../host/redis/older-tools/names.ts';
import { forgetPart } from '../../host/redis/older-tools/register.ts';
import type { Message } from '../../state/message.ts';
import { DeadLetters } from './dead-letters.ts';
import { Heartbeats } from './heartbeats.ts';
import { Post } from './post.ts';
import { Relay } from './relay.ts';
import type { WireWorld } from './wire-world.ts';

/** The older tools' own: what they call stale is a minute old. */
const beatMs = 30_000;

/** An open line to a Redis: one timer, one connection that waits for dead letters, and one that listens. */
export class Line {
  readonly #world: WireWorld;
  readonly #heartbeats: Heartbeats;
  readonly #deadLetters: DeadLetters;
  readonly #post: Post;
  readonly #relay: Relay;
  readonly #waiting: Redis;
  readonly #listening: Redis;
  #alarm: { off(): void } | undefined;
  readonly #underWay = new Set<Promise<void>>();
  #isClosed = false;

  constructor(world: WireWorld) {
    this.#world = world;
    this.#heartbeats = new Heartbeats(world);
    this.#deadLetters = new DeadLetters(world);
    this.#post = new Post(world);
    this.#relay = new Relay(world, () => this.#do(() => this.#relay.look()));
    this.#waiting = world.connection.another();
    this.#listening = world.connection.another();
    this.#listen();
    this.#do(() => this.#deadLetters.take(this.#waiting, () => this.#do(() => this.#deadLetters.drain())));
    this.tick();
  }

  /** Tells Redis who lives, and takes up what lies there. Called again when Redis comes back. */
  tick(): void {
    this.#alarm?.off();
    if (this.#isClosed) return;
    this.#alarm = this.#world.around.clock.at(this.#world.around.clock.now() + beatMs, () => this.tick());
    this.#do(async () => {
      await this.#heartbeats.beat();
      await this.#deadLetters.drain();
    });
    this.#relay.hurry();
  }

  /** A message for a member of another host. */
  relay(message: Message): void {
    this.#relay.add(message);
  }

  async close(): Promise<void> {
    this.#alarm?.off();
    this.#relay.stop();
    this.#deadLetters.stop();
    const { connection, host, part } = this.#world;
    const isDown = host.store.keptTeam(part.team) === undefined;
    if (isDown) await forgetPart(connection, part).catch((error: unknown) => this.#complain(error)); // else forgotten in a day
    this.#isClosed = true;
    await connection.close();
    await Promise.all(this.#underWay);
  }

  #listen(): void {
    const { part } = this.#world;
    const channels: Readonly<Record<string, (text: string) => Promise<void>>> = {
      [heartbeatChannel]: (text) => this.#heard(text),
      [errandChannel(part)]: (text) => this.#post.errand(text),
      [deadLettersOf(part)]: () => this.#deadLetters.drain(),
    };
    this.#listening.on('message', (channel: string, text: string) => this.#do(() => channels[channel]!(text)));
    this.#listening.on('pmessage', (_pattern: string, channel: string, text: string) => this.#do(() => this.#post.letter(channel, text)));
    this.#do(async () => void (await this.#listening.subscribe(...Object.keys(channels))));
    this.#do(async () => void (await this.#listening.psubscribe(messagePattern)));
  }

  /** A host that gives signs of life of its members listens, too. */
  #heard(text: string): Promise<void> {
    this.#relay.heardOf(readHeartbeat(text));
    return this.#heartbeats.heard(text);
  }

  /** Where Redis is away nothing is done, and nobody told: what counts is done once it is back. */
  #do(work: () => Promise<void>): void {
    if (this.#isClosed) return;
    const done = work().catch((error: unknown) => this.#complain(error)).finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  #complain(error: unknown): void {
    const { around, connection, part: { team } } = this.#world;
    if (this.#isClosed || (connection.away() !== undefined && error instanceof HostError)) return;
    around.log(`${team}: ${error instanceof HostError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
