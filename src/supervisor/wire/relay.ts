import { openAsker, type Asked } from '../../host/redis/ask-host.ts';
import type { HeardHeartbeat } from '../../host/redis/older-tools/heartbeat.ts';
import { isFinal, type Message, type Receipt } from '../../state/message.ts';
import { formatDuration } from '../../util/duration.ts';
import { defaultPatienceMs, isLasting, promptOf } from '../messenger.ts';
import type { WireWorld } from './wire-world.ts';

/** How long a host may take to keep a message; it is asked again after that. */
const answerMs = 3000;

/** How soon a host is asked again, in milliseconds. It is asked at once where something tells that it may listen again. */
const pauseMs = { first: 1000, last: 30_000 };

/** How long it is tried, in milliseconds, where what is told is still of use then. */
const lastingMs = 7 * 24 * 3_600_000;

/**
 * Has messages for members of other hosts brought by these. Each is kept here until its host says that it has come to its end;
 * that host keeps it by the same name however often it is asked, so it is told once, whoever was away or died meanwhile.
 */
export class Relay {
  readonly #world: WireWorld;
  readonly #hosts: ReadonlyMap<string, string>;
  /** Has this one look. */
  readonly #wake: () => void;
  /** In the order in which they were sent, by id. */
  readonly #waiting = new Map<string, Message>();
  #alarm: { off(): void } | undefined;
  #pauseMs = pauseMs.first;
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;

  constructor(world: WireWorld, wake: () => void) {
    this.#world = world;
    this.#hosts = new Map(world.elsewhere.map(({ address, host }) => [address, host]));
    this.#wake = wake;
  }

  /** One that waits already is asked about again. */
  add(message: Message): void {
    this.#waiting.set(message.id, message);
    this.hurry();
  }

  /** Asks at once: Redis may be back, or a host. */
  hurry(): void {
    if (this.#waiting.size === 0 || this.#isStopped) return;
    this.#pauseMs = pauseMs.first;
    this.#wake();
  }

  heardOf(heartbeat: HeardHeartbeat | undefined): void {
    const { team, host } = heartbeat ?? {};
    if (team === this.#world.part.team && [...this.#waiting.values()].some(({ to }) => this.#hosts.get(to) === host)) this.hurry();
  }

  /** Asks every host about what it is to bring. Throws a HostError where Redis does not take the question: all is tried again. */
  async look(): Promise<void> {
    this.#isWanted = this.#looking !== undefined;
    if (this.#isWanted || this.#isStopped) return;
    this.#alarm?.off();
    this.#looking = this.#askAll().finally(() => {
      this.#looking = undefined;
      this.#rest();
    });
    await this.#looking;
  }

  stop(): void {
    this.#isStopped = true;
    this.#alarm?.off();
  }

  #rest(): void {
    if (this.#waiting.size === 0 || this.#isStopped) return;
    if (this.#isWanted) return this.#wake();
    const { clock } = this.#world.around;
    this.#alarm = clock.at(clock.now() + this.#pauseMs, this.#wake);
    this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMs.last);
  }

  async #askAll(): Promise<void> {
    const hosts = [...new Set([...this.#waiting.values()].map(({ to }) => this.#hosts.get(to)!))]; // only members of other hosts are given here
    const ended = await Promise.allSettled(hosts.map((host) => this.#askOne(host)));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  /** In order; where nobody listens or answers there, the others wait as well. */
  async #askOne(host: string): Promise<void> {
    for (const message of [...this.#waiting.values()].filter(({ to }) => this.#hosts.get(to) === host)) {
      if (this.#isStopped) return;
      if (await this.#isOver(message, host)) continue;
      const asked = await this.#ask(message, host).catch((error: unknown) => this.#notAsked(message, error));
      await this.#keep(message, receiptOf(asked, host, this.#world.around.clock.now()));
      if (typeof asked === 'string') return;
    }
  }

  /** Somebody took it back; or its time has gone by. */
  async #isOver(message: Message, host: string): Promise<boolean> {
    const { host: { store }, around: { clock } } = this.#world;
    const patienceMs = isLasting(message) ? lastingMs : defaultPatienceMs;
    if (isFinal(store.messages.receipts(message.id).at(-1)?.state)) this.#waiting.delete(message.id);
    else if (clock.now() - message.at > patienceMs) await this.#keep(message, { state: 'failed', at: clock.now(), reason: `host ${host} did not bring it within ${formatDuration(patienceMs)}` });
    return !this.#waiting.has(message.id);
  }

  /** Two hosts may call what they say by the same name. */
  async #ask(message: Message, host: string): Promise<Asked> {
    const { part, connection } = this.#world;
    const { to, text, when } = message;
    const asker = await openAsker(connection, { team: part.team, host }, { id: `${promptOf(message)}@${part.host}`, to, text, when });
    try {
      return await asker.ask(answerMs);
    } finally {
      asker.close();
    }
  }

  async #notAsked(message: Message, error: unknown): Promise<never> {
    const { connection, around: { clock } } = this.#world;
    if (connection.away() !== undefined) await this.#keep(message, { state: 'held', at: clock.now(), reason: 'Redis is away' });
    throw error;
  }

  /** What is known already is not kept again. */
  async #keep({ id, to }: Message, receipt: Receipt | undefined): Promise<void> {
    const { part: { team }, host: { store } } = this.#world;
    if (receipt === undefined) return;
    await store.together(() => {
      const before = store.messages.receipts(id).at(-1);
      if (isFinal(before?.state) || (before?.state === 'held' && receipt.state === 'held' && before.reason === receipt.reason)) return;
      store.messages.addReceipt(id, receipt);
      if (receipt.state !== before?.state) store.append(team, receipt.at, [{ type: 'message', address: to, message: id, state: receipt.state }]);
    });
    if (isFinal(receipt.state)) this.#waiting.delete(id);
  }
}

/** What is noted here of what a host says; undefined where that is nothing. */
function receiptOf(asked: Asked, host: string, at: number): Receipt | undefined {
  if (asked === 'silence') return undefined;
  if (asked === 'nobody') return { state: 'held', at, reason: `no supervisor of host ${host} listens` };
  if ('refused' in asked) return { state: 'held', at, reason: asked.refused.replace(/\.$/, '') };
  const { receipt } = asked;
  if (receipt.state === 'acknowledged') return { state: 'acknowledged', at, by: `${receipt.by} (on ${host})` };
  return receipt.state === 'held' || receipt.state === 'failed' ? { state: receipt.state, at, reason: `${receipt.reason} (on ${host})` } : undefined;
}
