import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import { errandChannel, readErrand, type Errand, type ErrandAnswer } from '../../src/host/redis/errand.ts';
import type { Host } from '../../src/host/host.ts';
import type { Store } from '../../src/host/store/store.ts';
import type { When } from '../../src/state/message.ts';
import type { RemoteMember } from '../../src/state/sharing.ts';
import { messageOf } from '../../src/supervisor/messenger.ts';
import { Relay } from '../../src/supervisor/wire/relay.ts';
import { openedStore } from '../rig/opened-store.ts';
import { plainClient } from '../rig/redis-team.ts';
import { redisServer } from '../rig/redis.ts';
import { VirtualClock } from '../rig/virtual-clock.ts';

const pm: RemoteMember = { address: 'member/shop/pm', host: 'beta', seat: 'pm', role: 'pm', tool: 'demo', model: 'sonnet' };
const clock = new VirtualClock();
let connection: RedisConnection;
let redis: Redis;
let store: Store;
let relay: Relay;
let looks: Promise<void>[];
/** The other host: what it was asked, and what it answers. */
let beta: Redis;
let asked: Errand[];
let answer: ErrandAnswer;

beforeAll(async () => {
  const server = await redisServer();
  redis = plainClient(server);
  beta = plainClient(server);
  beta.on('message', (_channel, text: string) => {
    const errand = readErrand(text)!;
    asked.push(errand);
    void redis.publish(errand.answerTo, JSON.stringify(answer));
  });
  await Promise.all([redis.ping(), beta.ping()]); // a client that subscribes before it has looked at the server begins anew
  connection = await openRedis({ url: server.url, acceptLoss: true, lostAfterMs: 60_000 }, () => undefined);
  return () => connection.close();
});

beforeEach(async () => {
  store = await openedStore();
  [looks, asked, answer] = [[], [], { receipt: { state: 'queued', at: 1 } }];
  relay = begun();
});

afterEach(async () => {
  relay.stop();
  await beta.unsubscribe();
});

function begun(): Relay {
  const around = { clock, log: () => undefined, wake: () => undefined, statuses: () => new Map(), send: () => undefined };
  const made: Relay = new Relay({ part: { team: 'shop', host: 'alpha' }, elsewhere: [pm], host: { store, clock } as unknown as Host, connection, around }, () => void looks.push(made.look()));
  return made;
}

const listens = () => beta.subscribe(errandChannel({ team: 'shop', host: 'beta' }));

/** Resolves once nothing is being asked. */
async function looked(): Promise<void> {
  for (let look = looks.shift(); look !== undefined; look = looks.shift()) await look;
}

async function pass(milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await looked();
}

function tell(name: string, when: When = 'idle'): Promise<void> {
  relay.add(store.messages.enqueue(messageOf('shop', { id: `mission:shop/${name}:1:told`, to: pm.address, text: `${name} has failed.`, when }, clock.now())));
  return looked();
}

const states = (name: string) => store.messages.receipts(`shop/mission:shop/${name}:1:told`).map((receipt) => `${receipt.state}${'reason' in receipt ? `: ${receipt.reason}` : ''}`);

test('a host is asked by one name until it says that the message has arrived; then no more', async () => {
  await listens();
  await tell('page');
  expect(states('page')).toEqual(['queued']);
  answer = { receipt: { state: 'acknowledged', at: 2, by: 'its record' } };
  await pass(1000);
  expect(asked.map(({ id, to, text }) => [id, to, text])).toEqual(Array(2).fill(['mission:shop/page:1:told@alpha', pm.address, 'page has failed.']));
  expect(store.messages.receipts('shop/mission:shop/page:1:told').at(-1)).toEqual({ state: 'acknowledged', at: clock.now(), by: 'its record (on beta)' });
  expect(store.events('shop')).toMatchObject([{ type: 'message', address: pm.address, state: 'acknowledged' }]);
  await pass(60_000);
  relay.hurry();
  await looked();
  expect(asked).toHaveLength(2);
});

test('what waits for a host is asked once it gives a sign of life, in the order in which it was sent, also by a supervisor that comes after', async () => {
  await tell('page');
  await tell('docs');
  await pass(1000);
  expect([states('page'), states('docs')]).toEqual([['queued', 'held: no supervisor of host beta listens'], ['queued']]);
  relay.stop();
  relay = begun();
  for (const { message } of store.messages.ofTeam('shop', 10)) relay.add(message);
  await looked();
  await listens();
  relay.heardOf({ paneId: '%1', team: 'shop', host: 'gamma' });
  await looked();
  expect(asked).toEqual([]);
  answer = { receipt: { state: 'acknowledged', at: 2, by: 'its record' } };
  relay.heardOf({ paneId: '%1', team: 'shop', host: 'beta' });
  await looked();
  expect(asked.map(({ text }) => text)).toEqual(['page has failed.', 'docs has failed.']);
  expect(store.events('shop').map((event) => (event.type === 'message' ? event.state : event.type))).toEqual(['held', 'acknowledged', 'acknowledged']);
});

test('what a host does not know what to do with is asked again, and what is taken back meanwhile is not', async () => {
  answer = { refused: 'Host beta has no member member/shop/pm of team shop.' };
  await listens();
  await tell('page');
  expect(states('page')).toEqual(['queued', 'held: Host beta has no member member/shop/pm of team shop']);
  await pass(1000);
  expect([asked.length, states('page').length]).toEqual([2, 2]);
  store.messages.addReceipt('shop/mission:shop/page:1:told', { state: 'failed', at: clock.now(), reason: 'it was taken back' });
  await pass(60_000);
  expect(asked).toHaveLength(2);
});

test('what is of no use any more after a while fails, and what is of use is tried for a week', async () => {
  relay.add(store.messages.enqueue(messageOf('shop', { id: 'stuck-member/shop/cart-1-0-told', to: pm.address, text: 'It is stuck.', when: 'next-turn' }, clock.now())));
  await tell('page');
  await pass(11 * 60_000);
  expect(store.messages.receipts('shop/stuck-member/shop/cart-1-0-told').at(-1)).toMatchObject({ state: 'failed', reason: 'host beta did not bring it within 10m' });
  expect(states('page').at(-1)).toMatch(/^held/);
  await pass(8 * 24 * 3_600_000);
  expect(states('page').at(-1)).toBe('failed: host beta did not bring it within 7d');
});
