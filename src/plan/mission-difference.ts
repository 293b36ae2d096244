import { nameIn } from '../state/address.ts';
import type { Mission } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';
import { difference, type Difference } from './difference.ts';

/** A mission's field as the manifest calls it, and what a change of it is about. */
interface MissionField {
  readonly name: string;
  readonly about: MissionConcern;
  readonly read: (mission: Mission) => FieldValue;
  /** The value for people; as it is unless given. */
  readonly show?: (value: FieldValue) => string;
}

/** What its member is told, who does it, or only what is made of that later: the last can change while somebody is at it. */
export type MissionConcern = 'text' | 'who' | 'later';

type FieldValue = string | number | undefined | readonly (string | number)[];

const fields: readonly MissionField[] = [
  { name: 'to', about: 'who', read: ({ to }) => to },
  { name: 'role', about: 'who', read: ({ role }) => role },
  { name: 'brief', about: 'text', read: ({ brief }) => brief },
  { name: 'context', about: 'text', read: ({ context }) => context },
  { name: 'after', about: 'later', read: ({ after }) => after, show: (value) => [value].flat().map((address) => nameIn(String(address))).join(', ') },
  { name: 'priority', about: 'later', read: ({ priority }) => priority },
  { name: 'type', about: 'later', read: ({ type }) => type },
  { name: 'timeout', about: 'later', read: ({ timeoutMs }) => timeoutMs, show: duration },
  { name: 'retries', about: 'later', read: ({ retries }) => retries },
  { name: 'retries.backoff', about: 'later', read: ({ backoff }) => [backoff.firstMs, backoff.mostMs], show: (value) => [value].flat().map(duration).join('..') },
  { name: 'accept.run', about: 'later', read: ({ accept }) => accept.run },
  { name: 'accept.commits', about: 'later', read: ({ accept }) => accept.commits },
  { name: 'accept.files', about: 'later', read: ({ accept }) => accept.files },
  { name: 'accept.review_by', about: 'later', read: ({ accept }) => accept.reviewBy },
  { name: 'accept.timeout', about: 'later', read: ({ accept }) => accept.timeoutMs, show: duration },
  { name: 'on_fail', about: 'later', read: ({ onFail }) => onFail },
  { name: 'handoff_to', about: 'later', read: ({ handoffTo }) => handoffTo },
  { name: 'model', about: 'later', read: ({ model }) => model },
  // One that was added while the team ran is the manifest's own from then on.
  { name: 'origin', about: 'later', read: ({ origin }) => origin },
];

export interface MissionDifference extends Difference {
  readonly about: MissionConcern;
}

/** Field by field, what a mission is against what it should be. */
export function missionDifferences(is: Mission, wanted: Mission): readonly MissionDifference[] {
  if (isSameMission(is, wanted)) return none;
  return fields.filter((field) => !isSame(field.read(is), field.read(wanted))).map((field) =>
    ({ ...difference(field.name, shown(field, field.read(is)), shown(field, field.read(wanted))), about: field.about }));
}

const none: readonly MissionDifference[] = [];

/** Most missions are as they should be, and each is compared in each pass: nothing is made for that. */
export function isSameMission(is: Mission, wanted: Mission): boolean {
  for (const { read } of fields) if (!isSame(read(is), read(wanted))) return false;
  return true;
}

function isSame(old: FieldValue, now: FieldValue): boolean {
  if (old === now) return true;
  if (typeof old !== 'object' || typeof now !== 'object' || old.length !== now.length) return false;
  for (let index = 0; index < old.length; index += 1) if (old[index] !== now[index]) return false;
  return true;
}

function shown({ show }: MissionField, value: FieldValue): string | undefined {
  if (value === undefined || (typeof value === 'object' && value.length === 0)) return undefined;
  return show?.(value) ?? [value].flat().join(', ');
}

function duration(milliseconds: FieldValue): string {
  return formatDuration(Number(milliseconds)).replaceAll(' ', '');
}
