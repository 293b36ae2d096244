import { chmod, lstat, mkdir, readFile, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { directoryContent } from '../rig/directory-content.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { seed } from '../rig/seed.ts';

beforeAll(useNoGitSettings);

const git = createGit();
const ref = 'refs/coders/saved/shop/cart/1';

async function scene(files: Parameters<TestRepository['write']>[0] = { a: '1', b: '1', 'dir/c': '1' }) {
  const repository = await gitRepository({ files });
  const path = join(repository.path, '.coders', 'worktrees', 'cart');
  await git.createWorktree({ repository: repository.path, path, branch: 'cart', from: { commit: 'HEAD' } });
  const record = await repository.git(['rev-parse', '--absolute-git-dir'], path);
  return { repository, path, record };
}

/** All that an agent could notice: its files, its index, where it is, and its reflog. */
async function agentsView(path: string, record: string) {
  const index = await lstat(join(record, 'index'));
  return {
    files: await directoryContent(path),
    index: (await readFile(join(record, 'index'))).toString('hex'),
    indexFile: [index.ino, index.mtimeMs],
    head: await readFile(join(record, 'HEAD'), 'utf8'),
    reflog: await readFile(join(record, 'logs', 'HEAD'), 'utf8'),
  };
}

describe('invariant 9: no worktree with work that exists nowhere else is removed; first it is saved to a ref', () => {
  const names = ['a', 'b', 'dir/c', 'new', 'dir/new', 'ünïcode-日本', '-dash', 'quo"te\'s', 'sp ace', 'line\nend', ':(glob)*', 'a.d/e'];
  const change = fc.record({
    how: fc.constantFrom('write', 'append', 'delete', 'program', 'link', 'stage', 'intend', 'unstage', 'assume', 'skip', 'folder', 'same-size'),
    name: fc.constantFrom(...names),
    bytes: fc.uint8Array({ maxLength: 40 }),
  });

  test(`whatever an agent did (seed ${seed})`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 14 }), async (changes) => {
      const { repository, path, record } = await scene();
      for (const each of changes) await apply(each, path, repository);
      const staged = await repository.git(['ls-files', '--stage', '-z'], path);
      const before = await agentsView(path, record);
      // As in a sparse checkout: what git was told to do without is saved as the index has it, not as deleted.
      const skipped = (await repository.git(['ls-files', '-t', '-z'], path)).split('\0').filter((line) => line.startsWith('S ')).map((line) => line.slice(2));
      const unseen = skipped.filter((name) => !Object.hasOwn(before.files, name));

      const { commit } = await git.saveWork(repository.path, path, ref);
      expect(await agentsView(path, record)).toEqual(before);
      expect(await git.saveWork(repository.path, path, ref)).toEqual({ commit });
      await git.removeWorktree(repository.path, path, ref);

      const restored = join(repository.path, '.coders', 'restored');
      await repository.git(['worktree', 'add', '--quiet', '--detach', restored, ref]);
      const content = Object.entries(await directoryContent(restored));
      expect(Object.fromEntries(content.filter(([name]) => !unseen.includes(name)))).toEqual(before.files);
      const objects = staged.split('\0').filter((line) => line !== '').map((line) => line.split(' ')[1] ?? '');
      const kept = (await repository.git(['rev-list', '--objects', '--no-object-names', ref])).split('\n');
      const empty = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'; // what git writes down for a file that is only intended
      expect(objects.filter((id) => id !== empty && !kept.includes(id))).toEqual([]);
    }), { seed, numRuns: 25 });
  });

  interface Change {
    readonly how: string;
    readonly name: string;
    readonly bytes: Uint8Array;
  }

  /** Does what it can: deleting what is not there, or writing below a file, leaves all as it is. */
  async function apply({ how, name, bytes }: Change, path: string, { git: run }: TestRepository): Promise<void> {
    const file = join(path, name);
    const attempts: Record<string, () => Promise<unknown>> = {
      write: () => mkdir(dirname(file), { recursive: true }).then(() => writeFile(file, bytes)),
      append: () => writeFile(file, bytes, { flag: 'a' }),
      delete: () => rm(file, { recursive: true }),
      program: () => chmod(file, 0o755),
      link: () => rm(file, { force: true }).then(() => symlink(`../${name}`, file)),
      stage: () => run(['--literal-pathspecs', 'add', '--', name], path),
      intend: () => run(['--literal-pathspecs', 'add', '--intent-to-add', '--', name], path),
      unstage: () => run(['--literal-pathspecs', 'reset', '--quiet', '--', name], path),
      assume: () => run(['update-index', '--assume-unchanged', '--', name], path),
      skip: () => run(['update-index', '--skip-worktree', '--', name], path),
      folder: () => unlink(file).then(() => mkdir(file)).then(() => writeFile(join(file, 'inner'), bytes)),
      'same-size': () => readFile(file).then((old) => writeFile(file, old.map((byte) => byte ^ 1))),
    };
    await attempts[how]?.().catch(() => undefined); // not possible in this state
  }

  test('a file changed in the same moment and to the same size as the index knows it', async () => {
    const { repository, path, record } = await scene();
    const index = join(record, 'index');
    const moment = new Date(Math.floor(Date.now() / 1000) * 1000 - 10_000);
    await utimes(join(path, 'a'), moment, moment);
    await repository.git(['update-index', '--refresh'], path);
    await utimes(index, moment, moment);
    await writeFile(join(path, 'a'), '2');
    await utimes(join(path, 'a'), moment, moment);
    await repository.git(['config', 'core.trustctime', 'false']);
    await git.saveWork(repository.path, path, ref);
    expect(await repository.git(['show', `${ref}:a`])).toBe('2');
  });

  test('files that git was told not to look at', async () => {
    const { repository, path, record } = await scene();
    await repository.git(['update-index', '--assume-unchanged', 'a'], path);
    await repository.git(['update-index', '--skip-worktree', 'b'], path);
    await repository.write({ a: 'local setting', b: 'local too' }, path);
    const before = await agentsView(path, record);
    await expect(git.removeWorktree(repository.path, path)).rejects.toThrow(/uncommitted: a, b\./);
    await git.saveWork(repository.path, path, ref);
    expect(await agentsView(path, record)).toEqual(before);
    expect(await repository.git(['show', `${ref}:a`, `${ref}:b`])).toBe('local settinglocal too');
  });

  test('what was staged is kept beside what was written after', async () => {
    const { repository, path } = await scene();
    await repository.write({ a: 'staged' }, path);
    await repository.git(['add', 'a'], path);
    await repository.write({ a: 'written after' }, path);
    await git.saveWork(repository.path, path, ref);
    expect(await repository.git(['show', `${ref}:a`])).toBe('written after');
    expect(await repository.git(['show', `${ref}^2:a`])).toBe('staged');
    expect(await repository.git(['show', `${ref}^1:a`])).toBe('1');
  });

  test('other content at the same ref keeps what the ref held', async () => {
    const { repository, path } = await scene();
    await repository.write({ a: 'first' }, path);
    const first = await git.saveWork(repository.path, path, ref);
    await repository.write({ a: 'second' }, path);
    const second = await git.saveWork(repository.path, path, ref);
    expect(await git.saveWork(repository.path, path, ref)).toEqual(second);
    expect(await repository.git(['merge-base', '--is-ancestor', first.commit, ref])).toBe('');
    await git.removeWorktree(repository.path, path, ref);
  });

  test('a clean worktree is its own commit', async () => {
    const { repository, path } = await scene();
    const commit = await repository.commit({ a: '2' }, path);
    expect(await git.saveWork(repository.path, path, ref)).toEqual({ commit });
  });

  test('in a sparse checkout, files outside of it are neither lost nor deleted', async () => {
    const { repository, path } = await scene({ a: '1', 'in/a': '1', 'out/b': '1', 'out/c': '1' });
    await repository.git(['sparse-checkout', 'set', '--cone', '--sparse-index', 'in'], path);
    await repository.write({ 'out/c': 'written outside', 'in/a': '2' }, path);
    expect(await git.observe(repository.path, [path])).toMatchObject({ worktrees: [{}, { work: { uncommitted: ['in/a', 'out/c'] } }] });
    await git.saveWork(repository.path, path, ref);
    expect(await repository.git(['diff', '--name-status', `${ref}^`, ref])).toBe('M\tin/a\nM\tout/c');
    await git.removeWorktree(repository.path, path, ref);
  });

  test('of a worktree whose branch was removed, the commits too', async () => {
    const { repository, path } = await scene();
    const commit = await repository.commit({ a: '2' }, path);
    await repository.git(['update-ref', '-d', 'refs/heads/cart']);
    await expect(git.removeWorktree(repository.path, path)).rejects.toThrow(/no branch, tag or other ref holds its commit/);
    expect(await git.saveWork(repository.path, path, ref)).toEqual({ commit });
    await git.removeWorktree(repository.path, path, ref);
  });
});

