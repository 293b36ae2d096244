import { HostError } from '../host-error.ts';
import { remoteOf, talk } from './remote.ts';
import { runGit } from './run-git.ts';

/** See `Git.publish`. What the ref named before is replaced: a mission that is done again has another commit. */
export async function publish(repository: string, commit: string, ref: string): Promise<boolean> {
  const remote = await remoteOf(repository);
  if (remote === undefined) return false;
  const plainly = ['--quiet', '--no-verify', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];
  await talk(repository, remote, { argv: ['push', ...plainly, remote, `+${commit}:${ref}`], settings: ['push.pushOption=', `remote.${remote}.mirror=false`] });
  return true;
}

/** See `Git.obtain`. The ref is kept in this repository, too: what nothing names could be cleared away before it is merged. */
export async function obtain(repository: string, commit: string, ref: string): Promise<boolean> {
  if (await has(repository, commit)) return true;
  const remote = await remoteOf(repository);
  return remote !== undefined && (await fetched(repository, remote, ref)) && has(repository, commit);
}

/** False where nobody has published anything under that ref yet. */
async function fetched(repository: string, remote: string, ref: string): Promise<boolean> {
  const plainly = ['--quiet', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-recurse-submodules', '--refmap='];
  try {
    await talk(repository, remote, { argv: ['fetch', ...plainly, remote, `+${ref}:${ref}`] });
    return true;
  } catch (error) {
    if (error instanceof HostError && /couldn't find remote ref/.test(error.stderr)) return false;
    throw error;
  }
}

async function has(repository: string, commit: string): Promise<boolean> {
  const { exitCode } = await runGit(repository, ['cat-file', '-e', `${commit}^{commit}`], { accepted: [0, 1, 128] });
  return exitCode === 0;
}
