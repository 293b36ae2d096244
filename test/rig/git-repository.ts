import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from './temporary.ts';

const run = promisify(execFile);

/** A real repository for a test to play the person, or the agent, in. */
export interface TestRepository {
  readonly path: string;
  /** Runs git in the repository (or in `at`) and gives what it prints, without the last line end. */
  git(argv: readonly string[], at?: string): Promise<string>;
  /** Writes files by relative path, makes their folders, adds all and commits. Gives the commit. */
  commit(files: Files, at?: string): Promise<string>;
  /** Writes files by relative path and leaves them uncommitted. */
  write(files: Files, at?: string): Promise<void>;
}

/** Content by relative path; `executable` where the mode matters. */
export type Files = Readonly<Record<string, string | Buffer | { readonly executable: string }>>;

export interface RepositorySettings {
  /** A path that does not exist yet or is empty; a temporary directory by default. */
  readonly path?: string;
  readonly bare?: boolean;
  /** The first commit's files; `{}` makes a repository without a commit. */
  readonly files?: Files;
}

/** Makes a repository on branch `main` with one commit. No configuration of the person who runs the tests reaches it. */
export async function gitRepository(settings: RepositorySettings = {}): Promise<TestRepository> {
  const path = settings.path ?? (await temporaryDirectory());
  const files = settings.files ?? { 'README.md': 'A shop.\n' };
  await mkdir(path, { recursive: true });
  if (settings.bare) return bareRepository(path, files);
  await git(path, ['init', '--quiet', '--initial-branch=main']);
  const repository = repositoryAt(path);
  if (Object.keys(files).length > 0) await repository.commit(files);
  return repository;
}

/** Environment of a person with an identity and nothing else; `git` is found on the same PATH. */
export const personsGit: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
  GIT_ALLOW_PROTOCOL: 'file',
};

function repositoryAt(path: string): TestRepository {
  const write = (files: Files, at = path) => writeAll(at, files);
  return {
    path,
    git: (argv, at = path) => git(at, argv),
    write,
    async commit(files, at = path) {
      await write(files, at);
      await git(at, ['add', '--all']);
      await git(at, ['commit', '--quiet', '--message', `Change ${Object.keys(files).join(', ')}`]);
      return git(at, ['rev-parse', 'HEAD']);
    },
  };
}

async function bareRepository(path: string, files: Files): Promise<TestRepository> {
  const source = await gitRepository({ files });
  await git(path, ['clone', '--quiet', '--bare', source.path, '.']);
  return repositoryAt(path);
}

async function git(directory: string, argv: readonly string[]): Promise<string> {
  const { stdout } = await run('git', argv, { cwd: directory, env: personsGit, maxBuffer: 1 << 26 });
  return stdout.replace(/\n$/, '');
}

async function writeAll(directory: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    const executable = typeof content === 'object' && 'executable' in content;
    await writeFile(path, executable ? content.executable : content);
    if (executable) await chmod(path, 0o755);
  }
}