describe('a worktree is removed only when nothing is lost', () => {
  test('clean: its directory and record go, its branch stays, and once more is no change', async () => {
    const { repository, path } = await scene();
    const commit = await repository.commit({ a: '2' }, path);
    await repository.write({ '.git-is-no-name': '' });
    await git.removeWorktree(repository.path, path);
    await git.removeWorktree(repository.path, path);
    await expect(lstat(path)).rejects.toThrow('ENOENT');
    expect(await repository.git(['rev-parse', 'cart'])).toBe(commit);
  });

  const meanwhile: readonly [name: string, change: (path: string, repository: TestRepository) => Promise<unknown>, says: RegExp][] = [
    ['a file', (path, repository) => repository.write({ a: '3' }, path), /files differ: a\./],
    ['a new file', (path, repository) => repository.write({ later: '3' }, path), /files differ: later\./],
    ['a commit', (path, repository) => repository.commit({ later: '3' }, path), /HEAD is at \w{10}; files differ: later/],
    ['the index', async (path, repository) => {
      await repository.write({ a: 'staged' }, path);
      await repository.git(['add', 'a'], path);
      await repository.write({ a: '2' }, path);
    }, /other content is staged/],
  ];
  test.each(meanwhile)('not when %s changed after it was saved', async (_name, change, says) => {
    const { repository, path, record } = await scene();
    await repository.write({ a: '2' }, path);
    await git.saveWork(repository.path, path, ref);
    await change(path, repository);
    const before = await agentsView(path, record);
    await expect(git.removeWorktree(repository.path, path, ref)).rejects.toThrow(says);
    expect(await agentsView(path, record)).toEqual(before);
    await git.saveWork(repository.path, path, ref);
    await git.removeWorktree(repository.path, path, ref);
  });

  test('not with unsaved work, with a save that is not there, or on a commit that nothing holds', async () => {
    const { repository, path } = await scene();
    await repository.write({ a: '2' }, path);
    await expect(git.removeWorktree(repository.path, path)).rejects.toThrow(/nothing is saved: uncommitted: a\./);
    await expect(git.removeWorktree(repository.path, path, ref)).rejects.toThrow(/there is no commit refs\/coders/);
    await repository.git(['checkout', '--quiet', '--detach'], path);
    await repository.commit({ a: '2' }, path);
    await expect(git.removeWorktree(repository.path, path)).rejects.toThrow(/no branch, tag or other ref holds its commit/);
  });

  test('not what is no linked worktree', async () => {
    const { repository } = await scene();
    await expect(git.removeWorktree(repository.path, repository.path)).rejects.toThrow(/is the main work tree/);
    await expect(git.removeWorktree(repository.path, join(repository.path, 'dir'))).rejects.toThrow(/is no worktree of/);
  });
});
