import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const settings = 'defaults: {tool: command, command: [sleep, "1000"]}';
const both = `${settings}\nprojects: {shop: {repo: repo, engineers: {cart: {}, search: {}}}}\n`;
const one = `${settings}\nprojects: {shop: {repo: repo, engineers: {search: {}}}}\n`;

/** A team whose engineer cart has left every kind of work behind. */
async function teamWithWork(): Promise<{ team: TestTeam; head: string }> {
  const team = await testTeam();
  const { commit, write, git } = team.repository;
  await commit({ '.gitignore': 'node_modules/\n*.log\n', dirty: 'before', staged: 'before', 'both ways': 'before', removed: 'before' });
  await team.write(both);
  await team.succeed('apply');
  const path = team.worktree('cart');
  const head = await commit({ 'unmerged.txt': 'only on shop/cart' }, path);
  await write({ dirty: 'after', staged: 'staged', 'both ways': 'staged', untracked: Buffer.from([0, 255, 10, 13]), 'deep/er/untracked': { executable: '#!/bin/sh\n' } }, path);
  await git(['add', 'staged', 'both ways'], path);
  await git(['rm', '--quiet', 'removed'], path);
  await write({ 'both ways': 'then changed', 'node_modules/x': 'ignored', 'debug.log': 'ignored' }, path);
  return { team, head };
}

test('invariant 9: a prune first saves dirty, staged, untracked and unmerged work to the ref that the plan named', async () => {
  const { team, head } = await teamWithWork();
  const { git } = team.repository;
  await team.write(one);
  const unpruned = await team.succeed('plan');
  expect(unpruned).toContain('It is no longer in the manifest; --prune removes');
  expect(unpruned).toContain('and first saves 6 uncommitted files and 1 unmerged commit');
  const plan = await team.succeed('plan', '--prune', '--now', '--out', 'plan.json');
  expect(plan).toMatch(/worktree\/shop\/cart: save its work to refs\/coders\/saved\/shop\/cart\/\d{8}T\d{6}Z\n +because: 6 uncommitted files and 1 unmerged commit/);
  expect(plan).toMatch(/the ignored files (debug\.log, node_modules\/|node_modules\/, debug\.log) go with it/);
  expect(plan).toContain('branch shop/cart stays');
  expect(await team.coders('apply', '--prune')).toMatchObject({ exit: 2, stderr: expect.stringContaining('go with it') });

  await team.succeed('apply', '--prune', '--yes', '--now');
  const ref = (await git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved']));
  expect(ref).toMatch(/^refs\/coders\/saved\/shop\/cart\/\d{8}T\d{6}Z$/);
  const saved = (path: string) => git(['show', `${ref}:${path}`]);
  expect(await saved('dirty')).toBe('after');
  expect(await saved('staged')).toBe('staged');
  expect(await saved('both ways')).toBe('then changed');
  expect(Buffer.from(await git(['cat-file', 'blob', `${ref}:deep/er/untracked`]))).toEqual(Buffer.from('#!/bin/sh'));
  expect(await git(['rev-parse', `${ref}:untracked`])).toBe(await hash(team, Buffer.from([0, 255, 10, 13])));
  expect(await git(['ls-tree', '-r', '--name-only', ref])).toBe(['.gitignore', 'README.md', 'both ways', 'deep/er/untracked', 'dirty', 'staged', 'unmerged.txt', 'untracked'].join('\n'));
  expect((await git(['show', `${ref}^2:both ways`]))).toBe('staged');
  expect(await git(['rev-parse', `${ref}^1`, 'shop/cart'])).toBe(`${head}\n${head}`);
  expect(await git(['worktree', 'list'])).not.toContain('cart');
  expect(await git(['status', '--porcelain'])).toBe('');
});

/** What git calls a blob of these bytes. */
async function hash(team: TestTeam, bytes: Buffer): Promise<string> {
  const file = join(team.home, 'bytes');
  await writeFile(file, bytes);
  return team.repository.git(['hash-object', '--no-filters', file]);
}

test('invariant 9: a saved plan saves to the ref that it named', async () => {
  const { team } = await teamWithWork();
  await team.write(one);
  const plan = await team.succeed('plan', '--prune', '--now', '--out', 'plan.json');
  const named = /refs\/coders\/saved\/\S+/.exec(plan)?.[0];
  const second = () => Math.floor(Date.now() / 1000);
  const planned = second();
  await waitUntil(() => second() > planned, { what: 'another second' });
  await team.succeed('apply', 'plan.json', '--yes');
  expect(await team.repository.git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved'])).toBe(named);
});

test('invariant 9: down --worktrees saves the same way, and an apply after it goes on from the branch', async () => {
  const { team, head } = await teamWithWork();
  const { git } = team.repository;
  await team.succeed('down', '--worktrees', '--yes');
  const ref = await git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved']);
  expect(await git(['show', `${ref}:dirty`])).toBe('after');
  expect(await git(['worktree', 'list'])).not.toContain('.coders');
  await team.succeed('apply');
  expect(await git(['rev-parse', 'HEAD'], team.worktree('cart'))).toBe(head);
  expect(await readFile(join(team.worktree('cart'), 'dirty'), 'utf8')).toBe('before');
});

test('invariant 9: work that can not be saved is not removed, and the reason is told', async () => {
  const { team } = await teamWithWork();
  const { git } = team.repository;
  await git(['init', '--quiet', 'inner'], team.worktree('cart'));
  await writeFile(join(team.worktree('cart'), 'inner', 'file'), 'in a repository of its own');
  await team.write(one);
  const { exit, stdout } = await team.coders('apply', '--prune', '--yes', '--now');
  expect(exit).toBe(4);
  expect(stdout).toContain('holds another repository, which a commit can not save: inner');
  expect(await readFile(join(team.worktree('cart'), 'dirty'), 'utf8')).toBe('after');
});

test('invariant 9: an agent that goes on working while it is pruned loses nothing', async () => {
  const team = await testTeam();
  const script = join(team.directory, 'works.sh');
  await writeFile(script, 'n=0; while :; do n=$((n+1)); echo $n >> work; done');
  const works = `{command: [sh, ${script}]}`;
  await team.write(`${settings}\nprojects: {shop: {repo: repo, engineers: {cart: ${works}, search: {}}}}\n`);
  await team.succeed('apply');
  await team.write(one);
  await team.succeed('apply', '--prune', '--yes', '--now');
  const ref = await team.repository.git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved']);
  const lines = (await team.repository.git(['show', `${ref}:work`])).split('\n');
  expect(lines).toEqual(lines.map((_, index) => `${index + 1}`));
});
