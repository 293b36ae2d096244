import { runGit } from './run-git.ts';

const plain = {
  GIT_AUTHOR_NAME: 'coders', GIT_AUTHOR_EMAIL: 'coders@localhost',
  GIT_COMMITTER_NAME: 'coders', GIT_COMMITTER_EMAIL: 'coders@localhost',
};

/**
 * Who makes a commit of ours on a branch of a person's: empty where git was told a name, for then it is in that name. Git's
 * own guess from the machine's name is no name that anybody gave.
 */
export async function identity(directory: string): Promise<Readonly<Record<string, string>>> {
  const given = await Promise.all(['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((name) =>
    runGit(directory, ['var', name], { settings: ['user.useConfigOnly=true'], accepted: [0, 128] })));
  return given.every(({ exitCode }) => exitCode === 0) ? {} : plain;
}
