import { join } from 'node:path';
import type { ObservedRepository, ObservedWorktree } from '../../state/observed.ts';
import { listWorktrees, unfinished, type ListedWorktree } from './list-worktrees.ts';
import { commonDirectory, locate, type UsableLocation } from './locate.ts';
import { asWritten, canonicalPath, exists } from './paths.ts';
import { lastCommit, recordDirectory } from './record.ts';
import { runGit } from './run-git.ts';
import { worktreeWork } from './work.ts';

/** One look at one repository, by three gits side by side; more only for damage and for what is to be inspected. */
export async function observeRepository(repository: string, inspect: readonly string[]): Promise<ObservedRepository> {
  const looks = await Promise.allSettled([locate(repository), readRefs(repository), listWorktrees(repository)]);
  const location = held(looks[0]);
  if (location.state !== 'usable') return location;
  const [refs, listed] = [held(looks[1]), mainFirst(held(looks[2]), location)];
  const scene: Scene = { repository, refs, listed, inspect: await Promise.all(inspect.map(canonicalPath)) };
  const written = await asWritten(repository);
  const worktrees = await Promise.all(listed.filter(({ bare }) => !bare).map((worktree) => observeWorktree(worktree, scene)));
  return {
    state: 'usable',
    root: written(location.root),
    ...(location.branch === undefined ? {} : { currentBranch: location.branch }),
    refs,
    head: location.head,
    worktrees: worktrees.map((worktree) => ({ ...worktree, path: written(worktree.path) })),
  };
}

interface Scene {
  readonly repository: string;
  readonly refs: ReadonlyMap<string, string>;
  readonly listed: readonly ListedWorktree[];
  /** Symbolic links resolved. */
  readonly inspect: readonly string[];
}

function held<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Branches, remote-tracking branches, tags (as the commits they stand for) and what coders saved. */
async function readRefs(repository: string): Promise<Map<string, string>> {
  const format = '%(objectname) %(*objectname) %(refname)';
  const { stdout } = await runGit(repository, ['for-each-ref', `--format=${format}`, 'refs/heads', 'refs/remotes', 'refs/tags', 'refs/coders']);
  return new Map(stdout.split('\n').filter((line) => line !== '').map((line) => {
    const [id = '', commit = '', name = ''] = line.split(' ');
    return [name, commit === '' ? id : commit];
  }));
}

/** Git lists the main work tree of a submodule, or of one with a separate git directory, by the wrong path. */
function mainFirst(listed: readonly ListedWorktree[], { root, bare }: UsableLocation): readonly ListedWorktree[] {
  const [main, ...linked] = listed;
  if (main === undefined || bare || linked.some(({ path }) => path === root)) return listed;
  return [{ ...main, path: root, bare: false }, ...linked];
}

async function observeWorktree(worktree: ListedWorktree, scene: Scene): Promise<ObservedWorktree> {
  const { path, head, branch, locked } = worktree;
  const isMain = worktree === scene.listed[0];
  const gone = !isMain && (locked === unfinished || !(await exists(join(path, '.git'))));
  const lost = isMain ? undefined : await lostCommit(worktree, scene);
  const inspected = !isMain && !gone && scene.inspect.includes(path);
  return {
    path,
    gone,
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    ...(locked === undefined ? {} : { locked: locked || 'no reason given' }),
    ...(lost === undefined ? {} : { lostCommit: lost }),
    ...(inspected ? { work: await worktreeWork(scene.repository, worktree, scene.listed) } : {}),
  };
}

async function lostCommit({ path, branch, head }: ListedWorktree, { repository, refs }: Scene): Promise<string | undefined> {
  if (head !== undefined || branch === undefined || refs.has(`refs/heads/${branch}`)) return undefined;
  const record = await recordDirectory(await commonDirectory(repository), path);
  return record === undefined ? undefined : lastCommit(record);
}
