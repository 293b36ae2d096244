import type { LastCommit } from '../../checkins/facts/seen.ts';
import { runGit } from './run-git.ts';

/** See `Git.lastCommit`. */
export async function lastCommit(path: string): Promise<LastCommit | undefined> {
  const { stdout } = await runGit(path, ['log', '--max-count=1', '--format=%h%x09%ct%x09%s', 'HEAD', '--'], { accepted: [0, 128] });
  const [id = '', seconds = '', ...subject] = stdout.trimEnd().split('\t');
  return id === '' ? undefined : { id, at: Number(seconds) * 1000, subject: subject.join('\t') };
}
