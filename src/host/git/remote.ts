import type { Executed } from '../execute.ts';
import { HostError } from '../host-error.ts';
import { runGit } from './run-git.ts';

/** What is sent are commits of one mission; a server that does not answer at all must not hold up a team. */
const timeoutMs = 60_000;

/** The remote that the clones of a repository have in common: `origin`, or the only one. Undefined where it has none, or none stands out. */
export async function remoteOf(repository: string): Promise<string | undefined> {
  const { stdout } = await runGit(repository, ['remote']);
  const names = stdout.split('\n').filter((name) => name !== '');
  return names.includes('origin') || names.length !== 1 ? names.find((name) => name === 'origin') : names[0];
}

/** Nobody is there who could be asked for a password. */
const askingNobody = { GIT_ASKPASS: 'true', SSH_ASKPASS_REQUIRE: 'never' };

/** Runs a git that talks to a remote, for a bounded time. Throws a HostError that says how to see what is wrong. */
export async function talk(repository: string, remote: string, { argv, settings = [] }: { readonly argv: readonly string[]; readonly settings?: readonly string[] }): Promise<Executed> {
  try {
    return await runGit(repository, argv, { env: askingNobody, settings, timeoutMs });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const { tool, command, message, stderr, exitCode } = error;
    const hint = `See whether \`git -C ${repository} fetch ${remote}\` works without a question, within ${timeoutMs / 1000} s.`;
    throw new HostError({ tool, command, message, stderr, hint, ...(exitCode === undefined ? {} : { exitCode }) });
  }
}
