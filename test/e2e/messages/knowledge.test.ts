import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startedAgain } from '../../rig/kept-team.ts';
import { missionTeam, work, type MissionTeam } from '../../rig/mission-team.ts';
import { talkingTeam, type TalkingTeam } from '../../rig/talking-team.ts';

let shop: TalkingTeam;

beforeAll(async () => {
  shop = await talkingTeam({ kept: false });
});

test('what one sets, the others of its project get: with author, time and commit', async () => {
  const { stdout } = await shop.as('store/cart', 'context', 'set', 'api-port', '8080');
  const head = (await shop.team.repository.git(['rev-parse', 'HEAD'], shop.team.worktree('cart'))).trim();
  expect(stdout).toBe(`api-port: 8080  store, store/cart, just now, ${head.slice(0, 10)}\n`);
  expect((await shop.as('store/search', 'context', 'get', 'api-port')).stdout).toContain('api-port: 8080  store, store/cart');
  expect(await shop.as('api/core', 'context', 'get', 'api-port')).toMatchObject({ exit: 2, stderr: expect.stringContaining('Nothing is kept under "api-port".') });
  await shop.team.succeed('context', 'set', 'api-port', '9090');
  expect((await shop.as('api/core', 'context', 'get', 'api-port')).stdout).toContain('9090  the whole team, a person');
  expect((await shop.as('store/search', 'context', 'get', 'api-port')).stdout).toContain('8080');
  expect(shop.store.knowledge.find('shop', 'api-port', 'store')?.uses).toBe(2);
});

test('what is learned is committed on a branch of its own, also by several at once; nobody\'s checkout is touched', async () => {
  const { git } = shop.team.repository;
  const before = [await git(['status', '--porcelain']), await git(['rev-parse', 'HEAD']), await git(['branch', '--show-current'])];
  const said = await Promise.all([
    shop.as('store/cart', 'learn', 'The fixtures need TZ=UTC.'), shop.as('store/search', 'learn', 'Port 80 is taken.'), shop.as('api/core', 'learn', 'Retries are\nnot idempotent.'), shop.team.coders('learn', 'Ask Ann.'),
  ]);
  expect(said.map(({ exit, stderr }) => [exit, stderr])).toEqual(said.map(() => [0, '']));
  const text = await git(['show', 'coders/shop/learnings:LEARNINGS.md']);
  expect(text).toMatch(/^# What team shop has learned\n/);
  for (const words of ['The fixtures need TZ=UTC.', 'Port 80 is taken.', 'Retries are\nnot idempotent.', 'Ask Ann.']) expect(text.split(words)).toHaveLength(2);
  expect(text).toMatch(/\n## \d{4}-\d\d-\d\d \d\d:\d\d UTC, store\/cart, of store \(learned-\w{6}\)\n\nThe fixtures need TZ=UTC\.(\n|$)/);
  expect((await git(['rev-list', '--count', 'coders/shop/learnings'])).trim()).toBe('5');
  expect(readFileSync(join(shop.team.repository.path, '.coders', 'learnings', 'shop', 'LEARNINGS.md'), 'utf8')).toContain('Ask Ann.');
  expect([await git(['status', '--porcelain']), await git(['rev-parse', 'HEAD']), await git(['branch', '--show-current'])]).toEqual(before);
  expect(await shop.team.succeed('context', 'search', 'tz')).toContain('The fixtures need TZ=UTC.');
  expect(await shop.team.succeed('plan')).not.toContain('learnings');
});

test('a mission tells what is known, and an agent that learned something is not started again for it', async () => {
  const team: MissionTeam = await missionTeam({
    manifest: `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}}
    missions:
      one: {to: cart, brief: ${work('run coders learn UTC-it-is', 'run coders context set api-port 8080', 'write one.txt | x', 'commit One')}, accept: {commits: 1}}
      two: {to: cart, after: [one], brief: ${work('write two.txt | x', 'commit Two')}, accept: {commits: 1}}
`,
  });
  await team.allCome({ one: 'done', two: 'done' });
  const [told = ''] = team.told('shop/cart', 'Mission shop/two');
  expect(told).toContain('What the team knows, by what was used most and is newest:\n  api-port: 8080 (shop/cart)\n  UTC-it-is (shop/cart)\n');
  expect(team.told('shop/cart', 'Mission shop/one')[0]).not.toContain('What the team knows');
  expect(team.store.events('shop').filter(({ type }) => type === 'launched' || type === 'drift')).toHaveLength(1);

  // Whoever begins anew is told with its brief; that is no setting, so it is no drift before or after.
  const nothing = 'No changes. Everything is as the manifest says.\n';
  const briefs = () => team.told('shop/cart', 'You are cart');
  expect(await team.team.succeed('plan')).toBe(nothing);
  await team.team.succeed('restart', 'shop/cart', '--fresh');
  await team.until('its brief to be told anew', () => briefs().length === 2);
  expect(briefs()[0]).not.toContain('What the team knows');
  expect(briefs()[1]).toBe(`${briefs()[0]}\n\nWhat the team knows, by what was used most and is newest:\n  api-port: 8080 (shop/cart)\n  UTC-it-is (shop/cart)`);
  await team.team.succeed('context', 'set', 'web-port', '80');
  expect(await team.team.succeed('plan')).toBe(nothing);
  const before = await team.team.pane('shop/cart');
  await team.team.succeed('restart', 'shop/cart');
  await startedAgain(team.team, 'shop/cart', before);
  await team.team.saysItIs('shop/cart', 'idle');
  expect(briefs(), 'a conversation that goes on is told nothing').toHaveLength(2);
});
