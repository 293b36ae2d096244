import { userInfo } from 'node:os';
import type { Environment, FileLook } from '../look.ts';

/**
 * Where Gemini CLI keeps a conversation: among those of its directory, in a folder that it names as it likes. The file's
 * name holds when it began and the first part of its id; its first line holds the whole id.
 */
export function chatOf(conversation: string, environment: Environment): FileLook {
  const ending = `-${conversation.split('-')[0]}.jsonl`;
  return {
    path: `${home(environment)}/.gemini/tmp/*/chats/*`,
    only: {
      path: (path) => !path.includes('/chats/') || path.endsWith(ending),
      beginning: (text) => text.startsWith(`{"sessionId":${JSON.stringify(conversation)},`),
    },
  };
}

/** Without a HOME, as under cron, the system knows whose home it is. */
function home(environment: Environment): string {
  return environment['GEMINI_CLI_HOME'] || environment['HOME'] || userInfo().homedir;
}
