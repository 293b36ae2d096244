import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { parseWorktrees } from '../../src/host/git/list-worktrees.ts';
import { createTurns } from '../../src/host/git/turns.ts';
import { HostError } from '../../src/host/host-error.ts';
import { directoryContent } from '../rig/directory-content.ts';
import { gitRepository, personsGit, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

beforeAll(useNoGitSettings);

const git = createGit();

/** A repository, the usual path for a member's worktree, and what makes it. */
async function scene() {
  const repository = await gitRepository({ files: { 'a.txt': 'a', 'bin/run': { executable: '#!/bin/sh\n' } } });
  const head = await repository.git(['rev-parse', 'HEAD']);
  const path = join(repository.path, '.coders', 'worktrees', 'shop', 'cart');
  const wanted = { repository: repository.path, path, branch: 'auto/cart', from: { commit: head } };
  return { repository, head, path, wanted };
}

const statusOf = (repository: TestRepository, at?: string) => repository.git(['status', '--porcelain', '--untracked-files=all'], at);
const worktreesOf = async (repository: TestRepository) => parseWorktrees(`${await repository.git(['worktree', 'list', '--porcelain', '-z'])}`);

describe('a worktree is made', () => {
  test('on a new branch, whole, and the repository does not see it', async () => {
    const { repository, head, path, wanted } = await scene();
    const exclude = await readFile(join(repository.path, '.git', 'info', 'exclude'), 'utf8');
    await git.createWorktree(wanted);
    expect(await directoryContent(path)).toEqual({ 'a.txt': 'file a', 'bin/run': 'program #!/bin/sh\n' });
    expect(await repository.git(['rev-parse', '--symbolic-full-name', 'HEAD', 'auto/cart'], path)).toBe('refs/heads/auto/cart\nrefs/heads/auto/cart');
    expect(await repository.git(['rev-parse', 'auto/cart'])).toBe(head);
    expect(await statusOf(repository)).toBe('');
    expect(await readFile(join(repository.path, '.git', 'info', 'exclude'), 'utf8')).toBe(exclude);
    expect(await repository.git(['config', '--local', '--list'])).not.toContain('branch.auto/cart');
  });

  test('on a branch that exists, with its commits', async () => {
    const { repository, path, wanted } = await scene();
    await repository.git(['checkout', '--quiet', '-b', 'auto/cart']);
    const commit = await repository.commit({ 'b.txt': 'b' });
    await repository.git(['checkout', '--quiet', 'main']);
    await git.createWorktree({ ...wanted, from: { existingBranch: true } });
    expect(await repository.git(['rev-parse', 'HEAD'], path)).toBe(commit);
  });

  test('while another git makes one: its files are there before what is in them', async () => {
    const { repository, path, wanted } = await scene();
    await repository.git(['worktree', 'add', '--quiet', '-b', 'other', join(await temporaryDirectory(), 'other')]);
    const file = join(repository.path, '.git', 'worktrees', 'other', 'commondir');
    const content = await readFile(file);
    await writeFile(file, '');
    const made = git.createWorktree(wanted);
    for (let look = 1; look <= 10; look += 1) await expect(repository.git(['worktree', 'list'])).rejects.toThrow('failed to read'); // as it was refused, too
    await writeFile(file, content);
    await made;
    expect(await directoryContent(path)).toEqual({ 'a.txt': 'file a', 'bin/run': 'program #!/bin/sh\n' });
  });

  test('of a bare repository, beside it', async () => {
    const bare = await gitRepository({ bare: true });
    const path = join(await temporaryDirectory(), 'deep', 'cart');
    await git.createWorktree({ repository: bare.path, path, branch: 'cart', from: { commit: 'HEAD' } });
    expect(await directoryContent(path)).toEqual({ 'README.md': 'file A shop.\n' });
  });

  test('several at once, also through two paths to the same repository', async () => {
    const { repository, wanted } = await scene();
    const link = join(await temporaryDirectory(), 'link');
    await symlink(repository.path, link);
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    await Promise.all(names.map((name, index) =>
      git.createWorktree({ ...wanted, repository: index % 2 ? link : repository.path, path: join(repository.path, '.coders/worktrees', name), branch: name })));
    expect((await worktreesOf(repository)).map(({ branch }) => branch).sort()).toEqual(['main', ...names].sort());
  });

  test('one after the other in one repository, by whatever path it is named', async () => {
    const { repository } = await scene();
    const link = join(await temporaryDirectory(), 'link');
    await symlink(repository.path, link);
    const inTurn = createTurns();
    let [running, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++running);
      await repository.git(['status']);
      running -= 1;
    };
    await Promise.all([repository.path, link, repository.path, link].map((path) => inTurn(path, work)));
    expect(most).toBe(1);
  });

  test("without the repository's hooks, and without a prompt", async () => {
    const { repository, path, wanted } = await scene();
    await writeFile(join(repository.path, '.git', 'hooks', 'post-checkout'), '#!/bin/sh\ntouch hooked\nexit 1\n');
    await chmod(join(repository.path, '.git', 'hooks', 'post-checkout'), 0o755);
    await git.createWorktree(wanted);
    expect(Object.keys(await directoryContent(path))).toEqual(['a.txt', 'bin/run']);
  });
});

