import { chown, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { HostError } from '../../src/host/host-error.ts';
import type { UsableRepository } from '../../src/state/observed.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

beforeAll(useNoGitSettings);

const git = createGit();

async function look(repository: string, inspect: readonly string[] = []): Promise<UsableRepository> {
  const observed = await git.observe(repository, inspect);
  if (observed.state !== 'usable') throw new Error(`Expected a usable repository, got ${JSON.stringify(observed)}`);
  return observed;
}

async function worktreeOf(repository: TestRepository, branch: string): Promise<string> {
  const path = join(repository.path, '.coders', 'worktrees', branch);
  await repository.git(['worktree', 'add', '--quiet', '-b', branch, path]);
  return path;
}

describe('a repository is seen as it is', () => {
  test('its root, branch, head, refs and worktrees', async () => {
    const repository = await gitRepository();
    const head = await repository.git(['rev-parse', 'HEAD']);
    await repository.git(['tag', '--annotate', '--message', 'first', 'v1']);
    await repository.git(['update-ref', 'refs/remotes/origin/main', head]);
    const path = await worktreeOf(repository, 'cart');
    expect(await look(repository.path)).toEqual({
      state: 'usable',
      root: repository.path,
      currentBranch: 'main',
      head,
      refs: new Map([['refs/heads/cart', head], ['refs/heads/main', head], ['refs/remotes/origin/main', head], ['refs/tags/v1', head]]),
      worktrees: [{ path: repository.path, gone: false, head, branch: 'main' }, { path, gone: false, head, branch: 'cart' }],
    });
  });

  test('a detached HEAD has a head and no branch', async () => {
    const repository = await gitRepository();
    await repository.git(['checkout', '--quiet', '--detach']);
    const seen = await look(repository.path);
    expect(seen.currentBranch).toBeUndefined();
    expect(seen.head).toBe(await repository.git(['rev-parse', 'HEAD']));
  });

  test('a bare repository is usable, and is no worktree of itself', async () => {
    const bare = await gitRepository({ bare: true });
    expect(await look(bare.path)).toMatchObject({ root: bare.path, currentBranch: 'main', worktrees: [] });
  });

  test('a folder whose .git leads to a bare repository is usable', async () => {
    const folder = await temporaryDirectory();
    await gitRepository({ bare: true, path: join(folder, '.bare') });
    await writeFile(join(folder, '.git'), 'gitdir: ./.bare\n');
    expect(await look(folder)).toMatchObject({ root: folder, currentBranch: 'main', worktrees: [] });
  });

  test('a linked worktree named as the repository shares the refs of all', async () => {
    const repository = await gitRepository();
    const path = await worktreeOf(repository, 'cart');
    const seen = await look(path);
    expect(seen).toMatchObject({ root: path, currentBranch: 'cart' });
    expect(seen.worktrees.map((worktree) => worktree.path)).toEqual([repository.path, path]);
  });

  test('a repository with its git directory elsewhere', async () => {
    const folder = await temporaryDirectory();
    const repository = await gitRepository();
    await rename(join(repository.path, '.git'), join(folder, 'store'));
    await writeFile(join(repository.path, '.git'), `gitdir: ${folder}/store\n`);
    expect((await look(repository.path)).worktrees).toMatchObject([{ path: repository.path, gone: false }]);
  });

  test.each(['with space', "it's", 'a"b', 'Größe-日本', '-dash', 'line\nend', '$(touch x);`y`'])('a path such as %j', async (name) => {
    const path = join(await temporaryDirectory(), name);
    const repository = await gitRepository({ path });
    const worktree = join(path, '.coders', 'worktrees', name);
    await git.createWorktree({ repository: path, path: worktree, branch: 'cart', from: { commit: await repository.git(['rev-parse', 'HEAD']) } });
    await repository.write({ [name]: 'new' }, worktree);
    const seen = await look(path, [worktree]);
    expect(seen.worktrees.map((other) => other.path)).toEqual([path, worktree]);
    expect(seen.worktrees[1]?.work?.uncommitted).toEqual([name]);
    await git.saveWork(path, worktree, 'refs/coders/saved/cart');
    await git.removeWorktree(path, worktree, 'refs/coders/saved/cart');
    expect((await look(path)).worktrees).toHaveLength(1);
  });

  test('through a symbolic link, worktrees have the paths that the manifest writes', async () => {
    const repository = await gitRepository();
    const link = join(await temporaryDirectory(), 'shop');
    await symlink(repository.path, link);
    const path = join(link, '.coders', 'worktrees', 'cart');
    await git.createWorktree({ repository: link, path, branch: 'cart', from: { commit: 'HEAD' } });
    const seen = await look(link, [path]);
    expect(seen.root).toBe(link);
    expect(seen.worktrees[1]).toMatchObject({ path, work: { uncommitted: [] } });
  });

  test('a git hook as parent does not lead it astray', async () => {
    const [repository, other] = [await gitRepository(), await gitRepository({ files: { other: 'x' } })];
    process.env['GIT_DIR'] = join(other.path, '.git');
    process.env['GIT_INDEX_FILE'] = join(other.path, '.git', 'index');
    try {
      const seen = await look(repository.path);
      expect(seen.head).toBe(await repository.git(['rev-parse', 'HEAD']));
      expect(seen.worktrees.map(({ path }) => path)).toEqual([repository.path]);
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
  });
});

describe('what can not be used is said in a sentence', () => {
  test('no such folder', async () => {
    expect(await git.observe(join(await temporaryDirectory(), 'none'), [])).toEqual({ state: 'absent' });
  });

  const unusable: readonly [name: string, make: () => Promise<string>, reason: RegExp][] = [
    ['a file', async () => {
      const file = join(await temporaryDirectory(), 'file');
      await writeFile(file, '');
      return file;
    }, /is a file\. The repository's folder is wanted/],
    ['no repository', () => temporaryDirectory(), /is not a git repository\. Run "git init"/],
    ['no commit', async () => (await gitRepository({ files: {} })).path, /has no commit yet/],
    ['a branch without commits', async () => {
      const repository = await gitRepository();
      await repository.git(['checkout', '--quiet', '--orphan', 'fresh']);
      return repository.path;
    }, /is on branch fresh, which has no commit\. Switch it to one that has, such as main\./],
    ['a folder in a repository', async () => {
      const repository = await gitRepository({ files: { 'src/a': '' } });
      return join(repository.path, 'src');
    }, /\/src is a folder inside the git repository (\S+)\. Name \1 as the repository/],
    ["git's own folder", async () => join((await gitRepository()).path, '.git'), /is git's own folder/],
    ['a folder of a bare repository', async () => join((await gitRepository({ bare: true })).path, 'objects'), /inside a bare git repository/],
    ['a .git that leads nowhere', async () => {
      const folder = await temporaryDirectory();
      await writeFile(join(folder, '.git'), 'gitdir: /nonexistent/store\n');
      return folder;
    }, /leads to \/nonexistent\/store, which is no git repository/],
  ];
  test.each(unusable)('%s', async (_name, make, reason) => {
    expect(await git.observe(await make(), [])).toMatchObject({ state: 'unusable', reason: expect.stringMatching(reason) });
  });

  test.skipIf(process.getuid?.() !== 0)("another user's repository", async () => {
    const { path } = await gitRepository();
    await chown(path, 65534, 65534);
    await chown(join(path, '.git'), 65534, 65534);
    expect(await git.observe(path, [])).toMatchObject({ state: 'unusable', reason: expect.stringContaining(`git config --global --add safe.directory ${path}`) });
  });

  test('a missing git says how to install it', async () => {
    const { path } = await gitRepository();
    const known = process.env['PATH'];
    process.env['PATH'] = await temporaryDirectory();
    try {
      await expect(git.observe(path, [])).rejects.toThrow(/git is not installed, or not on PATH/);
    } finally {
      process.env['PATH'] = known;
    }
  });

  test('invariant 4: a look that fails is no empty answer', async () => {
    const { path } = await gitRepository();
    await writeFile(join(path, '.git', 'config'), '[core\n');
    await expect(git.observe(path, [])).rejects.toThrow(HostError);
  });
});

describe('damage is seen', () => {
  test('a directory that was deleted', async () => {
    const repository = await gitRepository();
    const path = await worktreeOf(repository, 'cart');
    await rm(path, { recursive: true });
    expect((await look(repository.path)).worktrees[1]).toMatchObject({ path, gone: true, branch: 'cart' });
  });

  test('a branch that was removed under its checkout, with the commit it was on', async () => {
    const repository = await gitRepository();
    const path = await worktreeOf(repository, 'cart');
    const commit = await repository.commit({ cart: 'done' }, path);
    await repository.git(['update-ref', '-d', 'refs/heads/cart']);
    const [, seen] = (await look(repository.path)).worktrees;
    expect(seen).toEqual({ path, gone: false, branch: 'cart', lostCommit: commit });
  });

  test('both', async () => {
    const repository = await gitRepository();
    const path = await worktreeOf(repository, 'cart');
    const commit = await repository.commit({ cart: 'done' }, path);
    await repository.git(['update-ref', '-d', 'refs/heads/cart']);
    await rm(path, { recursive: true });
    expect((await look(repository.path)).worktrees[1]).toEqual({ path, gone: true, branch: 'cart', lostCommit: commit });
  });

  test('a lock and its reason', async () => {
    const repository = await gitRepository();
    const path = await worktreeOf(repository, 'cart');
    await repository.git(['worktree', 'lock', '--reason', 'on a\nstick', path]);
    expect((await look(repository.path)).worktrees[1]).toMatchObject({ locked: 'on a\nstick' });
  });
});

describe('what a removal would lose', () => {
  async function workIn(prepare: (path: string, repository: TestRepository) => Promise<unknown>) {
    const repository = await gitRepository({ files: { kept: '1', changed: '1', deleted: '1', hidden: '1', skipped: '1', '.gitignore': '*.log\nbuild/\n' } });
    const path = await worktreeOf(repository, 'cart');
    await prepare(path, repository);
    const work = (await look(repository.path, [path])).worktrees[1]?.work;
    return { work, path, repository };
  }

  test('changed, deleted and untracked files, and those that git was told not to look at', async () => {
    const { work } = await workIn(async (path, repository) => {
      await repository.git(['update-index', '--assume-unchanged', 'hidden'], path);
      await repository.git(['update-index', '--skip-worktree', 'skipped'], path);
      await repository.write({ changed: '2', hidden: '2', skipped: '2', 'new folder/file': 'x', 'a.log': 'x', 'build/out': 'x' }, path);
      await rm(join(path, 'deleted'));
    });
    expect([...(work?.uncommitted ?? [])].sort()).toEqual(['changed', 'deleted', 'hidden', 'new folder/file', 'skipped']);
    expect(work?.ignored).toEqual(['a.log', 'build/']);
    expect(work?.obstacle).toBeUndefined();
  });

  test('commits that no other branch, remote branch or tag has', async () => {
    const { work, repository, path } = await workIn(async (worktree, owner) => {
      await owner.commit({ a: '1' }, worktree);
      await owner.git(['tag', 'kept'], worktree);
      await owner.commit({ a: '2' }, worktree);
      await owner.commit({ a: '3' }, worktree);
    });
    expect(work).toMatchObject({ unmerged: 2, uncommitted: [] });
    await repository.git(['update-ref', 'refs/remotes/origin/cart', 'cart']);
    expect((await look(repository.path, [path])).worktrees[1]?.work?.unmerged).toBe(0);
  });

  test('only where it was asked for, and looking writes no index', async () => {
    const { path, repository } = await workIn((worktree, owner) => owner.write({ changed: '2', kept: '1' }, worktree));
    const index = await repository.git(['rev-parse', '--path-format=absolute', '--git-path', 'index'], path);
    const before = [await readFile(index), (await stat(index)).ino];
    expect((await look(repository.path, [path])).worktrees[1]?.work?.uncommitted).toEqual(['changed']);
    expect((await look(repository.path)).worktrees[1]?.work).toBeUndefined();
    expect([await readFile(index), (await stat(index)).ino]).toEqual(before);
  });

  const obstacles: readonly [name: string, prepare: Parameters<typeof workIn>[0], obstacle: RegExp][] = [
    ['a repository inside', async (path) => void (await gitRepository({ path: join(path, 'inner') })), /holds another repository, .*: inner\//],
    ['an empty repository inside', async (path) => void (await gitRepository({ path: join(path, 'inner'), files: {} })), /holds another repository/],
    ['a merge under way', async (path, repository) => {
      await repository.commit({ changed: 'theirs' });
      await repository.commit({ changed: 'ours' }, path);
      await repository.git(['merge', 'main'], path).catch(() => undefined); // it stops at the conflict
    }, /A merge is under way in \S+\. Finish or abort it\./],
    ['a rebase under way', async (path, repository) => {
      await repository.commit({ changed: 'theirs' });
      await repository.commit({ changed: 'ours' }, path);
      await repository.git(['rebase', 'main'], path).catch(() => undefined); // it stops at the conflict
    }, /A rebase is under way/],
    ['a conflict of a stash', async (path, repository) => {
      await repository.write({ changed: 'stashed' }, path);
      await repository.git(['stash'], path);
      await repository.commit({ changed: 'ours' }, path);
      await repository.git(['stash', 'pop'], path).catch(() => undefined); // it stops at the conflict
    }, /Conflicts in \S+ are not resolved: changed/],
    ['a bisect under way', (path, repository) => repository.git(['bisect', 'start'], path), /A bisect is under way/],
    ['a lock', (path, repository) => repository.git(['worktree', 'lock', '--reason', 'mine', path]), /is locked: mine\./],
    ['another worktree inside', (path, repository) => repository.git(['worktree', 'add', '--quiet', '--detach', join(path, 'build', 'inner')]), /build\/inner lies inside/],
    ['a ref of its own', (path, repository) => repository.git(['update-ref', 'refs/worktree/note', 'HEAD'], path), /refs\/worktree\/note exists only in/],
    ['a changed submodule', async (path, repository) => {
      await addSubmodule(path, repository);
      await repository.write({ 'part/new': 'x' }, path);
    }, /Submodules in \S+ have changes of their own: part/],
    ['a commit that exists only in a submodule', async (path, repository) => {
      await addSubmodule(path, repository);
      await repository.commit({ new: 'x' }, join(path, 'part'));
      await repository.commit({}, path);
    }, /The submodule \S+part has commits that no remote has/],
  ];
  test.each(obstacles)('is not saved whole with %s', async (_name, prepare, obstacle) => {
    const { work, path, repository } = await workIn(prepare);
    expect(work?.obstacle).toMatch(obstacle);
    await expect(git.saveWork(repository.path, path, 'refs/coders/saved/cart')).rejects.toThrow(obstacle);
    await expect(git.removeWorktree(repository.path, path)).rejects.toThrow(obstacle);
  });

  test('nothing with a submodule that is as its remote has it', async () => {
    const { work, path, repository } = await workIn(addSubmodule);
    expect(work).toMatchObject({ uncommitted: [], unmerged: 1 });
    expect(work?.obstacle).toBeUndefined();
    await git.removeWorktree(repository.path, path);
    expect((await look(repository.path)).worktrees).toHaveLength(1);
  });
});

async function addSubmodule(path: string, repository: TestRepository): Promise<void> {
  const part = await gitRepository({ files: { part: '1' } });
  await mkdir(path, { recursive: true });
  await repository.git(['submodule', '--quiet', 'add', part.path, 'part'], path);
  await repository.commit({}, path);
}
