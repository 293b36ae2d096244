import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Variables that decide where sessions are kept. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The one file that keeps a session: the agent writes it, and the runner looks for it before it resumes. */
export function sessionFile(session: string, variables: Variables): string {
  return join(sessionFolder(variables), `${session}.jsonl`);
}

function sessionFolder(variables: Variables): string {
  const own = variables['CODERS_DEMO_HOME'];
  if (own !== undefined && own !== '') return own;
  const state = variables['XDG_STATE_HOME'] ?? '';
  // The XDG specification asks to ignore relative paths.
  return join(isAbsolute(state) ? state : join(homeOf(variables), '.local', 'state'), 'coders', 'demo');
}

/** Without a HOME, as under cron, the system knows whose home it is. */
function homeOf(variables: Variables): string {
  return variables['HOME'] || userInfo().homedir;
}
