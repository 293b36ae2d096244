import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../src/state/event.ts';
import { readDocument } from '../cli/documents.ts';
import { missionTeam, shopManifest, work, type MissionTeam } from '../../rig/mission-team.ts';

type Merge = Extract<RecordedEvent, { type: 'merge' }>;

function merges(shop: MissionTeam): readonly Merge[] {
  return shop.store.events('shop').filter((event): event is RecordedEvent & Merge => event.type === 'merge');
}

function merged(shop: MissionTeam): readonly string[] {
  return merges(shop).filter(({ state }) => state === 'merged').map(({ address }) => address.replace('mission/shop/', ''));
}

/** What a branch has, newest first, along its own line. */
async function subjects(shop: MissionTeam, branch = 'main'): Promise<readonly string[]> {
  return (await shop.team.repository.git(['log', '--first-parent', '--format=%s', branch])).split('\n');
}

test('accepted missions are merged in their order; one that fails the check on top of the others is not, and its member puts it right', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'stable_tags: true',
      'merge: {into: main, verify: "! test -e a.txt || ! test -e c.txt"}',
      'engineers: {one: {}, two: {}, three: {}}',
      'missions:',
      `  a: {to: one, brief: ${work('wait-for .gate-a', 'write a.txt | a', 'commit Add a')}, accept: {commits: 1}}`,
      `  b: {to: two, brief: ${work('write b.txt | b', 'commit Add b')}, accept: {commits: 1}}`,
      `  c: {to: three, brief: ${work('wait-for .gate-c', 'write c.txt | c', 'commit Add c')}, accept: {commits: 1}}`,
    ),
  });
  await shop.until('b to be merged', () => merged(shop).includes('b'));
  await writeFile(join(shop.team.worktree('one'), '.gate-a'), '');
  await shop.until('a to be merged', () => merged(shop).includes('a'));
  await writeFile(join(shop.team.worktree('three'), '.gate-c'), '');
  const refused = await shop.until('c to be refused', () => merges(shop).find(({ state }) => state === 'failed'));
  expect(refused).toMatchObject({ address: 'mission/shop/c', into: 'main', by: 'mission/shop/c-merge', because: expect.stringContaining("fails with exit code 1") });
  await shop.until('its member to be told', () => shop.told('shop/three', 'Mission shop/c-merge').length > 0);
  expect(await subjects(shop)).toEqual(['Merge mission shop/a', 'Merge mission shop/b', 'Change .gitignore', 'Change README.md']);
  expect(await shop.team.succeed('results')).toContain('Not merged: "! test -e a.txt || ! test -e c.txt" fails with exit code 1. shop/c-merge puts it right.');
  expect(existsSync(join(shop.team.repository.path, 'c.txt')), 'the checkout that main is in went along').toBe(false);
  expect(existsSync(join(shop.team.repository.path, 'a.txt'))).toBe(true);
  expect(await shop.team.repository.git(['status', '--porcelain', '--untracked-files=no'])).toBe('');
  expect(shop.told('shop/three', 'Mission shop/c-merge')[0]).toContain('Your mission shop/c is accepted, and can not be merged into main.');
  // What a demo agent is told by a person it does; the mission itself it only reads.
  const three = shop.team.worktree('three');
  await shop.team.repository.git(['merge', '--quiet', 'main'], three);
  await shop.team.repository.git(['rm', '--quiet', 'a.txt'], three);
  await shop.team.repository.git(['commit', '--quiet', '-m', 'Do without a'], three);
  await shop.team.succeed('mission', 'done', 'shop/c-merge');
  await shop.until('the repair to be merged', () => merged(shop).includes('c-merge'));
  expect(merged(shop)).toEqual(['b', 'a', 'c-merge']);
  expect(existsSync(join(shop.team.repository.path, 'c.txt'))).toBe(true);
  const results = readDocument<{ missions: readonly Record<string, unknown>[] }>('results', await shop.team.succeed('results', '--json')).missions;
  expect(results.find(({ mission }) => mission === 'mission/shop/a')).toMatchObject({ state: 'done', by: 'member/shop/one', commits: [expect.stringContaining('Add a')], files: [{ path: 'a.txt', added: 1, removed: 0 }], merge: { state: 'merged' }, tag: expect.stringMatching(/^stable-a-/), closingWords: expect.any(String) });
  expect(results.find(({ mission }) => mission === 'mission/shop/c')).toMatchObject({ merge: { state: 'failed', by: 'mission/shop/c-merge' } });
  expect(await shop.team.succeed('results')).toMatch(/^shop\/c {2}.*\n {2}Merged with shop\/c-merge at [0-9a-f]{10}\.$/m);
  expect(await shop.team.succeed('results', '--markdown')).toContain('| shop/b | done | shop/two | 1 commit, 1 file, +1 −0 | merged |');
  expect(await shop.team.succeed('results', '--markdown')).toMatch(/^\| shop\/c \| done .* \| merged \|$/m);
  const tags = (await shop.team.repository.git(['tag', '--list'])).split('\n').map((tag) => tag.replace(/\d{4}-\d\d-\d\d$/, 'DATE'));
  expect(tags).toEqual(['stable-a-DATE', 'stable-b-DATE', 'stable-c-DATE']);
});