describe('a worktree in another place', () => {
  test('in a new folder of the repository is hidden by that folder', async () => {
    const { repository, wanted } = await scene();
    await git.createWorktree({ ...wanted, path: join(repository.path, 'agents', 'cart') });
    await git.createWorktree({ ...wanted, path: join(repository.path, 'agents', 'search'), branch: 'search' });
    expect(await statusOf(repository)).toBe('');
  });

  test('in a folder that the repository uses is refused, unless it is ignored', async () => {
    const { repository, wanted } = await scene();
    await expect(git.createWorktree({ ...wanted, path: join(repository.path, 'bin', 'cart') })).rejects.toThrow(/would show up as untracked files in/);
    await repository.commit({ '.gitignore': '/bin/cart/\n' });
    await git.createWorktree({ ...wanted, path: join(repository.path, 'bin', 'cart') });
    expect(await statusOf(repository)).toBe('');
  });

  test('an empty .git above it, as the sandbox of an agent CLI leaves one behind, is no checkout', async () => {
    const { wanted } = await scene();
    const directory = await temporaryDirectory();
    await mkdir(join(directory, '.git'));
    await git.createWorktree({ ...wanted, path: join(directory, 'cart') });
  });

  test("invariant 10: never inside another's", async () => {
    const { path, wanted } = await scene();
    await git.createWorktree(wanted);
    await expect(git.createWorktree({ ...wanted, path: join(path, '.coders', 'x'), branch: 'x' })).rejects.toThrow(/lies inside \S+cart, which is a checkout of its own/);
    const stranger = await scene();
    await expect(git.createWorktree({ ...stranger.wanted, path: join(path, 'x') })).rejects.toThrow(/checkout of its own/);
  });
});

describe('a worktree is not made', () => {
  test('where something is', async () => {
    const { path, wanted } = await scene();
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'notes'), 'mine');
    await expect(git.createWorktree(wanted)).rejects.toThrow(/exists, is no worktree of this repository, and holds notes\./);
    expect(await readFile(join(path, 'notes'), 'utf8')).toBe('mine');
  });

  test('on a branch that is checked out elsewhere, is not where it was, or does not exist', async () => {
    const { repository, wanted } = await scene();
    await expect(git.createWorktree({ ...wanted, branch: 'main' })).rejects.toThrow(`Branch main is checked out at ${repository.path} already.`);
    await expect(git.createWorktree({ ...wanted, from: { existingBranch: true } })).rejects.toThrow(/There is no branch auto\/cart/);
    await repository.git(['branch', 'auto/cart']);
    await repository.commit({ c: 'c' });
    const next = await repository.git(['rev-parse', 'HEAD']);
    await expect(git.createWorktree({ ...wanted, from: { commit: next } })).rejects.toThrow(/exists already, at \w{10} and not at \w{10}/);
  });

  test('over another branch at the same path', async () => {
    const { wanted } = await scene();
    await git.createWorktree(wanted);
    await expect(git.createWorktree({ ...wanted, branch: 'other' })).rejects.toThrow(/is a worktree on branch auto\/cart already, not on other/);
  });
});

