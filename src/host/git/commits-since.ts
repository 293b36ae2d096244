import { runGit } from './run-git.ts';

const most = 20;

/** See `Git.commitsSince`. A base that is gone, or a branch without a commit, has none to tell of. */
export async function commitsSince(path: string, base?: string): Promise<string[]> {
  const range = base === undefined ? 'HEAD' : `${base}..HEAD`;
  const { stdout } = await runGit(path, ['log', `--max-count=${most}`, '--format=%h %s', range, '--'], { accepted: [0, 128] });
  return stdout.split('\n').filter((line) => line !== '');
}
