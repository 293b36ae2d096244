import { temporaryDirectory } from './temporary.ts';

/** Makes the git of this process, which the code under test runs, see an empty HOME and no settings of the person or the system. */
export async function useNoGitSettings(): Promise<void> {
  process.env['HOME'] = await temporaryDirectory('home-');
  process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
}
