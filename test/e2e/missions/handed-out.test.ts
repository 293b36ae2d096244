import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsOf, keptTeam } from '../../rig/kept-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** A brief that the demo agent carries out: it writes a file, commits it, and says that it is done. */
function brief(...orders: readonly string[]): string {
  return JSON.stringify([...orders, 'run coders mission done'].map((order) => `demo: ${order}`).join('\n'));
}

function team(missions: string, engineers = '{cart: {}, search: {}}'): Promise<TestTeam> {
  return keptTeam(`
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: ${engineers}
    missions:
${missions}`);
}

interface ListedMission {
  readonly address: string;
  readonly state: string;
}

async function states(of: TestTeam): Promise<Record<string, string>> {
  const { missions } = JSON.parse(await of.succeed('mission', 'list', '--all', '--json')) as { missions: readonly ListedMission[] };
  return Object.fromEntries(missions.map(({ address, state }) => [address.replace('mission/shop/', ''), state]));
}

async function become(of: TestTeam, wanted: Readonly<Record<string, string>>): Promise<void> {
  await waitUntil(async () => JSON.stringify(await states(of)) === JSON.stringify(wanted), { what: `the missions to be ${JSON.stringify(wanted)}`, timeout: 60_000 }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await of.succeed('mission', 'list', '--all')}\n${await of.succeed('events')}`);
  });
}

describe('a mission is handed to a member, checked by the runner, and done', () => {
  test('what waits for it starts from the accepted commit, in whichever branch', async () => {
    const shop = await team(`
      api: {to: cart, brief: ${brief('write api.txt | one', 'commit Add the api')}, accept: {run: test -f api.txt, commits: 1}}
      page: {to: search, after: [api], brief: ${brief('write page.txt | two', 'commit Add the page', 'wait-for .coders/heard')}, accept: {run: [test -f api.txt, test -f page.txt], commits: 1, files: [page.txt]}}
`);
    // One that is said to be done before the runner has heard that it arrived is never at work.
    await become(shop, { api: 'done', page: 'working' });
    await mkdir(join(shop.worktree('search'), '.coders', 'heard'), { recursive: true });
    await become(shop, { api: 'done', page: 'done' });
    const told = (await eventsOf(shop, 'mission')).map(({ address, state }) => `${String(address).replace('mission/shop/', '')} ${String(state)}`);
    expect(told.filter((line) => line.startsWith('page'))).toEqual(['page waiting', 'page ready', 'page assigned', 'page working', 'page verifying', 'page done']);
    expect(told.indexOf('api done')).toBeLessThan(told.indexOf('page assigned'));
    expect(await shop.repository.git(['log', '--format=%s', 'shop/search', '--', 'api.txt', 'page.txt'])).toBe('Add the page\nAdd the api');
    expect(await shop.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  });

  test('invariant 11: an agent that says that it is done and is not gets it back with what failed, and fails when its tries are used up', async () => {
    const shop = await team(`
      lie: {to: cart, brief: ${brief('say It is there')}, retries: {count: 1, backoff: 1s..1s}, accept: {run: "echo it is not there >&2; test -f truth.txt"}}
`);
    await become(shop, { lie: 'failed' });
    const rows = (await shop.conversation('shop/cart')).filter(({ type }) => type === 'user').map(({ text }) => text);
    const told = rows.filter((text) => text.includes('Mission shop/lie'));
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('it is not there');
  });

  test('the mission of a member that dies for good goes to another, once', async () => {
    const shop = await team(`
      work: {brief: ${brief('write work.txt | done', 'commit Do the work')}, accept: {commits: 1}}
`, '{cart: {tool: command, command: [sleep, "86400"]}, search: {}}');
    await become(shop, { work: 'done' });
    const by = (await eventsOf(shop, 'mission')).filter(({ state }) => state === 'assigned').map(({ by: member }) => member);
    expect(by).toEqual(['member/shop/search']);
  });
});
