import type { MergeStrategy } from '../../manifest/discipline.ts';
import { identity } from './identity.ts';
import { refusal, runGit } from './run-git.ts';

/** A commit that is to get into what a checkout of the runner's own is at. */
export interface Integration {
  readonly commit: string;
  readonly strategy: MergeStrategy;
  /** Of the commit that is made for it; a rebase makes none. */
  readonly message: string;
  /** Refs under this one keep commits of which all is there already, though not as they were. */
  readonly kept: string;
}

/** Nothing is left of one that conflicts. `commit` is what the checkout is at: the same as before where there was nothing new. */
export type Integrated = { readonly outcome: 'integrated'; readonly commit: string } | { readonly outcome: 'conflict'; readonly files: readonly string[] };

/** Gets a commit into a checkout of the runner's own, in one of three ways. No branch moves. */
export async function integrate(path: string, { commit, strategy, message, kept }: Integration): Promise<Integrated> {
  const before = await headIn(path);
  const failed = await ways[strategy]({ path, before, env: await identity(path) }, { commit, message, kept });
  if (failed === undefined) return { outcome: 'integrated', commit: await headIn(path) };
  const files = await conflictsIn(path);
  await runGit(path, ['rebase', '--quit'], { accepted: [0, 1, 128] });
  await runGit(path, ['reset', '--quiet', '--hard']);
  await runGit(path, ['checkout', '--quiet', '--force', '--detach', before]);
  if (files.length > 0) return { outcome: 'conflict', files };
  throw refusal(['merge', commit], `Git can not get ${commit} into ${path}: ${failed}`);
}

interface Place {
  readonly path: string;
  readonly before: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Gives what git says where it fails. */
type Way = (place: Place, what: Omit<Integration, 'strategy'>) => Promise<string | undefined>;

/** Said for each, since a person's settings may say otherwise. */
const plainly = ['--quiet', '--no-stat', '--no-autostash', '--no-verify-signatures', '--no-rerere-autoupdate'];

const ways: Readonly<Record<MergeStrategy, Way>> = {
  merge: ({ path, env }, { commit, message }) => attempt(path, ['merge', ...plainly, '--no-ff', '--no-squash', '--commit', '--no-edit', '--no-log', '--no-gpg-sign', '-m', message, commit], env),
  async squash({ path, env, before }, { commit, message, kept }) {
    // Plumbing, for it can be told what both sides have in common: what was squashed before is in no history.
    const failed = await attempt(path, ['merge-recursive', ...(await foundations(path, { commit, before, kept })), '--', before, commit], env);
    if (failed !== undefined || !(await isStaged(path))) return failed;
    return attempt(path, ['commit', '--quiet', '--no-verify', '--no-gpg-sign', '-m', message], env);
  },
  async rebase({ path, before, env }, { commit, kept }) {
    const [from = before, ...others] = await foundations(path, { commit, before, kept });
    await runGit(path, ['checkout', '--quiet', '--force', '--detach', commit]);
    const upstream = others.length === 0 ? ['--onto', before, from] : [before];
    return attempt(path, ['rebase', '--quiet', '--no-autostash', '--no-gpg-sign', '--no-rerere-autoupdate', '--no-stat', '--no-fork-point', ...upstream], env, ['rebase.updateRefs=false']);
  },
};

/** The latest commits of which both sides have all: where the histories parted, and what was squashed or put on top of another since. */
async function foundations(path: string, { commit, before, kept }: { readonly commit: string; readonly before: string; readonly kept: string }): Promise<readonly string[]> {
  const [parted, done] = await Promise.all([
    runGit(path, ['merge-base', '--all', before, commit], { accepted: [0, 1] }),
    runGit(path, ['for-each-ref', '--format=%(objectname)', `--merged=${commit}`, kept]),
  ]);
  const all = [...new Set(`${parted.stdout}\n${done.stdout}`.split('\n').filter((id) => id !== ''))];
  if (all.length < 2) return all;
  return (await runGit(path, ['merge-base', '--independent', ...all])).stdout.split('\n').filter((id) => id !== '');
}

async function attempt(path: string, argv: readonly string[], env: Readonly<Record<string, string>>, settings: readonly string[] = []): Promise<string | undefined> {
  const { exitCode, stderr, stdout } = await runGit(path, argv, { env, settings, accepted: [0, 1, 2, 128] });
  return exitCode === 0 ? undefined : (stderr || stdout).trim();
}

async function isStaged(path: string): Promise<boolean> {
  return (await runGit(path, ['diff', '--cached', '--quiet'], { accepted: [0, 1] })).exitCode === 1;
}

async function headIn(path: string): Promise<string> {
  return (await runGit(path, ['rev-parse', '--verify', 'HEAD^{commit}'])).stdout.trim();
}

async function conflictsIn(path: string): Promise<readonly string[]> {
  const { stdout } = await runGit(path, ['diff', '--name-only', '--diff-filter=U', '-z']);
  return stdout.split('\0').filter((name) => name !== '');
}
