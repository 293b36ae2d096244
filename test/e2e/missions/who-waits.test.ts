import { describe, expect, test } from 'vitest';
import { missionTeam, work, type MissionTeam } from '../../rig/mission-team.ts';

function manifestOf(missions: string, rest = ''): string {
  return `
${rest}
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
${missions}`;
}

const free = `      search-it: {to: search, brief: ${work('write search.txt | x', 'commit Search')}, accept: {commits: 1}}`;
const awaited = `      cart-it: {to: cart, brief: ${work('write cart.txt | x', 'commit Cart')}, accept: {commits: 1}}`;

/** Nobody has it, and it says so. */
function expectNotGivenOut(shop: MissionTeam, name: string): void {
  expect(shop.way(name)).not.toContain('assigned');
  expect(shop.messages(name)).toEqual([]);
}

async function shown({ team }: MissionTeam, name: string): Promise<string> {
  return team.succeed('mission', 'show', name);
}

describe('invariants 12 and 13: what keeps a mission from its member is told, and the mission goes on once it is gone', () => {
  test('a held member is given none and the others are; on release it is', async () => {
    const shop = await missionTeam({ manifest: manifestOf(free) });
    await shop.comesTo('search-it', 'done');
    await shop.team.succeed('hold', 'shop/cart');
    await shop.team.write(manifestOf(`${free}\n${awaited}\n      search-more: {to: search, brief: ${work('write more.txt | x', 'commit More')}, accept: {commits: 1}}`));
    await shop.until('it to be applied, which has no time to wait for the supervisor', async () => (await shop.team.coders('apply', '--timeout', '0'), shop.record('search-more')));
    await shop.comesTo('search-more', 'done');
    expectNotGivenOut(shop, 'cart-it');
    expect(await shown(shop, 'cart-it')).toContain('shop/cart cannot have it now: it is held');
    await shop.until('the list to say so', async () => /cart-it +ready +nobody can have it: "shop\/cart" is held/.test(await shop.team.succeed('mission', 'list')));
    await shop.until('people to be told why it waits', () => shop.news('cart-it').some(({ because }) => because === 'nobody can have it: "shop/cart" is held'));
    await shop.team.succeed('release', 'shop/cart');
    await shop.comesTo('cart-it', 'done');
    expect(shop.told('shop/cart', 'Mission shop/cart-it')).toHaveLength(1);
  });

  test('a paused team is given none; resumed, it is', async () => {
    const shop = await missionTeam({ manifest: manifestOf(free) });
    await shop.comesTo('search-it', 'done');
    await shop.team.succeed('pause');
    await shop.team.write(manifestOf(`${free}\n${awaited}`));
    await shop.until('it to be applied, which has no time to wait for the supervisor', async () => (await shop.team.coders('apply', '--timeout', '0'), shop.record('cart-it')));
    await shop.comesTo('cart-it', 'waiting', 'ready');
    await shop.team.succeed('hold', 'shop/search'); // something that a pass has to see
    await shop.until('a look at the paused team', () => shop.store.events('shop').some(({ type }) => type === 'held'));
    expectNotGivenOut(shop, 'cart-it');
    await shop.team.succeed('resume');
    await shop.comesTo('cart-it', 'done');
  });

  test('a team outside its hours is given none; in its hours, it is', async () => {
    const halfAYearAway = ((new Date().getUTCMonth() + 6) % 12) + 1;
    const closed = `schedule: {start: "0 0 1 ${halfAYearAway} *", stop: "0 0 2 ${halfAYearAway} *", timezone: UTC}`;
    const shop = await missionTeam({ manifest: manifestOf(awaited, closed) });
    await shop.until('it to be told that it rests', () => shop.store.events('shop').some(({ type }) => type === 'paused'));
    expectNotGivenOut(shop, 'cart-it');
    await shop.team.write(manifestOf(awaited));
    await shop.team.succeed('apply', '--timeout', '60s');
    await shop.comesTo('cart-it', 'done');
  });

  test('a member in quarantine keeps none: what only it may do says why it waits', async () => {
    const shop = await missionTeam({ manifest: manifestOf(`      cart-it: {to: cart, brief: ${work('wait-for .gate-never')}, accept: {commits: 1}}`).replace('cart: {}', 'cart: {restart: {max: 1, window: 1h}}') });
    await shop.comesTo('cart-it', 'working');
    process.kill((await shop.team.pane('shop/cart')).pid, 'SIGKILL');
    await shop.until('it to be in quarantine', () => shop.store.events('shop').some(({ type }) => type === 'quarantined'));
    await shop.comesTo('cart-it', 'ready');
    expect(shop.record('cart-it')!.tries.map(({ result }) => result)).toEqual(['lost']);
    expect(shop.news('cart-it').at(-1)!.because).toBe('nobody can have it: "shop/cart" is in quarantine');
    expect(await shown(shop, 'cart-it')).toContain('it is in quarantine');
  });
});
