import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, startedAgain } from '../../rig/kept-team.ts';
import { plainClient, redisTeam, settled, toldTo, type RedisTeam } from '../../rig/redis-team.ts';
import { processesWith } from '../../rig/running-processes.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let shop: RedisTeam;

beforeAll(async () => {
  shop = await redisTeam();
});

/** Waits until a list holds nothing that is still to be dealt with. */
async function dealtWith(): Promise<void> {
  await waitUntil(async () => (await shop.redis.llen('coders:dead-letter')) + (await shop.redis.llen('coders:dead-letter:shop@alpha')) === 0, { what: 'the dead letters to be dealt with' });
}

async function launches(seat: string): Promise<number> {
  return (await eventsOf(shop.team, 'launched')).filter(({ address }) => address === `member/${seat}`).length;
}

describe('what the older tools look for in Redis', () => {
  test('an agent knows its Redis, its session and its pane', async () => {
    const pane = await shop.team.pane('web/a');
    for (const [name, value] of [['CODERS_PANE_ID', pane.id], ['CODERS_SESSION_ID', 'shop/web/a'], ['REDIS_URL', shop.server.url]] as const) {
      expect((await processesWith(name, value)).map(({ pid }) => pid), name).toContain(pane.pid);
    }
  });

  test('each living agent\'s heartbeat is published, and stands under its pane\'s id for two minutes and a half', async () => {
    const pane = await shop.team.pane('web/a');
    const text = await waitUntil(() => shop.redis.get(`coders:pane:${pane.id}`), { what: 'a heartbeat' });
    await waitUntil(() => shop.heartbeats.includes(text), { what: 'it to be heard, on another connection' });
    expect(JSON.parse(text)).toMatchObject({ paneId: pane.id, sessionId: 'shop/web/a', timestamp: expect.any(Number), status: expect.stringMatching(/^(alive|processing|idle)$/), team: 'shop', host: 'alpha', epoch: 1 });
    const left = await shop.redis.ttl(`coders:pane:${pane.id}`);
    expect(left).toBeGreaterThan(110);
    expect(left).toBeLessThanOrEqual(150);
    expect(await shop.redis.zrange('coders:sessions:heard', 0, -1)).toEqual(['shop/web/a', 'shop/web/b']);
  });

  test('a dead letter starts the agent in its pane again, with its conversation, and once when several tell of one death', async () => {
    const before = await shop.team.pane('web/a');
    await shop.redis.rpush('coders:dead-letter', before.id, before.id);
    const after = await startedAgain(shop.team, 'web/a', before);
    expect(after.id).toBe(before.id);
    expect(after.tag).toMatchObject({ epoch: 2, conversation: before.tag!.conversation });
    await shop.redis.rpush('coders:dead-letter', before.id);
    await dealtWith();
    await settled(shop.team);
    expect((await shop.team.pane('web/a')).pid).toBe(after.pid);
    expect(await launches('web/a')).toBe(2);
  });

  test('a dead letter about another launch, another pane or another team does nothing, and is not lost where somebody may want it', async () => {
    const before = await shop.team.panes();
    const b = await shop.team.pane('web/b');
    const letters = [
      { paneId: b.id, sessionId: 'shop/web/b', epoch: 7 },
      { paneId: b.id, sessionId: 'shop/web/b', timestamp: 1000 },
      { paneId: b.id, sessionId: 'bank/web/b' },
      { paneId: '%999', sessionId: 'shop/web/b' },
      { nothing: true },
    ];
    await shop.redis.rpush('coders:dead-letter', '%999', 'kill them all', ...letters.map((letter) => JSON.stringify(letter)));
    await dealtWith();
    expect(await shop.redis.lrange('coders:dead-letter:set-aside', 0, -1)).toEqual([JSON.stringify(letters[3]), JSON.stringify(letters[2]), '%999']);
    await shop.redis.rpush('coders:dead-letter', JSON.stringify({ paneId: b.id, sessionId: 'shop/web/b', epoch: 1 }));
    await startedAgain(shop.team, 'web/b', b);
    await settled(shop.team);
    expect((await shop.team.pane('web/a')).pid).toBe(before.find(({ tag }) => tag?.address === 'member/web/a')!.pid);
  });

  test('a dead letter does not start a member again that a person has', async () => {
    const a = await shop.team.pane('web/a');
    await shop.team.succeed('hold', 'web/a');
    await shop.redis.rpush('coders:dead-letter', JSON.stringify({ paneId: a.id, sessionId: 'shop/web/a', epoch: a.tag!.epoch }));
    await dealtWith();
    await settled(shop.team);
    expect((await shop.team.pane('web/a')).pid).toBe(a.pid);
    expect(await shop.team.succeed('supervisor', 'logs')).toMatch(/nobody is started again for the dead letter .*: shop\/web\/a is held: /);
    await shop.team.succeed('release', 'web/a');
  });

  test('what is published to an agent\'s session, or to its name, reaches it once', async () => {
    const publish = (name: string, letter: object | string): Promise<number> => shop.redis.publish(`coders:msg:${name}`, typeof letter === 'string' ? letter : JSON.stringify(letter));
    const letter = { fromPane: '%1', timestamp: Date.now(), message: 'Look at the tests.' };
    expect(await publish('shop/web/b', letter)).toBe(1);
    await publish('shop/web/b', letter);
    await publish('b', 'In plain text.');
    await publish('web/b', { message: { do: 'this' } });
    await publish('c', 'Nobody is called that.');
    await publish('b', { no: 'message' });
    await waitUntil(async () => (await toldTo(shop.team, 'web/b')).length >= 3, { what: 'the letters' });
    expect([...(await toldTo(shop.team, 'web/b'))].sort()).toEqual(['In plain text.', 'Look at the tests.', '{"do":"this"}']);
    expect(await toldTo(shop.team, 'web/a')).toEqual([]);
  });

  test('once Redis was away and is back, all of that goes on', async () => {
    const before = await shop.team.pane('web/b');
    await shop.server.kill();
    await shop.server.start();
    await shop.redis.rpush('coders:dead-letter', JSON.stringify({ paneId: before.id, sessionId: 'shop/web/b', epoch: before.tag!.epoch }));
    await startedAgain(shop.team, 'web/b', before);
    await waitUntil(async () => (await shop.redis.publish('coders:msg:a', JSON.stringify({ timestamp: 1, message: 'You again.' }))) > 0, { what: 'somebody to listen' });
    await waitUntil(async () => (await toldTo(shop.team, 'web/a')).includes('You again.'), { what: 'the letter' });
    expect(await plainClient(shop.server).get(`coders:pane:${before.id}`)).toContain('shop/web/b');
  });

  test('a team that was taken down is known to Redis no more', async () => {
    await shop.team.succeed('down', '--yes');
    await waitUntil(async () => (await shop.redis.exists('coders:sessions', 'coders:sessions:heard')) === 0, { what: 'its sessions to be forgotten' });
    expect(await shop.redis.publish('coders:msg:a', 'Anybody?')).toBe(0);
  });
});
