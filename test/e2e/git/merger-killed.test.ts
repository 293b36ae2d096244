import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runningSupervisor } from '../../rig/kept-team.ts';
import { missionTeam, work } from '../../rig/mission-team.ts';
import { processesWith } from '../../rig/running-processes.ts';

test('a supervisor that is killed while it verifies a merge merges it once when it is back, and nothing of the first check goes on', async () => {
  const shop = await missionTeam({
    manifest: `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    merge: {into: main, verify: sh TEAM/verify.sh}
    engineers: {one: {}}
    missions:
      a: {to: one, brief: ${work('write a.txt | a', 'commit Add a')}, accept: {commits: 1}}
`,
    scripts: { 'verify.sh': 'echo $$ >> TEAM/checks\nwhile ! test -e TEAM/gate; do sleep 0.05; done\n' },
  });
  const { repository } = shop.team;
  const before = await repository.git(['rev-parse', 'main']);
  const file = join(shop.team.directory, 'checks');
  const checks = (): readonly number[] => readFileSync(file, 'utf8').trim().split('\n').map(Number);
  await shop.until('the check to run', () => existsSync(file) && readFileSync(file, 'utf8') !== '');
  process.kill(await runningSupervisor(shop.team), 'SIGKILL');
  await shop.team.succeed('supervisor', 'start');
  expect(await repository.git(['rev-parse', 'main'])).toBe(before);
  const [first] = await shop.until('it to be checked again', () => (checks().length === 2 ? checks() : undefined));
  const living = await processesWith('CODERS_CHECK', join(shop.team.stateDirectory, 'merging', 'shop', 'shop'));
  expect(living.map(({ pid }) => pid), 'what runs of the checks').not.toContain(first);
  expect(living, 'the second one, so that this looks where it should').not.toEqual([]);
  await writeFile(join(shop.team.directory, 'gate'), '');
  await shop.until('it to be merged', () => shop.store.events('shop').some((event) => event.type === 'merge' && event.state === 'merged'));
  expect(await repository.git(['log', '--first-parent', '--format=%s', 'main'])).toBe('Merge mission shop/a\nChange .gitignore\nChange README.md');
  expect(shop.store.events('shop').filter(({ type }) => type === 'merge')).toHaveLength(1);
  expect(await repository.git(['status', '--porcelain', '--untracked-files=no'])).toBe('');
});
