import { beforeAll, describe, expect, test } from 'vitest';
import type { MessageHistory } from '../../../src/host/store/messages.ts';
import type { Host } from '../../rig/hosts.ts';
import { shopManifest, work } from '../../rig/mission-team.ts';
import { toldTo } from '../../rig/redis-team.ts';
import { VirtualHosts } from '../../rig/virtual-hosts.ts';

const lie = (name: string) => `brief: ${work(`wait-for .gate-${name}`, 'say It is there.')}, accept: {run: "false"}, on_fail: escalate`;

/** All that is done is done on beta, and who is to hear of it is on alpha. `west` is handed what `cart` does not come to an end with. */
const manifest = shopManifest(
  'base: main',
  'pm: {host: alpha}',
  'engineers:',
  '  cart: {host: beta}',
  '  search: {host: beta, stuck_after: 2m, checkins: [{name: asked, every: 2m, note: "demo: think 20h", answer_within: 1m, to: parent, expires: 3m}]}',
  '  west: {host: alpha}',
  'on: {member.stuck: [{message: {to: pm, text: "{member} is silent."}}]}',
  'missions:',
  `  early: {to: cart, priority: critical, ${lie('early')}}`,
  `  dark: {to: cart, after: [half], ${lie('dark')}}`,
  `  half: {to: cart, brief: ${work('write half.txt | x', 'commit Half of it')}, accept: {run: basename "$PWD" | grep -q west, commits: 1}, retries: 0, handoff_to: west}`,
);

let world: VirtualHosts;
let alpha: Host;
let beta: Host;

beforeAll(async () => {
  world = await VirtualHosts.begin({ names: ['beta', 'alpha'], manifest });
  [alpha, beta] = [world.team.of('alpha'), world.team.of('beta')];
  await world.keep(beta);
  await world.until('cart to be at it', () => beta.state('early') === 'working');
}, 120_000);

/** What the PM, who is on alpha, was told with these words in it. */
async function toldPm(words: string): Promise<readonly string[]> {
  return (await toldTo(alpha.team, 'shop/pm')).filter((text) => text.includes(words));
}

function sent(host: Host, end: string): MessageHistory | undefined {
  return host.store.messages.ofTeam('shop', 200).find(({ message }) => message.id.endsWith(end));
}

async function isToldOnce(words: string): Promise<void> {
  await world.until(`the PM to be told "${words}"`, async () => (await toldPm(words)).length > 0);
  await world.pass(30);
  expect(await toldPm(words)).toHaveLength(1);
}

describe('who is to hear of it is on another host', () => {
  test('a mission that failed is told once that host is there', async () => {
    await beta.open('cart', '.gate-early');
    await world.until('it to fail', () => beta.state('early') === 'failed');
    await world.until('its message to wait', () => sent(beta, 'early:1:told')?.receipts.at(-1)?.state === 'held');
    expect(sent(beta, 'early:1:told')!.receipts.at(-1)).toMatchObject({ reason: 'no supervisor of host alpha listens' });
    await world.keep(alpha);
    await isToldOnce('The mission shop/early has failed');
    await world.until('beta to hear that it arrived', () => sent(beta, 'early:1:told')?.receipts.at(-1)?.state === 'acknowledged');
  });

  test('what its member does not come to an end with is handed to somebody there, and told there', async () => {
    await world.until('it to be done there', () => beta.state('half') === 'done');
    expect(beta.record('half')).toMatchObject({ state: { by: 'member/shop/west' }, tries: [{ by: 'member/shop/cart', result: 'failed' }, { by: 'member/shop/west', result: 'done' }] });
  });

  test('a mission that failed while Redis was away is told once it is back', async () => {
    await world.until('cart to be at it', () => beta.state('dark') === 'working');
    await world.killRedis();
    await world.until('both to notice', () => world.team.all.every(({ store }) => store.replica.outage('shop') !== undefined));
    expect((await beta.team.run(['mission', 'fail', 'dark', 'The key is refused.'])).exit).toBe(0);
    await world.pass(20);
    expect(await toldPm('shop/dark')).toEqual([]);
    await world.until('its message to wait', () => sent(beta, 'dark:1:told')?.receipts.at(-1)?.state === 'held');
    expect(sent(beta, 'dark:1:told')!.receipts.at(-1)).toMatchObject({ reason: 'Redis is away' });
    await world.startRedis();
    await isToldOnce('The mission shop/dark has failed');
    expect((await toldPm('shop/dark'))[0]).toContain('The key is refused.');
  });

  test('so is who gives no answer to a check-in, and who is stuck; and what the manifest has said when something happens', async () => {
    const isDue = () => beta.events('checkin').some((event) => 'state' in event && event.state === 'unanswered') && beta.events('stuck').some((event) => 'done' in event && event.done === 'its superior was told');
    for (let steps = 0; !isDue() && steps < 90; steps += 1) await world.pass(10);
    for (const words of ['shop/search has not answered', 'shop/search has shown no sign of life', 'shop/search is silent.']) await world.until(`the PM to be told "${words}"`, async () => (await toldPm(words)).length > 0);
    expect(beta.events('reaction')).toContainEqual(expect.objectContaining({ did: 'message to shop/pm', state: 'done' }));
  });
});
