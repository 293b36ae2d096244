import { seatIn, type Address } from '../../../state/address.ts';

/** Where every agent's signs of life are published: the older tools' name for it. */
export const heartbeatChannel = 'coders:heartbeats';

/** The list of panes that somebody wants started again: the older tools' name for it. */
export const deadLetterList = 'coders:dead-letter';

/** Entries that nobody knew what to do with, the latest first. */
export const setAsideList = 'coders:dead-letter:set-aside';

/** The last heartbeat of each session, by its name. */
export const sessionHash = 'coders:sessions';

/** When each session was heard of last: milliseconds by the server's clock. */
export const heardSet = 'coders:sessions:heard';

/** Holds a pane's last heartbeat for so many seconds. */
export const paneKeySeconds = 150;

export function paneKey(pane: string): string {
  return `coders:pane:${pane}`;
}

const messagePrefix = 'coders:msg:';

/** What is published to whichever name. */
export const messagePattern = `${messagePrefix}*`;

/** Whom a channel's messages are for. */
export function addresseeOf(channel: string): string {
  return channel.slice(messagePrefix.length);
}

/** What the older tools call a session: one agent, by a name that is its own among all teams of a Redis. */
export function sessionOf(team: string, address: Address): string {
  return `${team}/${seatIn(address)}`;
}

/** One host's part of a team. */
export interface TeamPart {
  readonly team: string;
  readonly host: string;
}

/** The dead letters that are one host's to deal with: a list, and the channel that tells of a new one. */
export function deadLettersOf({ team, host }: TeamPart): string {
  return `${deadLetterList}:${team}@${host}`;
}

/** Says which launch of a session was ended for a dead letter, a while long. */
export function answeredKey(session: string): string {
  return `${deadLetterList}:answered:${session}`;
}
