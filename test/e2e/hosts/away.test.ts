import { describe, expect, test } from 'vitest';
import type { Host } from '../../rig/hosts.ts';
import { work } from '../../rig/mission-team.ts';
import { twoHosts } from '../../rig/two-hosts.ts';

/** `first` is alpha's, `big` anybody's, and while alpha's engineer is at the first that is beta's. */
const missions = [
  `first: {to: cart, priority: critical, brief: ${work('wait-for .gate-first', 'write first.txt | x', 'commit The first')}, accept: {run: test -f first.txt, commits: 1}}`,
  `big: {brief: ${work('wait-for .gate-big', 'write big.txt | x', 'commit The big one')}, accept: {run: test -f big.txt, commits: 1}}`,
];

async function bothAtWork(lostAfter: string) {
  const { team, alpha, beta } = await twoHosts(missions, lostAfter);
  await alpha.apply();
  await team.until('alpha to work', () => alpha.state('first') === 'working');
  await beta.apply();
  await team.until('both to work, and to know of each other', () => team.all.every((host) => host.state('first') === 'working' && host.state('big') === 'working'));
  return { team, alpha, beta };
}

function isAtWork(host: Host, mission: string): boolean {
  const state = host.record(mission)?.state;
  return state?.state === 'working' && state.lease.host === host.name;
}

describe('a team on two machines', () => {
  test('goes on while Redis is away: what is acknowledged meanwhile is agreed on afterwards, and nothing is given out twice', async () => {
    const { team, alpha, beta } = await bothAtWork('60s');
    await team.redis.kill();
    await alpha.open('cart', '.gate-first');
    await team.until('alpha to have done its own without Redis', () => alpha.state('first') === 'done');
    await team.until('both to have noticed', () => team.all.every((host) => host.store.replica.outage('shop') !== undefined));
    expect(beta.state('first')).toBe('working');
    expect(alpha.state('big')).toBe('working');
    expect((await alpha.team.coders('status')).stdout).toContain('Redis');
    expect((await alpha.team.coders('list')).stdout).toContain('without its Redis');
    expect((await alpha.team.coders('why', 'mission/shop/big')).stdout).toContain('Team shop is without its Redis, so nobody is given anything new: ');
    await team.redis.start();
    await beta.open('search', '.gate-big');
    await team.until('all to be agreed on', () => team.all.every((host) => host.state('first') === 'done' && host.state('big') === 'done' && host.store.replica.pending('shop').length === 0));
    for (const name of ['first', 'big']) {
      expect(alpha.record(name)).toEqual(beta.record(name));
      expect(alpha.record(name)!.tries.map(({ result }) => result)).toEqual(['done']);
    }
    await team.until('both to have said that it was away and is back', () => team.all.every((host) => host.events('redis-away').length > 0 && host.events('redis-back').length === host.events('redis-away').length));
  });

  test('goes on without a machine that died: its mission is done elsewhere, and what is said late there is refused', async () => {
    const { team, alpha, beta } = await bothAtWork('8s'); // more than a supervisor may stand still on a busy machine: nobody else is to be lost
    await beta.crash();
    await alpha.open('cart', '.gate-first');
    await team.until('the mission to have gone to alpha', () => isAtWork(alpha, 'big'));
    expect(await alpha.team.succeed('status')).toMatch(/, kept by the supervisor, nothing is heard of beta for \d+s\n/);
    expect(await alpha.team.succeed('list')).toContain('(1 more on beta, nothing is heard of beta, ');
    expect(await alpha.team.succeed('why', 'mission/shop/big')).toContain('shop/search could not do it now: it runs on the host "beta", of which nothing is heard.');
    await alpha.open('cart', '.gate-big');
    await team.until('it to be done there', () => alpha.state('big') === 'done');
    expect(alpha.events('host-lost')).toHaveLength(1);
    expect(alpha.record('big')!.tries.map(({ by, result }) => [by, result])).toEqual([['member/shop/search', 'lost'], ['member/shop/cart', 'done']]);
    await beta.apply();
    await team.until('beta to know', () => beta.state('big') === 'done');
    await team.until('alpha to hear of beta again', () => alpha.events('host-back').length === 1);
    const late = await beta.team.run(['mission', 'done', 'shop/big']);
    expect([late.exit, late.stderr]).toEqual([2, expect.stringContaining('is done')]);
    expect(beta.record('big')).toEqual(alpha.record('big'));
  });

  test('is one team: what a person cancels on one machine, the member on the other is told to stop', async () => {
    const { team, alpha, beta } = await bothAtWork('60s');
    await alpha.team.succeed('mission', 'cancel', 'shop/big');
    await team.until('beta to know', () => beta.state('big') === 'failed');
    const stop = () => beta.store.messages.ofTeam('shop', 100).find(({ message }) => message.id.endsWith(':stop'));
    await team.until('its member to be told', () => stop()?.receipts.at(-1)?.state === 'acknowledged');
    expect(stop()!.message.text).toContain('Stop your work on the mission shop/big: ');
    expect(alpha.store.messages.ofTeam('shop', 100).filter(({ message }) => message.id.endsWith(':stop'))).toEqual([]);
  });
});
