import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MissionRecord } from '../../../src/state/mission.ts';
import type { Host } from '../../rig/hosts.ts';
import { shopManifest, work } from '../../rig/mission-team.ts';
import { VirtualHosts } from '../../rig/virtual-hosts.ts';

const mission = (name: string) => `brief: ${work(`wait-for .gate-${name}`, `write ${name}.txt | x`, `commit Add ${name}`)}, accept: {run: test -f ${name}.txt, commits: 1}`;

/** `brief` and `long` are what beta does while it is cut off, `ours` is anybody's, and `west` and `east` are done while nobody has a Redis. */
const manifest = shopManifest(
  'base: main',
  'engineers: {cart: {host: alpha}, search: {host: beta}, index: {host: beta}}',
  'missions:',
  `  first: {to: cart, priority: critical, ${mission('first')}}`,
  `  brief: {to: search, priority: critical, ${mission('brief')}}`,
  `  ours: {${mission('ours')}}`,
  `  long: {to: search, after: [brief], ${mission('long')}}`,
  `  west: {to: cart, after: [ours], ${mission('west')}}`,
  `  east: {to: search, after: [long], ${mission('east')}}`,
);

let world: VirtualHosts;
let alpha: Host;
let beta: Host;

const holds = (host: Host, name: string) => {
  const state = host.record(name)?.state;
  return state?.state === 'working' && state.lease.host === host.name;
};
const isAgreed = () => world.team.all.every(({ store }) => store.replica.pending('shop').length === 0 && store.replica.outage('shop') === undefined);
const records = ({ store }: Host) => Object.fromEntries(store.missions.ofTeam('shop').map((record) => [record.mission.address.replace('mission/shop/', ''), record]));
const because = (host: Host) => host.events('mission').flatMap((event) => ('because' in event ? [event.because] : []));

beforeAll(async () => {
  world = await VirtualHosts.begin({ names: ['alpha', 'beta'], manifest });
  [alpha, beta] = [world.team.of('alpha'), world.team.of('beta')];
  await world.keep(alpha);
  await world.until('alpha to work', () => holds(alpha, 'first'));
  await world.keep(beta);
  await world.until('beta to work', () => holds(beta, 'brief') && holds(beta, 'ours'));
  await world.until('alpha to know', () => alpha.state('brief') === 'working' && alpha.state('ours') === 'working');
}, 120_000);

async function cutOff(): Promise<void> {
  await beta.line.cut();
  await world.until('beta to notice', () => beta.store.replica.outage('shop'));
}

/** What all hosts came to, once nothing is left to be told. */
async function agreed(): Promise<Record<string, MissionRecord>> {
  await world.until('all to be agreed on', () => isAgreed() && isDeepStrictEqual(records(alpha), records(beta)));
  return records(alpha);
}

describe('a host whose line to Redis is cut', () => {
  test('for less than a minute: it says so, loses nothing, and what it accepted meanwhile counts', async () => {
    await cutOff();
    await beta.open('search', '.gate-brief');
    await world.until('beta to accept it', () => beta.state('brief') === 'done');
    await world.pass(40);
    expect(await beta.team.succeed('status')).toMatch(/, without its Redis for 40s: Redis at 127\.0\.0\.1:\d+ /);
    expect(await alpha.team.succeed('status')).not.toContain('Redis');
    expect([alpha.state('brief'), beta.state('brief'), beta.state('long')]).toEqual(['working', 'done', 'ready']);
    await beta.line.mend();
    expect((await agreed())['brief']).toMatchObject({ state: { state: 'done', by: 'member/shop/search' }, tries: [{ result: 'done' }] });
    expect([alpha, beta].flatMap((host) => host.events('host-lost'))).toEqual([]);
    expect(beta.events('redis-back')).toHaveLength(1);
    await world.until('beta to have what follows', () => holds(beta, 'long') && alpha.state('long') === 'working');
  });

  test('for longer is lost: what another began counts, what nobody began counts as it was accepted, and nothing twice', async () => {
    await world.pass(10);
    await cutOff();
    await world.pass(30);
    await beta.open('search', '.gate-long');
    await beta.open('index', '.gate-ours');
    await world.until('beta to accept both', () => beta.state('long') === 'done' && beta.state('ours') === 'done');
    await alpha.open('cart', '.gate-first');
    await world.until('alpha to have a hand free', () => alpha.state('first') === 'done');
    await world.pass(50);
    expect(alpha.events('host-lost')).toMatchObject([{ host: 'beta' }]);
    expect(await beta.team.succeed('status')).toMatch(/, without its Redis for 1m 20s: /);
    await world.until('alpha to go on with what is anybody\'s', () => holds(alpha, 'ours'));
    expect(alpha.state('long')).toBe('ready');
    await alpha.open('cart', '.gate-ours');
    await world.until('alpha to accept it', () => alpha.state('ours') === 'done');
    await beta.line.mend();
    const { ours, long } = await agreed();
    expect(ours).toMatchObject({ state: { state: 'done', by: 'member/shop/cart' }, tries: [{ by: 'member/shop/index', result: 'lost' }, { by: 'member/shop/cart', result: 'done' }] });
    expect(long).toMatchObject({ state: { state: 'done', by: 'member/shop/search' }, tries: [{ result: 'done' }] });
    expect(because(beta)).toContain('it was done by shop/index here, but another host had changed it before: it is done by shop/cart, and that counts');
    expect(await beta.team.repository.git(['log', '-1', '--format=%s', 'shop/index'])).toBe('Add ours');
  });

  test('is heard of before it has anything: nothing that it begins is taken from it again', async () => {
    await world.until('both to work', () => holds(alpha, 'west') && holds(beta, 'east') && alpha.state('east') === 'working');
    await world.pass(20);
    expect(alpha.events('host-back')).toMatchObject([{ host: 'beta' }]);
    expect(holds(beta, 'east')).toBe(true);
    expect(beta.record('east')!.tries).toEqual([]);
  });
});

test('while Redis is away for all, nobody is lost, and each host goes on with what it has', async () => {
  const lostBefore = [alpha, beta].map((host) => host.events('host-lost').length);
  await world.killRedis();
  await world.until('both to notice', () => world.team.all.every(({ store }) => store.replica.outage('shop') !== undefined));
  await world.pass(30);
  for (const [host, engineer, name] of [[alpha, 'cart', 'west'], [beta, 'search', 'east']] as const) {
    await host.open(engineer, `.gate-${name}`);
    await world.until(`${host.name} to accept its own`, () => host.state(name) === 'done');
  }
  await world.pass(50);
  for (const host of [alpha, beta]) expect(await host.team.succeed('status')).toMatch(/, without its Redis for 1m 20s: /);
  await beta.line.cut(); // it is there again for alpha first, which has not heard from it for long enough to judge anybody
  await world.startRedis();
  await world.until('alpha to notice', () => alpha.store.replica.outage('shop') === undefined);
  await world.pass(40);
  expect(alpha.events('host-lost')).toHaveLength(lostBefore[0]!);
  await beta.line.mend();
  const all = await agreed();
  await world.pass(80);
  expect([alpha, beta].map((host) => host.events('host-lost').length)).toEqual(lostBefore);
  expect(Object.values(all).map(({ state, tries }) => [state.state, tries.filter(({ result }) => result === 'done').length])).toEqual(Array(6).fill(['done', 1]));
});
