import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crashedApply, crashPoints, wholeApply, type CrashPoint } from '../../rig/crash.ts';
import { sample } from '../../rig/sample.ts';
import { testTeam } from '../../rig/team.ts';

/** A team with the engineer that will be pruned, and the same without. */
const [both, one] = ['{cart: {}, search: {}}', '{search: {}}'].map((engineers) => `
defaults: {tool: command, command: [sleep, "1000"]}
projects:
  shop: {repo: repo, engineers: ${engineers}}
`) as [string, string];

/** How many places of death one run takes. */
const pointsARun = 4;

test('invariant 3: a prune that is killed before or after any host call loses nothing, and the next one ends it', async () => {
  const team = await testTeam();
  const { git } = team.repository;
  const savedRefs = async () => (await git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved'])).split('\n').filter((ref) => ref !== '');

  const beginRound = async (text: string) => {
    for (const ref of await savedRefs()) await git(['update-ref', '-d', ref]);
    await team.write(both);
    await team.succeed('apply');
    await writeFile(join(team.worktree('cart'), 'README.md'), text);
    await writeFile(join(team.worktree('cart'), 'untracked'), text);
    await team.write(one);
  };
  const expectPruned = async (text: string) => {
    const refs = await savedRefs();
    expect(refs.length, text).toBeGreaterThan(0);
    for (const ref of refs) {
      expect(await git(['show', `${ref}:README.md`]), text).toBe(text);
      expect(await git(['show', `${ref}:untracked`]), text).toBe(text);
    }
    expect((await team.panes()).map(({ name }) => name), text).toEqual(['shop/search']);
    expect((await team.processes()).filter(({ command }) => command.startsWith('/bin/sleep') || command.startsWith('/usr/bin/sleep')), text).toHaveLength(1);
    expect(await git(['worktree', 'list']), text).not.toContain('cart');
    expect(await git(['branch', '--list', '--format=%(refname:short)']), text).toBe('main\nshop/cart\nshop/search');
    expect(await team.succeed('plan', '--prune'), text).toBe('No changes. Everything is as the manifest says.\n');
  };

  await beginRound('a whole prune');
  const calls = await wholeApply(team, { prune: true, evenIfBusy: true });
  expect(calls).toEqual(expect.arrayContaining(['tmux.closePane', 'git.saveWork', 'git.removeWorktree']));
  await expectPruned('a whole prune');

  const round = async (point: CrashPoint & { readonly call: number }) => {
    const name = `${point.when} ${point.call} ${calls[point.call - 1]}`;
    await beginRound(name);
    const died = await crashedApply(team, point, { prune: true, evenIfBusy: true });
    await team.succeed('apply', '--prune', '--yes', '--now');
    await expectPruned(name);
    return died;
  };
  const deaths: boolean[] = [];
  for (const point of sample(crashPoints(calls), pointsARun)) deaths.push(await round(point));
  expect(deaths.filter(Boolean).length).toBeGreaterThan(deaths.length * 0.7);
  await team.succeed('down', '--yes');
  expect(await team.processes()).toEqual([]);
}, 400_000);
