import { userInfo } from 'node:os';
import type { Environment } from '../look.ts';

/** Where Claude Code keeps what it keeps. Without a HOME, as under cron, the system knows whose home it is. */
export function claudeHome(environment: Environment): string {
  return environment['CLAUDE_CONFIG_DIR'] || `${environment['HOME'] || userInfo().homedir}/.claude`;
}

/** The record of a conversation; the folder between is named after the directory that it began in. */
export function conversationFile(conversation: string, environment: Environment): string {
  return `${claudeHome(environment)}/projects/*/${conversation}.jsonl`;
}
