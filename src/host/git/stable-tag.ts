import { runGit } from './run-git.ts';

/**
 * Tags a commit with a name, or with that and a number where another commit has it: `stable-cart-2026-11-21-2`. A commit that
 * has such a tag keeps it. Gives the tag.
 */
export async function tagCommit(repository: string, name: string, commit: string): Promise<string> {
  const { stdout } = await runGit(repository, ['for-each-ref', '--format=%(objectname) %(refname:short)', `refs/tags/${name}`, `refs/tags/${name}-*`]);
  const tags = new Map(stdout.split('\n').filter((line) => line !== '').map((line) => [line.slice(line.indexOf(' ') + 1).replace(/^tags\//, ''), line.slice(0, line.indexOf(' '))]));
  for (let number = 1; ; number += 1) {
    const tag = number === 1 ? name : `${name}-${number}`;
    if (tags.get(tag) === commit) return tag;
    if (tags.has(tag)) continue;
    await runGit(repository, ['update-ref', `refs/tags/${tag}`, commit, '']);
    return tag;
  }
}
