import { jsonObject } from './json-object.ts';

/** An entry of the list of panes that are to be started again. */
export interface DeadLetter {
  readonly paneId: string;
  readonly sessionId?: string;
  /** The launch that is meant: a later one is let be. */
  readonly epoch?: number;
  /** When the pane was found dead, in milliseconds since the Unix epoch: a later launch is let be. */
  readonly timestamp?: number;
}

/** The older tools write a pane's id and nothing else; whoever knows more writes an object. Undefined for anything else. */
export function readDeadLetter(entry: string): DeadLetter | undefined {
  if (/^[%\w.:@/-]{1,200}$/.test(entry)) return { paneId: entry };
  const { paneId, sessionId, epoch, timestamp } = jsonObject(entry) ?? {};
  if (typeof paneId !== 'string') return undefined;
  return {
    paneId,
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
    ...(typeof epoch === 'number' ? { epoch } : {}),
    ...(typeof timestamp === 'number' ? { timestamp } : {}),
  };
}

/** The agent that an entry may mean. */
export interface Candidate {
  readonly paneId: string;
  readonly sessionId: string;
  readonly team: string;
  readonly host: string;
  readonly epoch: number;
  /** Heard of in the last minutes. */
  readonly isFresh: boolean;
}

/**
 * Whom an entry means among all agents of a Redis. Two tmux servers may have panes of one id: then it is those that were
 * heard of of late, and where that is not one agent, it is nobody: the wrong one must not be started again.
 */
export function meantBy({ paneId, sessionId }: DeadLetter, candidates: readonly Candidate[]): readonly Candidate[] {
  const fitting = candidates.filter((one) => one.paneId === paneId && (sessionId === undefined || one.sessionId === sessionId));
  const fresh = fitting.filter(({ isFresh }) => isFresh);
  return fresh.length > 0 ? fresh : fitting;
}
