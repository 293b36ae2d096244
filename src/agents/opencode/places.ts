import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Environment, FileLook } from '../look.ts';

/** What OpenCode calls a conversation: it takes any name that begins so. */
export function sessionOf(conversation: string): string {
  return `ses_${conversation.replaceAll('-', '')}`;
}

/** The prompts of a conversation, in OpenCode's own database. What OpenCode itself adds to a prompt is left out. */
export function promptsOf(conversation: string, environment: Environment): FileLook {
  return { path: database(environment), query: { sql: promptRows, values: [sessionOf(conversation)] } };
}

const promptRows = `
  SELECT json_extract(part.data, '$.text') AS text, message.time_created AS at
  FROM message JOIN part ON part.message_id = message.id
  WHERE message.session_id = ? AND json_extract(message.data, '$.role') = 'user'
    AND json_extract(part.data, '$.type') = 'text' AND coalesce(json_extract(part.data, '$.synthetic'), 0) = 0
  ORDER BY message.time_created, part.id`;

/** Every message of a conversation, and each answer, with what it used. */
export function messagesOf(conversation: string, environment: Environment): FileLook {
  return { path: database(environment), query: { sql: messageRows, values: [sessionOf(conversation)] } };
}

const messageRows = `
  SELECT json_extract(data, '$.role') AS role, time_created AS at, json_extract(data, '$.time.completed') AS completed,
    (SELECT max(part.time_updated) FROM part WHERE part.message_id = message.id) AS written, json_extract(data, '$.finish') AS finish, json_extract(data, '$.modelID') AS model, json_extract(data, '$.tokens') AS tokens,
    (SELECT group_concat(json_extract(part.data, '$.text'), '') FROM part WHERE part.message_id = message.id
      AND json_extract(part.data, '$.type') = 'text' AND coalesce(json_extract(part.data, '$.synthetic'), 0) = 0) AS text
  FROM message WHERE session_id = ? ORDER BY time_created, id`;

/** Without a HOME, as under cron, the system knows whose home it is. */
function database(environment: Environment): string {
  const data = environment['XDG_DATA_HOME'] || join(environment['HOME'] || userInfo().homedir, '.local/share');
  const named = environment['OPENCODE_DB'] || 'opencode.db';
  return named.startsWith('/') ? named : join(data, 'opencode', named);
}
