import { existsSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { Redis, RedisOptions } from 'ioredis';
import { isOverTls } from '../../manifest/redis.ts';
import type { RedisSettings } from '../../manifest/sharing.ts';
import { HostError } from '../host-error.ts';
import { limitAnswerTime } from './answer-time.ts';
import { causeOf } from './cause.ts';

/** A Redis as one process talks to it. Connects by itself, again and again where it is away. */
export interface RedisConnection {
  /** For short commands: each fails at once while the server is away, and after a second where it does not answer. */
  readonly redis: Redis;
  /** `127.0.0.1:6379`. */
  readonly place: string;
  /**
   * Asks something of it, once the first try to connect has ended; whatever fails comes out as a HostError. `command` is what
   * was asked, for people. What was not answered in time may have been done all the same, also later.
   */
  ask<Answer>(command: string, work: (redis: Redis) => Promise<Answer>): Promise<Answer>;
  /** Why the server does not answer, as a sentence; undefined while it does. */
  away(): string | undefined;
  /** A connection of its own, for commands that wait or for subscriptions: it takes them up again after the server was away. */
  another(): Redis;
  /** What is still waited for fails. */
  close(): Promise<void>;
}

/** A command takes less than a millisecond: who waits longer holds up a pass. */
const commandTimeoutMs = 1000;

const options: RedisOptions = {
  // Each word about itself before the first question would wait for its own second where the server does not answer.
  disableClientInfo: true,
  connectTimeout: 500,
  // How long a server that has stopped answering is waited for when its connection is closed.
  disconnectTimeout: 100,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  // While it reads its data after a start: it says itself how long that takes, and says too much.
  maxLoadingRetryTime: 200,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), 1000),
  // The system asks in our place whether the other side is there, and ends a connection whose other side went without a word.
  keepAlive: 10_000,
};

/** Of connections that wait for something: nothing that was asked for is given up. */
const patient: RedisOptions = { enableOfflineQueue: true, maxRetriesPerRequest: null };

/** Begins to connect, and waits for nothing. `changed` is called when the server goes away or comes back, and once when that is first known. */
export async function openRedis(settings: RedisSettings, changed: () => void): Promise<RedisConnection> {
  // Only teams that have a Redis pay for its client.
  const { default: ioredis } = await import('ioredis'); // by its default: a bundle of it has no other name
  return new OpenConnection(new ioredis.Redis(...reached(settings)), settings, changed);
}

/** Of an address with a user the client would take the password from the address, too, where there is none. */
function reached(settings: RedisSettings): [url: string, options: RedisOptions] {
  const { url, password } = settings;
  const address = new URL(url);
  const username = decodeURIComponent(address.username);
  address.username = '';
  const encrypted = isOverTls(settings) ? overTls(settings) : {};
  // The client would take its own word for how TLS is to be spoken from the address, above ours.
  return [address.href.replace(/^rediss:/, 'redis:'), { ...options, ...encrypted, ...(username === '' ? {} : { username }), ...(password === undefined ? {} : { password }) }];
}

/** It takes more ways there and back. Where the file is not there, the certificate is not trusted, and that is said. */
function overTls({ certificates }: RedisSettings): RedisOptions {
  const isThere = certificates !== undefined && existsSync(certificates);
  return { connectTimeout: 3000, tls: isThere ? { ca: [...rootCertificates, readFileSync(certificates, 'utf8')] } : {} };
}

/** `127.0.0.1:6379`, and nothing of a password. */
function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}

class OpenConnection implements RedisConnection {
  readonly redis: Redis;
  readonly place: string;
  readonly #isOverTls: boolean;
  readonly #changed: () => void;
  readonly #others = new Set<Redis>();
  readonly #tried: Promise<void>;
  #isTried: () => void = () => undefined;
  /** What went wrong first since the last connection ended: the rest follows from it. */
  #error: Error | undefined;
  #state: 'unknown' | 'here' | 'away' | 'closed' = 'unknown';
  #cause: Error = new Error('it is connected to for the first time');

