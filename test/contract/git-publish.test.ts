import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { HostError } from '../../src/host/host-error.ts';
import { acceptedRef } from '../../src/state/accepted-ref.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

beforeAll(useNoGitSettings);

const git = createGit();
const ref = acceptedRef('night', 'mission/shop/cart-api');
let hub: TestRepository;
/** The repository on two hosts. */
let alpha: TestRepository;
let beta: TestRepository;

beforeEach(async () => {
  hub = await gitRepository({ bare: true });
  [alpha, beta] = [await clone(), await clone()];
});

async function clone(): Promise<TestRepository> {
  const path = join(await temporaryDirectory(), 'clone');
  await hub.git(['clone', '--quiet', hub.path, path]);
  return { path, git: (argv, at = path) => hub.git(argv, at), commit: (files, at = path) => hub.commit(files, at), write: (files, at = path) => hub.write(files, at) };
}

/** All that a person or an agent would see of a repository. */
async function seen({ git: ask }: TestRepository) {
  const questions = [['for-each-ref', 'refs/heads', 'refs/remotes', 'refs/tags'], ['status', '--porcelain', '--branch'], ['ls-files', '--stage'], ['rev-parse', 'HEAD'], ['config', '--list', '--local']];
  return Promise.all(questions.map((question) => ask(question)));
}

const has = ({ git: ask }: TestRepository, commit: string) => ask(['cat-file', '-t', commit]).then((type) => type === 'commit', () => false);

test('what one host accepts the other gets, and nothing else changes on either', async () => {
  const commit = await alpha.commit({ cart: '1' });
  await writeFile(join(alpha.path, 'cart'), 'in work');
  await alpha.git(['tag', 'mine']);
  const before = [await seen(alpha), await seen(beta), await hub.git(['for-each-ref', 'refs/heads', 'refs/tags'])];
  expect(await git.publish(alpha.path, commit, ref)).toBe(true);
  expect(await has(beta, commit)).toBe(false);
  expect(await git.obtain(beta.path, commit, ref)).toBe(true);
  expect(await has(beta, commit)).toBe(true);
  expect([await seen(alpha), await seen(beta), await hub.git(['for-each-ref', 'refs/heads', 'refs/tags'])]).toEqual(before);
  expect(await hub.git(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/coders'])).toBe(`refs/coders/night/accepted/shop/cart-api ${commit}`);
  expect(await git.mergeInto(beta.path, [commit])).toMatchObject({ outcome: 'merged', commit });
});

test('both may be repeated', async () => {
  const commit = await alpha.commit({ cart: '1' });
  for (let times = 0; times < 2; times += 1) {
    expect(await git.publish(alpha.path, commit, ref)).toBe(true);
    expect(await git.obtain(beta.path, commit, ref)).toBe(true);
  }
});

test('a mission that is done again has another commit, whatever it builds on', async () => {
  await git.publish(alpha.path, await alpha.commit({ cart: '1' }), ref);
  await alpha.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  const again = await alpha.commit({ cart: 'otherwise' });
  await git.publish(alpha.path, again, ref);
  expect(await git.obtain(beta.path, again, ref)).toBe(true);
});

test('a worktree does as well as its repository', async () => {
  const path = join(await temporaryDirectory(), 'cart');
  await git.createWorktree({ repository: beta.path, path, branch: 'cart', from: { commit: 'HEAD' } });
  const commit = await alpha.commit({ cart: '1' });
  await git.publish(alpha.path, commit, ref);
  expect(await git.obtain(path, commit, ref)).toBe(true);
});

describe('a commit that can not be had', () => {
  test('is told where nobody has published it', async () => {
    const commit = await alpha.commit({ cart: '1' });
    expect(await git.obtain(beta.path, commit, ref)).toBe(false);
    await git.publish(alpha.path, await alpha.git(['rev-parse', 'HEAD~1']), ref);
    expect(await git.obtain(beta.path, commit, ref)).toBe(false);
  });

  test('is an error where it is not in the repository that is to publish it', async () => {
    await expect(git.publish(beta.path, await alpha.commit({ cart: '1' }), ref)).rejects.toThrow(HostError);
  });
});

describe('without a remote', () => {
  test('nothing is published, and what is there is there', async () => {
    const lone = await gitRepository();
    const commit = await lone.commit({ cart: '1' });
    expect(await git.publish(lone.path, commit, ref)).toBe(false);
    expect(await git.obtain(lone.path, commit, ref)).toBe(true);
    expect(await git.obtain(lone.path, 'f'.repeat(40), ref)).toBe(false);
    expect(await lone.git(['for-each-ref', 'refs/coders'])).toBe('');
  });

  test('that stands out among several, either; the only one does, whatever it is called', async () => {
    const commit = await alpha.commit({ cart: '1' });
    await alpha.git(['remote', 'rename', 'origin', 'hub']);
    expect(await git.publish(alpha.path, commit, ref)).toBe(true);
    await alpha.git(['remote', 'add', 'another', hub.path]);
    expect(await git.publish(alpha.path, commit, ref)).toBe(false);
  });
});

test('a remote that is away is an error with a way to see why', async () => {
  await alpha.git(['remote', 'set-url', 'origin', '/nonexistent']);
  const failure = await git.publish(alpha.path, await alpha.commit({ cart: '1' }), ref).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HostError);
  expect(failure).toMatchObject({ message: expect.stringContaining("'/nonexistent' does not appear to be a git repository"), hint: `See whether \`git -C ${alpha.path} fetch origin\` works without a question, within 60 s.` });
  await beta.git(['remote', 'set-url', 'origin', '/nonexistent']);
  await expect(git.obtain(beta.path, 'f'.repeat(40), ref)).rejects.toThrow(HostError);
});

test("a person's settings and hooks change nothing", async () => {
  for (const [name, value] of [['push.followTags', 'true'], ['push.pushOption', 'x'], ['push.gpgSign', 'true'], ['remote.origin.mirror', 'true'], ['fetch.prune', 'true'], ['remote.origin.tagOpt', '--tags']]) {
    for (const host of [alpha, beta]) await host.git(['config', name!, value!]);
  }
  await writeFile(join(alpha.path, '.git', 'hooks', 'pre-push'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const commit = await alpha.commit({ cart: '1' });
  await alpha.git(['tag', '-a', '-m', 'Mine.', 'mine']);
  const before = await hub.git(['for-each-ref', 'refs/heads', 'refs/tags']);
  expect(await git.publish(alpha.path, commit, ref)).toBe(true);
  expect(await git.obtain(beta.path, commit, ref)).toBe(true);
  expect(await hub.git(['for-each-ref', 'refs/heads', 'refs/tags'])).toBe(before);
});
