import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { exists, isWithin, namesIn, readLine } from './paths.ts';
import { refusal, runGit } from './run-git.ts';

/** Folder in a repository that is ours to fill; what lies in it is hidden from the repository as a whole. */
const ownFolder = '.coders';

/**
 * Makes the folder that a new worktree goes into. Where that lies in a checkout, the worktree must not show up there
 * as untracked files, nor be nested in what another agent works in; and neither the checkout's own .gitignore nor
 * git's info/exclude is ours to edit. Throws a HostError when there is no such place. `root` is the repository's.
 */
export async function makePlace(path: string, root: string): Promise<void> {
  const checkout = await enclosingCheckout(dirname(path));
  if (checkout === undefined) return void (await mkdir(dirname(path), { recursive: true }));
  if (checkout !== root && (await isLinked(checkout))) {
    throw refusal(['worktree', 'add', path], `${path} lies inside ${checkout}, which is a checkout of its own.`, 'Name a path outside of it under worktree.');
  }
  await hide(path, checkout);
  await mkdir(dirname(path), { recursive: true });
}

async function hide(path: string, checkout: string): Promise<void> {
  const own = join(checkout, ownFolder);
  if (path !== own && isWithin(path, own)) return ignoreAllIn(own);
  if (await isIgnored(path, checkout)) return;
  if (!(await exists(dirname(path)))) return ignoreAllIn(dirname(path));
  throw refusal(
    ['worktree', 'add', path],
    `${path} would show up as untracked files in ${checkout}.`,
    `Name a path under ${own}, a path outside of ${checkout}, or one that its .gitignore names.`,
  );
}

/** The nearest folder upwards that is the top of a checkout. A folder of git's own, or a bare repository, is none. */
async function enclosingCheckout(directory: string): Promise<string | undefined> {
  if (await isCheckout(directory)) return directory;
  return dirname(directory) === directory ? undefined : enclosingCheckout(dirname(directory));
}

/** As git itself sees it. An empty `.git` is what the sandbox of an agent CLI leaves behind, as Codex does in /tmp; a file leads elsewhere. */
async function isCheckout(directory: string): Promise<boolean> {
  const names = (await namesIn(join(directory, '.git'))) ?? [];
  return names.includes('HEAD') || names[0] === '.git';
}

/** A linked worktree or a submodule: its `.git` is a file that leads elsewhere. */
async function isLinked(checkout: string): Promise<boolean> {
  return !(await exists(join(checkout, '.git', 'HEAD')));
}

const notIgnored = 1;
const noWorkTree = 128;

async function isIgnored(path: string, checkout: string): Promise<boolean> {
  const argv = ['check-ignore', '--quiet', '--', `${relative(checkout, path)}${sep}`];
  const { exitCode } = await runGit(checkout, argv, { accepted: [0, notIgnored, noWorkTree] });
  return exitCode !== notIgnored; // a folder whose .git leads to a bare repository has no files to mix with
}

async function ignoreAllIn(directory: string): Promise<void> {
  const file = join(directory, '.gitignore');
  await mkdir(directory, { recursive: true });
  if ((await readLine(file)) === undefined) await writeFile(file, '*\n');
}