  constructor(redis: Redis, settings: RedisSettings, changed: () => void) {
    this.redis = redis;
    this.place = placeOf(settings.url);
    this.#isOverTls = isOverTls(settings);
    this.#changed = changed;
    this.#tried = new Promise((resolve) => { this.#isTried = resolve; });
    forgiveLateErrors(redis);
    limitAnswerTime(redis, commandTimeoutMs);
    redis.on('error', (error: Error) => { this.#error ??= error; });
    redis.on('ready', () => this.#isReady());
    redis.on('close', () => this.#isAway(this.#error ?? new Error('Connection is closed.')));
  }

  away(): string | undefined {
    if (this.#state === 'here') return undefined;
    return this.#state === 'unknown' ? `Redis at ${this.place} is being connected to.` : this.#sentence(this.#cause);
  }

  async ask<Answer>(command: string, work: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    await this.#tried;
    try {
      return await work(this.redis);
    } catch (error) {
      throw this.#failure(command, error as Error);
    }
  }

  another(): Redis {
    const other = this.redis.duplicate(patient);
    other.on('error', () => undefined); // it is told by the first connection, to the same server
    forgiveLateErrors(other);
    forgiveSubscriptions(other);
    failAtTheEnd(other);
    this.#others.add(other);
    other.once('end', () => this.#others.delete(other));
    return other;
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#cause = new Error('Connection is closed.');
    this.#isTried();
    await Promise.all([this.redis, ...this.#others].map(end));
  }

  #isReady(): void {
    // A database that is not there is refused before, and the client would go on with the first one.
    if (this.#error !== undefined) this.redis.disconnect(true);
    else this.#is('here');
  }

  #isAway(cause: Error): void {
    if (this.#state === 'closed') return;
    this.#error = undefined;
    this.#cause = cause;
    this.#is('away');
  }

  #is(state: 'here' | 'away'): void {
    const before = this.#state;
    if (before === 'closed') return;
    this.#state = state;
    this.#isTried();
    if (before !== state) this.#changed();
  }

  #failure(command: string, error: Error): HostError {
    // The connection may lead nowhere, and only a new one tells.
    if (/timed out/.test(error.message) && this.#state === 'here') {
      this.#isAway(error);
      this.redis.disconnect(true);
    }
    const cause = this.#state === 'here' ? error : this.#cause;
    return new HostError({ tool: 'redis', command: ['redis', command], message: this.#sentence(cause), stderr: error.message, hint: causeOf(cause, this.#isOverTls).hint });
  }

  #sentence(cause: Error): string {
    return `Redis at ${this.place} ${causeOf(cause, this.#isOverTls).reason}.`;
  }
}

/** A connection that is closed while TLS is still agreed on is told by the other side that this failed: nobody listens any more, and the whole process would end. */
function forgiveLateErrors(redis: Redis): void {
  const disconnect = redis.disconnect.bind(redis);
  redis.disconnect = (reconnect) => {
    (redis.stream as Redis['stream'] | undefined)?.on('error', () => undefined);
    disconnect(reconnect);
  };
}

/** A subscription that the client takes up again by itself is nobody's: where the connection is closed meanwhile, the whole process would end. */
function forgiveSubscriptions(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    if (command.name.endsWith('subscribe')) command.promise.catch(() => undefined);
    return send(command, stream);
  };
}

/** What was asked when the connection was lost, and is closed before it is there again, the client forgets: whoever waits for it would wait for ever. */
function failAtTheEnd(redis: Redis): void {
  const waiting = new Set<Parameters<Redis['sendCommand']>[0]>();
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    waiting.add(command);
    const done = () => waiting.delete(command);
    command.promise.then(done, done);
    return send(command, stream);
  };
  redis.once('end', () => waiting.forEach((command) => command.reject(new Error('Connection is closed.'))));
}

/** Resolves when the connection is gone. */
async function end(redis: Redis): Promise<void> {
  const ended = redis.status === 'end' ? undefined : new Promise((resolve) => redis.once('end', resolve));
  // Between two tries there is nothing to close, and what waits would wait for ever: another try is begun, and ended.
  if (redis.status === 'reconnecting') redis.connect().catch(() => undefined);
  redis.disconnect();
  await ended;
}
