import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../state/whereabouts.ts';

/** Where coders keeps what it must remember: CODERS_STATE_DIR, or a folder of its own below XDG_STATE_HOME. */
export function stateDirectoryOf(environment: Environment): string {
  const chosen = environment['CODERS_STATE_DIR'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const xdg = environment['XDG_STATE_HOME'];
  const base = xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.local', 'state'); // a relative one is to be ignored
  return join(base, 'coders');
}
