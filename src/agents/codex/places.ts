import { userInfo } from 'node:os';
import { timeOf } from '../../util/time-uuid.ts';
import type { BegunConversation } from '../adapter.ts';
import type { Environment, FileLook } from '../look.ts';

/**
 * The rollout, as Codex calls the file of a conversation, that was begun in a directory at or after a time. It is made
 * with the first prompt. Those of sub-agents and of `codex exec` lie among them and are passed over.
 */
export function rolloutsOf({ conversation, directory, environment }: BegunConversation): FileLook {
  const begun = timeOf(conversation) ?? Number.POSITIVE_INFINITY;
  const sessions = `${home(environment)}/sessions`;
  return {
    path: `${sessions}/*/*/*/*`,
    only: { path: (path) => isSince(path.slice(sessions.length + 1), begun), beginning: (text) => isOwn(text, directory) },
  };
}

/** Codex's own id of the conversation in a rollout. */
export function rolloutName(path: string): string | undefined {
  return /\/rollout-[\dT-]+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/.exec(path)?.[1];
}

const dayMs = 86_400_000;

/** Folders are the day by the clock on the wall, `2026/11/21`, so the day before counts, too. */
function isSince(path: string, begun: number): boolean {
  const name = rolloutName(`/${path}`);
  if (path.endsWith('.jsonl')) return name !== undefined && timeOfName(name) >= begun;
  if (!Number.isFinite(begun)) return false;
  const day = new Date(begun - dayMs).toISOString().slice(0, 'yyyy-mm-dd'.length).replaceAll('-', '/');
  return /^\d{4}(\/\d\d){0,2}$/.test(path) && path >= day.slice(0, path.length);
}

/** Codex's ids are UUIDs of version 7: they begin with the milliseconds since the Unix epoch. */
function timeOfName(name: string): number {
  return Number.parseInt(name.replace('-', '').slice(0, 12), 16);
}

/** By the fields that stand at the start of the first line, which is longer than what is read of it. */
function isOwn(beginning: string, directory: string): boolean {
  const [, written = '""'] = /"cwd":("(?:[^"\\]|\\.)*")/.exec(beginning) ?? [];
  return beginning.includes('"source":"cli"') && JSON.parse(written) === directory;
}

function home(environment: Environment): string {
  // Without a HOME, as under cron, the system knows whose home it is.
  return environment['CODEX_HOME'] || `${environment['HOME'] || userInfo().homedir}/.codex`;
}
