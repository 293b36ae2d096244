import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { createGit, type Git } from '../../src/host/git/git.ts';
import type { Host } from '../../src/host/host.ts';
import type { Store } from '../../src/host/store/store.ts';
import { Tester, type TestView } from '../../src/supervisor/tester.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { openedStore } from '../rig/opened-store.ts';

const git = createGit();
const [worktree, member] = ['worktree/shop/cart', 'member/shop/cart'] as const;
let repository: TestRepository;
let store: Store;
/** The worktree of `cart`. */
let path: string;

beforeAll(useNoGitSettings);

beforeEach(async () => {
  repository = await gitRepository();
  path = join(repository.path, '.coders', 'worktrees', 'cart');
  await git.createWorktree({ repository: repository.path, path, branch: 'cart', from: { commit: 'HEAD' } });
  store = await openedStore();
});

/** Has what `cart` is at tested, for the first time; `itsGit` may play what the member does meanwhile. Gives what was told of it. */
async function tested(commit: string, command: string, itsGit = git) {
  const before = await repository.git(['rev-parse', 'main']);
  store.notes.put('shop', 'tests', { subject: worktree, body: { commit: before } });
  const view = {
    team: { name: 'shop', desired: { disciplines: [{ project: 'shop', repository: repository.path, commits: { requireTests: true }, test: command }], worktrees: [{ address: worktree, path, branch: 'cart' }], members: [{ address: member, settings: { env: {} } }] } },
    observed: { repositories: new Map([[repository.path, { state: 'usable', worktrees: [{ path, gone: false, head: commit, branch: 'cart' }] }]]) },
    statuses: new Map([[member, 'idle']]),
  } as unknown as TestView;
  const told: string[] = [];
  const host = { store, git: itsGit, clock: systemClock, environment: process.env, tmux: { socket: 'none' } } as unknown as Host;
  const tester = new Tester(host, { log: (line) => told.push(line), send: (prompts) => told.push(...prompts.map(({ text }) => text)) });
  tester.look(view);
  await tester.settled();
  return { told, note: store.notes.find('shop', 'tests', worktree) };
}

test('a commit at which the tests fail goes back to its member, with what they printed', async () => {
  const commit = await repository.commit({ 'broken.txt': '1' }, path);
  const { told, note } = await tested(commit, 'echo no luck; exit 1');
  expect(told).toEqual([expect.stringContaining('no luck')]);
  expect(note).toEqual({ commit, passed: false });
});

test('a commit at which they succeed is noted, and nobody is told', async () => {
  const commit = await repository.commit({ 'good.txt': '1' }, path);
  expect(await tested(commit, 'test -e good.txt')).toEqual({ told: [], note: { commit, passed: true } });
});

test('a member that goes on just before the tests begin is told nothing of what it had left', async () => {
  const commit = await repository.commit({ 'good.txt': '1' }, path);
  const goesOn: Git = { ...git, isDirty: async (at) => (await git.isDirty(at), await repository.commit({ 'broken.txt': '1' }, path), false) };
  const { told, note } = await tested(commit, 'test ! -e broken.txt', goesOn);
  expect(told).toEqual([]);
  expect(note).not.toHaveProperty('passed');
});
