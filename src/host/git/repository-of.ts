import { basename, dirname } from 'node:path';
import { HostError } from '../host-error.ts';
import { runGit } from './run-git.ts';

/** The repository that a folder lies in. */
export interface HoldingRepository {
  /** Where its files are: the top of the worktree that the folder is in. */
  readonly top: string;
  /** The repository's own folder, which all its worktrees belong to. */
  readonly main: string;
  /** What is checked out there; undefined where HEAD is detached. */
  readonly branch?: string;
}

/** Undefined where the folder lies in none. Throws a HostError for a folder that git can not look at. */
export async function repositoryOf(folder: string): Promise<HoldingRepository | undefined> {
  const ask = async (...argv: string[]) => (await runGit(folder, argv, { accepted: [0, 1] })).stdout.replace(/\n$/, '');
  try {
    const top = await ask('rev-parse', '--show-toplevel');
    const [own, common] = [await ask('rev-parse', '--absolute-git-dir'), await ask('rev-parse', '--path-format=absolute', '--git-common-dir')];
    const main = own === common ? top : basename(common) === '.git' ? dirname(common) : common;
    const branch = await ask('symbolic-ref', '--short', '--quiet', 'HEAD');
    return { top, main, ...(branch === '' ? {} : { branch }) };
  } catch (error) {
    if (error instanceof HostError && /not a git repository/.test(error.stderr)) return undefined;
    throw error;
  }
}
