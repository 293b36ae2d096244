import { fingerprint } from '../../../util/fingerprint.ts';
import { jsonObject } from './json-object.ts';

/** A message that somebody published to an agent. */
export interface Letter {
  readonly text: string;
  /** The same for what was published twice; absent where nothing tells that apart from saying it again. */
  readonly id?: string;
}

/** The older tools publish an object with a `message`; a person may publish plain text. Undefined for another object. */
export function readLetter(channel: string, payload: string): Letter | undefined {
  const given = jsonObject(payload);
  if (given === undefined) return { text: payload };
  const { fromPane, timestamp, message } = given;
  if (message === undefined) return undefined;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return { text, ...(timestamp === undefined ? {} : { id: `letter-${fingerprint([channel, fromPane, timestamp, message])}` }) };
}

/** The sessions that a name may mean: the whole name of one, else all that end in it. */
export function sessionsNamed(name: string, sessions: readonly string[]): readonly string[] {
  const exact = sessions.filter((session) => session === name);
  return exact.length > 0 ? exact : [...new Set(sessions)].filter((session) => session.endsWith(`/${name}`));
}
