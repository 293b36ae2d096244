import { refusal, runGit } from './run-git.ts';

/** See `Git.head`. */
export async function headOf(directory: string): Promise<string | undefined> {
  const argv = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'];
  const { stdout, stderr, exitCode } = await runGit(directory, argv, { accepted: [0, 1, 128] });
  if (exitCode === 128 && !/not a git repository/.test(stderr)) throw refusal(argv, `Git can not tell which commit ${directory} is on: ${stderr.trim()}`);
  return exitCode === 0 ? stdout.trim() : undefined;
}