test('a conflict becomes a mission of its member, once, and is merged when that is done; a changed checkout is waited for', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'merge: {into: main, strategy: squash}',
      'engineers: {one: {}, two: {}}',
      'missions:',
      `  a: {to: one, brief: ${work('write page.txt | one', 'commit Add a')}, accept: {commits: 1}}`,
      `  b: {to: two, brief: ${work('wait-for .gate-b', 'write page.txt | two', 'commit Add b')}, accept: {commits: 1}}`,
    ),
  });
  await shop.until('a to be merged', () => merged(shop).includes('a'));
  await writeFile(join(shop.team.repository.path, 'README.md'), 'A person writes here.\n');
  await writeFile(join(shop.team.worktree('two'), '.gate-b'), '');
  const radar = await shop.until('the radar to see it', async () => {
    const seen = await shop.team.coders('radar', '--json');
    return seen.exit === 3 ? readDocument<{ repositories: readonly unknown[] }>('radar', seen.stdout) : undefined;
  });
  expect(radar.repositories).toEqual([{
    repository: shop.team.repository.path, trunk: 'main', branches: ['shop/one', 'shop/two'],
    meetings: [{ one: 'shop/two', other: 'main', state: 'conflict', files: ['page.txt'], uncommitted: [] }, { one: 'shop/one', other: 'shop/two', state: 'conflict', files: ['page.txt'], uncommitted: [] }],
  }]);
  expect((await shop.team.coders('radar')).stdout).toMatch(/conflict  shop\/two × main +page\.txt/);
  const waiting = await shop.until('the changed checkout to be told', () => merges(shop).find(({ state }) => state === 'waiting'));
  expect(waiting.because).toBe(`main is checked out at ${shop.team.repository.path}, where README.md is changed and not committed`);
  await shop.team.repository.git(['commit', '--quiet', '--all', '-m', 'What a person writes']);
  await shop.team.succeed('resume'); // which has it looked at now
  const refused = await shop.until('b to conflict', () => merges(shop).find(({ state }) => state === 'conflict'));
  expect(refused).toMatchObject({ address: 'mission/shop/b', because: 'Both sides change page.txt, and differently', by: 'mission/shop/b-merge' });
  await shop.until('its member to be told', () => shop.told('shop/two', 'Mission shop/b-merge').length > 0);
  const two = shop.team.worktree('two');
  await shop.team.repository.git(['merge', '--quiet', '-X', 'ours', 'main'], two);
  await shop.team.succeed('mission', 'done', 'shop/b-merge');
  await shop.until('the repair to be merged', () => merged(shop).includes('b-merge'));
  expect(await subjects(shop)).toEqual(['Merge mission shop/b-merge', 'What a person writes', 'Merge mission shop/a', 'Change .gitignore', 'Change README.md']);
  expect(await shop.team.repository.git(['show', 'main:page.txt'])).toBe('two');
  expect(await shop.team.repository.git(['status', '--porcelain', '--untracked-files=no'])).toBe('');
  expect(merges(shop).filter(({ state }) => state === 'conflict')).toHaveLength(1);
});
