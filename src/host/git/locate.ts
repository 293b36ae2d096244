import { access, constants, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HostError } from '../host-error.ts';
import { canonicalPath, exists, unlessAbsent } from './paths.ts';
import { runGit } from './run-git.ts';
import { reasonFor } from './unusable.ts';

/** What a repository path from the manifest leads to. */
export type Location =
  | { readonly state: 'absent' }
  | { readonly state: 'unusable'; readonly reason: string }
  | UsableLocation;

export interface UsableLocation {
  readonly state: 'usable';
  readonly bare: boolean;
  /** Symbolic links resolved. */
  readonly root: string;
  readonly head: string;
  /** Short name; undefined when HEAD is detached. */
  readonly branch?: string;
}

const question = [
  'rev-parse', '--is-bare-repository', '--is-inside-work-tree', '--show-cdup', 'HEAD', '--symbolic-full-name', 'HEAD',
  '--path-format=absolute', '--git-common-dir', // last, because a path may hold line ends
];

/** Looks at a repository path with one git. A git that fails for a reason we do not know throws a HostError. */
export async function locate(repository: string): Promise<Location> {
  const stats = await unlessAbsent(() => stat(repository));
  if (stats === undefined) return { state: 'absent' };
  if (!stats.isDirectory()) return unusable(`${repository} is a file. The repository's folder is wanted here.`);
  try {
    return await placeOf(repository, (await runGit(repository, question)).stdout);
  } catch (error) {
    await requireReadable(join(repository, '.git'));
    const reason = error instanceof HostError ? await reasonFor(repository, error) : undefined;
    if (reason === undefined) throw error;
    return unusable(reason);
  }
}

/** Git calls a repository that it may not read none at all. A look that fails is not an answer. */
async function requireReadable(path: string): Promise<void> {
  try {
    await unlessAbsent(() => access(path, constants.R_OK));
  } catch (error) {
    throw new HostError({ tool: 'git', command: ['git', 'status'], message: `${path} can not be read: ${(error as Error).message}.`, stderr: '', hint: 'Make it readable to you, then try again.' });
  }
}

async function placeOf(repository: string, answer: string): Promise<Location> {
  const [bare, inWorkTree, ...rest] = answer.split('\n');
  const path = await canonicalPath(repository);
  const top = inWorkTree === 'true' ? resolve(path, rest.shift() ?? '') : path;
  const [head = '', name = '', ...common] = rest;
  const isBare = bare === 'true';
  if (!isBare && inWorkTree !== 'true') return unusable(`${repository} is git's own folder of a repository. Name the folder that holds it.`);
  if (top !== path) return unusable(`${repository} is a folder inside the git repository ${top}. Name ${top} as the repository.`);
  if (isBare && path !== common.join('\n').replace(/\n$/, '') && !(await exists(join(path, '.git')))) {
    return unusable(`${repository} is a folder inside a bare git repository. Name the repository's own folder.`);
  }
  const branch = /^refs\/heads\/(.+)$/.exec(name)?.[1];
  return { state: 'usable', bare: isBare, root: top, head, ...(branch === undefined ? {} : { branch }) };
}

function unusable(reason: string): Location {
  return { state: 'unusable', reason };
}

/** The git directory that all worktrees of a repository share, symbolic links resolved. */
export async function commonDirectory(repository: string): Promise<string> {
  const { stdout } = await runGit(repository, ['rev-parse', '--path-format=absolute', '--git-common-dir']);
  return canonicalPath(stdout.replace(/\n$/, ''));
}
