import { execute } from '../execute.ts';
import { HostError } from '../host-error.ts';
import { installCommand } from '../install-hint.ts';

/**
 * What needs which tmux:
 * - 3.2: `attach-session -f no-output,ignore-size`, so that the runner's connection neither resizes a person's
 *   window nor drowns in what agents print; `source-file -`; `new-session -e`.
 * - 3.1: `if-shell -F` with a pane target inside one command queue, `{end}` as a window target for `new-window -a`.
 * - 3.0: options kept on a pane (identity, remain-on-exit), `new-window -e`, `respawn-pane -e`.
 */
export const oldestTmux = '3.2';

/** Throws a HostError that says what to do when tmux is missing or older than `oldestTmux`. */
export async function requireTmux(env: NodeJS.ProcessEnv): Promise<void> {
  const { stdout } = await execute('tmux', ['-V'], { env });
  const version = /(\d+)\.(\d+)/.exec(stdout);
  if (version === null || isOldEnough(version)) return; // `tmux master` and the like name no number
  throw new HostError({
    tool: 'tmux',
    command: ['tmux', '-V'],
    message: `This tmux is ${stdout.trim().replace(/^tmux /, '')}, and coders needs ${oldestTmux} or newer.`,
    stderr: '',
    hint: `Update it, as with: ${installCommand('tmux', env['PATH']) ?? 'your system\'s package manager'}. Teams that run on it go on until then.`,
  });
}

function isOldEnough([, major, minor]: RegExpExecArray): boolean {
  const [oldestMajor = 0, oldestMinor = 0] = oldestTmux.split('.').map(Number);
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}
