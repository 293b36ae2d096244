import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { execute } from '../../../src/host/execute.ts';
import { leaseOf } from '../../../src/missions/tries.ts';
import { runningSupervisor, startedAgain } from '../../rig/kept-team.ts';
import { missionTeam, work, type MissionTeam } from '../../rig/mission-team.ts';
import { readDocument } from '../cli/documents.ts';

const manifest = `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
      api:
        to: cart
        brief: ${work('run sh TEAM/write.sh', 'commit The api')}
        retries: {count: 2, backoff: 1s..1s}
        accept: {run: test -f api.txt, commits: 1, review_by: search}
      page: {to: cart, after: [api], brief: ${work('write page.txt | x', 'commit The page')}, accept: {run: grep -q twice api.txt, commits: 1}}
`;

/** Each try adds a word, once it may: one that is said to be done before the runner has heard that it arrived is never at work. */
const scripts = { 'write.sh': 'word=once; [ -e api.txt ] && word=twice; until [ -e "TEAM/may-$word" ]; do sleep 0.05; done; echo $word >> api.txt\n' };

async function mayWrite(word: string, shop: MissionTeam): Promise<void> {
  await shop.comesTo('api', 'working');
  await writeFile(join(shop.team.directory, `may-${word}`), '');
}

/** What the reviewer says from its pane, in the launch that was told of it. */
async function says(shop: MissionTeam, ...words: readonly string[]): Promise<string> {
  const { lease } = (await shop.comesTo('api-review', 'working')).state as { lease: { epoch: number } };
  const { exit, stdout, stderr } = await shop.team.run(['mission', ...words], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/shop/search', CODERS_EPOCH: String(lease.epoch) });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  return stdout;
}

test('work whose check passed is reviewed by another member, goes back with what it says, and is done when it says so', async () => {
  const shop = await missionTeam({ manifest, scripts });
  const { team } = shop;
  await mayWrite('once', shop);
  expect((await shop.comesTo('api', 'reviewing')).tries).toEqual([]);
  await shop.comesTo('api-review', 'working');

  const [told = ''] = shop.told('shop/search', 'Mission shop/api-review');
  const [, range = ''] = /^See all of it: git (.*)$/m.exec(told) ?? [];
  const seen = await execute('git', range.split(' '), { cwd: team.worktree('search') });
  expect(seen.stdout).toContain('+once');
  expect(await team.succeed('mission', 'list')).toMatch(/^◕ api +reviewing +of cart at [0-9a-f]{7}, by search, for \d+s \(api-review is working\)$/m);
  expect(await team.succeed('mission', 'list', '--state', 'blocked')).toMatch(/^◕ api .*\n· page +waiting +blocked by api \(reviewing\)\n2 of 3 are blocked\.\n$/);
  expect(await team.succeed('mission', 'show', 'api')).toMatch(/done when +test -f api\.txt, 1 commit, then a review by search\n/);
  expect(await team.succeed('mission', 'graph')).toContain('◕ api         reviewing\n');
  expect(await team.succeed('why', 'mission/shop/api')).toMatch(/search is to say whether it is right\.\n {2}It is done or tried again, as shop\/api-review comes out\.\n/);
  expect(readDocument('mission-list', await team.succeed('mission', 'list', '--json'))).toMatchObject({ missions: [{ state: 'reviewing', blockedBy: [{ mission: 'mission/shop/api-review', state: 'working' }] }, { state: 'waiting' }, { origin: 'review', reviews: { try: 1, by: 'member/shop/cart' } }] });
  expect((await team.coders('mission', 'handoff', 'api-review', 'cart')).stderr).toBe('error: The mission "shop/api-review" can not be handed to "cart", whose work it reviews.\nhelp: Nobody reviews what he did himself: name another member.\n');
  expect(await team.succeed('plan'), 'reviews are not the manifest\'s').toBe('No changes. Everything is as the manifest says.\n');

  expect(await says(shop, 'fail', 'It is said only once.')).toBe('Mission shop/api goes back to shop/cart with these words; shop/api-review has ended.\n');
  await shop.until('the author to be told', () => shop.told('shop/cart', 'Mission shop/api').length === 2);
  expect(shop.told('shop/cart', 'Mission shop/api')[1]).toContain('The last try failed. See why, and go on from what is there:\n\nshop/search reviewed it: It is said only once.');
  await mayWrite('twice', shop);
  await shop.until('another review', () => shop.told('shop/search', 'Mission shop/api-review').length === 2);
  expect(await says(shop, 'done')).toBe('Mission shop/api is right as it is, by your review: it counts as done.\n');

  await shop.allCome({ api: 'done', page: 'done', 'api-review': 'done' });
  expect(shop.record('api')).toMatchObject({ state: { reviewedBy: 'shop/search', by: 'member/shop/cart' }, tries: [{ result: 'failed' }, { result: 'done' }] });
  expect(shop.way('api')).toEqual(['waiting', 'ready', 'assigned', 'working', 'verifying', 'reviewing', 'ready', 'assigned', 'working', 'verifying', 'reviewing', 'done']);
  expect(await team.succeed('mission', 'stats')).toMatch(/shop\/search +100% +2 done, 0 failed/);
});

test('a runner that is killed over a review asks for it once; a reviewer that dies goes on in its conversation; what is cancelled under it is reviewed no more, and an edit decides who reviews', async () => {
  const shop = await missionTeam({ manifest, scripts });
  const { team } = shop;
  await mayWrite('once', shop);
  await shop.comesTo('api', 'reviewing');
  process.kill(await runningSupervisor(team), 'SIGKILL');
  await team.succeed('supervisor', 'start');
  await shop.comesTo('api-review', 'working');
  expect(shop.way('api-review').filter((state) => state === 'waiting')).toHaveLength(1);
  const before = await team.pane('shop/search');
  process.kill(before.pid, 'SIGKILL');
  await startedAgain(team, 'shop/search', before);
  await shop.until('the lease to go on', () => leaseOf(shop.record('api-review')!)?.epoch === 2);
  expect(shop.told('shop/search', 'Mission shop/api-review')).toHaveLength(1);

  await team.succeed('mission', 'cancel', 'api-review', '--because', 'Nobody has time.');
  await shop.until('that to be said', () => shop.news('api').at(-1)?.because?.startsWith('its review came to no outcome'));
  expect(await team.succeed('mission', 'list')).toContain('its review came to no outcome; coders mission retry shop/api-review');
  await team.succeed('mission', 'retry', 'api-review');
  await shop.comesTo('api-review', 'working');

  await team.write(manifest.replace(', review_by: search', '').replaceAll('TEAM', team.directory));
  expect(await team.succeed('plan')).toContain('accept.review_by: search → (none)');
  await team.succeed('apply');
  await shop.comesTo('api', 'done');
  expect(shop.record('api')!.state).not.toHaveProperty('reviewedBy');
  await shop.comesTo('api-review', 'failed');
  await shop.until('the reviewer to be told to stop', () => shop.told('shop/search', 'Stop your work on the mission shop/api-review').length > 0);
});
