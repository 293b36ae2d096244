import type { TmuxSettings } from '../../manifest/manifest.ts';
import { execute } from '../execute.ts';
import { requireTmux } from './requirement.ts';
import { serverArgv } from './tmux.ts';

/** The tmux on PATH, and what runs on a socket. */
export interface TmuxVersions {
  readonly client: string;
  /** Absent where no server runs. */
  readonly server?: string;
  /** Why the one can not talk to the other. */
  readonly mismatch?: string;
}

/** Starts no server. Throws a HostError where tmux is missing or too old. */
export async function tmuxVersions(settings: TmuxSettings, env: Readonly<Record<string, string | undefined>>): Promise<TmuxVersions> {
  await requireTmux(env);
  const client = (await execute('tmux', ['-V'], { env })).stdout.trim().replace(/^tmux /, '');
  const asked = await execute('tmux', [...serverArgv(settings), 'display-message', '-p', '#{version}'], { env, accepted: [0, 1] });
  if (asked.exitCode === 0) return { client, server: asked.stdout.trim() };
  const mismatch = /protocol version mismatch|server version is too (old|new)/.test(asked.stderr);
  return mismatch ? { client, mismatch: asked.stderr.trim() } : { client };
}
