import { runProgram, StartFailure, type Ended, type Surroundings } from './child-program.ts';

/** Git failed, in its own words. */
export class GitFailure extends Error {}

/** Commits all changes in the working directory and says what the commit holds. */
export async function commitAll(message: string, surroundings: Surroundings): Promise<string> {
  await git(['add', '--all', '.'], surroundings);
  const staged = await gitEnd(['diff', '--cached', '--quiet'], surroundings);
  if (staged.code === 0) return 'Nothing to commit: no file has changed.';
  const settings = ['-c', 'commit.gpgSign=false', ...(await identity(surroundings))];
  await git([...settings, 'commit', '--quiet', `--message=${message}`], surroundings);
  const summary = await git(['log', '-1', '--format=%h', '--shortstat'], surroundings);
  return summary.split('\n').map((line) => line.trim()).filter((line) => line !== '').join(' · ');
}

/** What a directory is to git, as part of a sentence. */
export async function describeRepository(surroundings: Surroundings): Promise<string> {
  // A look is no reason to lock the index: whoever commits there at that moment would fail.
  const status = await gitEnd(['--no-optional-locks', 'status', '--porcelain', '--branch'], surroundings).catch((error: unknown) => {
    if (error instanceof StartFailure) return error;
    throw error;
  });
  if (status instanceof StartFailure) return 'git can not be started there';
  if (status.code !== 0) return 'git knows no repository there';
  const [head = '', ...changes] = status.output.trimEnd().split('\n');
  const branch = head.replace(/^## (?:No commits yet on )?/, '').replace(/\.\.\..*$/, '');
  const place = branch.startsWith('HEAD (') ? 'on no branch' : `on branch ${branch}`;
  return `${place} with ${changes.length === 0 ? 'no' : changes.length} changed ${changes.length === 1 ? 'file' : 'files'}`;
}

/** Settings that lend a name and an address where the person has configured none. */
async function identity(surroundings: Surroundings): Promise<string[]> {
  const own: readonly (readonly [string, string])[] = [['user.name', 'Demo agent'], ['user.email', 'demo-agent@localhost']];
  const settings: string[] = [];
  for (const [key, value] of own) {
    const configured = await gitEnd(['config', '--get', key], surroundings);
    if (configured.code === 1) settings.push('-c', `${key}=${value}`);
    else if (configured.code !== 0) throw new GitFailure(configured.output.trim());
  }
  return settings;
}

async function git(argv: readonly string[], surroundings: Surroundings): Promise<string> {
  const ended = await gitEnd(argv, surroundings);
  if (ended.code !== 0) throw new GitFailure(ended.output.trim());
  return ended.output;
}

function gitEnd(argv: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return runProgram(['git', ...argv], surroundings);
}
