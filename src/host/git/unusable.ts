import type { HostError } from '../host-error.ts';
import { runGit } from './run-git.ts';

type Reason = (repository: string, stderr: string) => string | Promise<string>;

/** What git says of a repository that can not be used, and what we say of it. The first that fits. */
const reasons: readonly [pattern: RegExp, reason: Reason][] = [
  [/dubious ownership|unsafe repository/, (repository) =>
    `Git refuses ${repository}, because it belongs to another user. To trust it, run: git config --global --add safe.directory ${quoted(repository)}`],
  [/not a git repository: /, (repository, stderr) =>
    `The file .git in ${repository} leads to ${/not a git repository: ([^\n]*)/.exec(stderr)?.[1] ?? 'a place'}, which is no git repository.`],
  [/not a git repository/, (repository) =>
    `${repository} is not a git repository. Run "git init" in it, or name another folder.`],
  [/cannot use bare repository/, (repository) =>
    `Git refuses the bare repository ${repository}, because safe.bareRepository is set to explicit.`],
  [/ambiguous argument 'HEAD'|unknown revision/, noCommit],
];

/** Why a repository can not be used, as a sentence; undefined when git fails for another reason. */
export async function reasonFor(repository: string, { stderr }: HostError): Promise<string | undefined> {
  return reasons.find(([pattern]) => pattern.test(stderr))?.[1](repository, stderr);
}

async function noCommit(repository: string): Promise<string> {
  const others = await runGit(repository, ['for-each-ref', '--count=3', '--format=%(refname:short)', 'refs/heads']);
  const branches = others.stdout.split('\n').filter((name) => name !== '');
  if (branches.length === 0) return `The repository ${repository} has no commit yet. Make a first one; branches start from a commit.`;
  const { stdout } = await runGit(repository, ['symbolic-ref', '--short', 'HEAD']);
  return `The repository ${repository} is on branch ${stdout.trim()}, which has no commit. Switch it to one that has, such as ${branches.join(', ')}.`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
