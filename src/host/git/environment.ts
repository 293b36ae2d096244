/** Variables of git that say where programs, settings and keys are; all other `GIT_*` belong to whoever started us. */
const kept = /^GIT_(EXEC_PATH|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES|SSH|SSH_COMMAND|SSL_.*)$/;

/**
 * The environment for our git. A git hook or alias may be our parent, and its `GIT_DIR` or `GIT_INDEX_FILE` must not
 * steer us into its repository. Git never asks on the terminal, speaks English, and does not refresh an index that an
 * agent is using only because we look.
 */
export function gitEnvironment(inherited: NodeJS.ProcessEnv = process.env): Record<string, string | undefined> {
  const own = Object.entries(inherited).filter(([name]) => !name.startsWith('GIT_') || kept.test(name));
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
}

/**
 * Settings of every call of ours. Hooks of the repository do not run for our own operations: a post-checkout hook is
 * an effect that no plan shows, that can not be repeated after a kill, and that can hang the queue. The agents' own
 * git runs them as ever, and filters (git-lfs) work because they are no hooks.
 */
const settings: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.safecrlf=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'add.ignoreErrors=false',
];

export const gitSettings: readonly string[] = settings.flatMap((setting) => ['-c', setting]);
