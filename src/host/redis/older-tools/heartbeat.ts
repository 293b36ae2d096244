import { jsonObject } from './json-object.ts';

/** A sign of life of the agent in a pane, by the older tools' names of its fields. */
export interface Heartbeat {
  /** Such as `%7`: means something only on its own tmux server. */
  readonly paneId: string;
  readonly sessionId: string;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  readonly status: 'alive' | 'processing' | 'idle';
  readonly lastActivity: string;
}

/** What a supervisor adds to it. */
export interface SupervisedHeartbeat extends Heartbeat {
  readonly team: string;
  readonly host: string;
  readonly epoch: number;
}

/** What is known of whoever gave a sign of life: an agent may say less than a supervisor. */
export type HeardHeartbeat = Pick<Heartbeat, 'paneId'> & Partial<SupervisedHeartbeat>;

/** Undefined for anything that names no pane. */
export function readHeartbeat(text: string): HeardHeartbeat | undefined {
  const { paneId, sessionId, team, host, epoch } = jsonObject(text) ?? {};
  if (typeof paneId !== 'string') return undefined;
  return {
    paneId,
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
    ...(typeof team === 'string' ? { team } : {}),
    ...(typeof host === 'string' ? { host } : {}),
    ...(typeof epoch === 'number' ? { epoch } : {}),
  };
}

/** `words` begin with what a member does; the older tools have three words for that. */
export function statusFrom(words: string | undefined): Heartbeat['status'] {
  return words === 'working' ? 'processing' : words === 'idle' ? 'idle' : 'alive';
}