describe('invariant 3: a try that was killed is taken up', () => {
  test('after the branch, with an empty folder, and when all was done', async () => {
    const { repository, path, wanted } = await scene();
    await repository.git(['branch', 'auto/cart']);
    await mkdir(path, { recursive: true });
    await git.createWorktree(wanted);
    await repository.write({ 'a.txt': "the agent's" }, path);
    await git.createWorktree(wanted);
    expect(await readFile(join(path, 'a.txt'), 'utf8')).toBe("the agent's");
  });

  /** A `git worktree add` that hangs in the middle of its checkout until the file `go` exists. */
  async function hanging() {
    const given = await scene();
    const { repository, path } = given;
    const signals = await temporaryDirectory();
    await repository.commit({ '.gitattributes': 'z filter=slow\n', b: 'b', z: 'z' });
    await repository.git(['config', 'filter.slow.smudge', `touch ${signals}/started; until [ -e ${signals}/go ]; do sleep 0.02; done; cat`]);
    const wanted = { ...given.wanted, from: { commit: await repository.git(['rev-parse', 'HEAD']) } };
    const child = spawn('git', ['worktree', 'add', '-b', wanted.branch, path], { cwd: repository.path, env: personsGit, detached: true, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await waitUntil(() => readFile(join(signals, 'started')).then(() => true, () => false), { what: 'the checkout to be half done' });
    return { ...given, wanted, go: () => writeFile(join(signals, 'go'), ''), ended, kill: () => process.kill(-child.pid!, 'SIGKILL') };
  }

  const whole = { '.gitattributes': 'file z filter=slow\n', 'a.txt': 'file a', b: 'file b', 'bin/run': 'program #!/bin/sh\n', z: 'file z' };

  test('half a checkout, whose git was killed too, is made anew', async () => {
    const { repository, path, wanted, kill, ended, go } = await hanging();
    kill();
    await ended;
    await go();
    expect(await git.observe(repository.path, [])).toMatchObject({ worktrees: [{}, { path, gone: true, locked: 'initializing' }] });
    await git.createWorktree(wanted);
    expect(await directoryContent(path)).toEqual(whole);
    expect(await statusOf(repository, path)).toBe('');
    expect((await worktreesOf(repository)).map(({ locked }) => locked)).toEqual([undefined, undefined]);
  });

  test('half a checkout, whose git lives on, is waited for', async () => {
    const { repository, path, wanted, ended, go } = await hanging();
    const made = git.createWorktree(wanted);
    await go();
    await Promise.all([made, ended]);
    expect(await directoryContent(path)).toEqual(whole);
    expect(await worktreesOf(repository)).toHaveLength(2);
  });

  test('half a checkout that holds a file of somebody is not touched', async () => {
    const { repository, path, wanted, kill, ended } = await hanging();
    kill();
    await ended;
    await writeFile(join(path, 'notes'), 'mine');
    await expect(git.createWorktree(wanted)).rejects.toThrow(/was never finished, and holds notes, which git did not put there/);
    await expect(git.forgetWorktree(repository.path, path)).rejects.toThrow(/holds notes/);
    expect(await readFile(join(path, 'notes'), 'utf8')).toBe('mine');
  });
});

describe('damage is repaired', () => {
  test('a deleted directory: its record, and no other, is forgotten', async () => {
    const { repository, path, wanted } = await scene();
    await git.createWorktree(wanted);
    const other = join(repository.path, '.coders', 'other');
    await git.createWorktree({ ...wanted, path: other, branch: 'other' });
    for (const gone of [path, other]) await rm(gone, { recursive: true });
    await git.forgetWorktree(repository.path, path);
    await git.forgetWorktree(repository.path, path);
    expect((await worktreesOf(repository)).map((worktree) => worktree.path)).toEqual([repository.path, other]);
    await git.createWorktree({ ...wanted, from: { existingBranch: true } });
    expect(await statusOf(repository, path)).toBe('');
  });

  test('a removed branch is where it was, and the agent sees no change', async () => {
    const { repository, path, wanted } = await scene();
    await git.createWorktree(wanted);
    const commit = await repository.commit({ c: 'c' }, path);
    await repository.git(['update-ref', '-d', 'refs/heads/auto/cart']);
    await git.restoreBranch(repository.path, 'auto/cart', commit);
    await git.restoreBranch(repository.path, 'auto/cart', commit);
    expect(await statusOf(repository, path)).toBe('');
    await expect(git.restoreBranch(repository.path, 'main', commit)).rejects.toThrow(HostError);
  });

  test('invariant 9: commits that only the record of a deleted directory knows are kept when it is forgotten', async () => {
    const { repository, path, wanted } = await scene();
    await git.createWorktree(wanted);
    const commit = await repository.commit({ c: 'c' }, path);
    await repository.git(['update-ref', '-d', 'refs/heads/auto/cart']);
    await rm(path, { recursive: true });
    await git.forgetWorktree(repository.path, path);
    expect(await repository.git(['rev-parse', 'auto/cart'])).toBe(commit);
    await git.createWorktree({ ...wanted, from: { commit } });
    await repository.git(['checkout', '--quiet', '--detach'], path);
    const detached = await repository.commit({ c: 'd' }, path);
    await rm(path, { recursive: true });
    await git.forgetWorktree(repository.path, path);
    expect(await repository.git(['rev-parse', `refs/coders/saved/detached/${detached}`])).toBe(detached);
  });

  test('a directory that exists is not forgotten', async () => {
    const { repository, path, wanted } = await scene();
    await git.createWorktree(wanted);
    await expect(git.forgetWorktree(repository.path, path)).rejects.toThrow(/is not gone/);
    await rm(join(path, '.git'));
    await expect(git.forgetWorktree(repository.path, path)).rejects.toMatchObject({ hint: expect.stringContaining(`worktree repair ${path}`) });
  });
});

describe('a worktree moves and a branch is renamed', () => {
  test('with all they hold, and once more is no change', async () => {
    const { repository, path, wanted } = await scene();
    await git.createWorktree(wanted);
    await repository.write({ new: 'x' }, path);
    const to = join(repository.path, '.coders', 'worktrees', 'elsewhere', 'basket');
    for (let times = 0; times < 2; times += 1) {
      await git.moveWorktree(repository.path, path, to);
      await git.renameBranch(repository.path, 'auto/cart', 'auto/basket');
    }
    expect(await statusOf(repository, to)).toBe('?? new');
    expect(await repository.git(['branch', '--show-current'], to)).toBe('auto/basket');
    await expect(git.renameBranch(repository.path, 'none', 'nothing')).rejects.toThrow(/There is no branch none/);
    await expect(git.moveWorktree(repository.path, path, join(path, 'x'))).rejects.toThrow(/is no worktree of/);
  });
});

test('a lock that stays is named in the error', async () => {
  const { repository, head } = await scene();
  const lock = join(repository.path, '.git', 'refs', 'heads', 'cart.lock');
  await writeFile(lock, '');
  await expect(git.restoreBranch(repository.path, 'cart', head)).rejects.toMatchObject({
    tool: 'git',
    message: expect.stringContaining(`The lock file ${lock} stays for too long.`),
    hint: expect.stringContaining('remove that file'),
  });
});

test('git before 2.36, which has no -z for worktrees', async () => {
  const { repository, path, wanted } = await scene();
  await git.createWorktree(wanted);
  const [bin, known] = [await temporaryDirectory(), process.env['PATH']];
  const real = (await Promise.all((known ?? '').split(':').map(async (folder) => ({ folder, found: await readFile(join(folder, 'git')).then(() => true, () => false) })))).find(({ found }) => found);
  await writeFile(join(bin, 'git'), `#!/bin/sh\ncase "$*" in *"worktree list --porcelain -z") exit 129;; esac\nexec ${real?.folder}/git "$@"\n`);
  await chmod(join(bin, 'git'), 0o755);
  process.env['PATH'] = `${bin}:${known}`;
  try {
    expect(await git.observe(repository.path, [])).toMatchObject({ worktrees: [{ branch: 'main' }, { path, branch: 'auto/cart' }] });
  } finally {
    process.env['PATH'] = known;
  }
});
