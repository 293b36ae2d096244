import type { MergeOrder } from '../manifest/discipline.ts';
import { isLookedAt } from '../missions/transition.ts';
import type { Address } from '../state/address.ts';
import type { MergeNote } from '../state/discipline.ts';
import type { MissionRecord, MissionState } from '../state/mission.ts';

/** A mission that is done at a commit which passed its acceptance. */
export type Accepted = MissionRecord & { readonly state: Extract<MissionState, { readonly state: 'done' }> & { readonly commit: string } };

/** Of a review, what it is about is merged; what stands on a member's word alone was accepted by nobody. */
export function isAccepted(record: MissionRecord): record is Accepted {
  const { mission, state } = record;
  return mission.reviews === undefined && isLookedAt(mission.accept) && state.state === 'done' && state.commit !== undefined;
}

/** What the order of merges is decided by. */
export interface MergeView {
  /** Those of one project, in the order in which they were added. */
  readonly accepted: readonly Accepted[];
  readonly notes: ReadonlyMap<Address, MergeNote>;
  readonly order: MergeOrder;
  /** The commit that the branch is at. */
  readonly onto: string;
}

/** What is next, the first one first. */
export interface MergeQueue {
  readonly open: readonly Accepted[];
  /** Refused, and not put right yet. What has one of these in it would bring it along. */
  readonly refused: readonly Accepted[];
}

/** Those that are to be merged now: none before what it builds on, and none that waits for somebody to put it right. */
export function mergeQueue({ accepted, notes, order, onto }: MergeView): MergeQueue {
  const known = new Map(accepted.map((record) => [record.mission.address, record]));
  const isIn = (address: Address): boolean => isMerged(address, { known, notes });
  const open = accepted.filter((record) => mayBeTried(record, notes, onto) && record.mission.after.every((earlier) => !known.has(earlier) || isIn(earlier)));
  const refused = accepted.filter(({ mission: { address }, state: { commit } }) => isRefused(notes.get(address), commit) && !isIn(address));
  return { open: sorted(open, { accepted, order }).toSorted((one, other) => underWayFirst(one, notes) - underWayFirst(other, notes)), refused };
}

/** The branch may have moved to it already, before a kill: what comes after it has to know. */
function underWayFirst({ mission: { address } }: Accepted, notes: MergeView['notes']): number {
  return notes.get(address)?.state === 'merging' ? 0 : 1;
}

/** Whether nothing is left to be done for it: it is merged, or waits for its repair. */
export function isSettled({ mission: { address }, state: { commit } }: Accepted, notes: MergeView['notes']): boolean {
  const note = notes.get(address);
  return note !== undefined && note.commit === commit && (note.state === 'merged' || ('by' in note && note.by !== undefined));
}

function isRefused(note: MergeNote | undefined, commit: string): boolean {
  return note !== undefined && note.commit === commit && (note.state === 'conflict' || note.state === 'failed');
}

function sorted(open: readonly Accepted[], { accepted, order }: Pick<MergeView, 'accepted' | 'order'>): readonly Accepted[] {
  return order === 'accepted' ? open.toSorted((one, other) => one.state.at - other.state.at) : inMissionOrder(open, accepted);
}

/** A mission that puts another right has the place of that one. */
function inMissionOrder(open: readonly Accepted[], accepted: readonly Accepted[]): readonly Accepted[] {
  const places = new Map(accepted.map(({ mission: { address } }, index) => [address, index]));
  const placeOf = ({ mission: { address, merges } }: Accepted): number => places.get(merges?.mission ?? address) ?? places.size;
  return open.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** What was refused for good is not tried again; what nobody puts right, once the branch has moved on. */
function mayBeTried({ mission: { address }, state: { commit } }: Accepted, notes: ReadonlyMap<Address, MergeNote>, onto: string): boolean {
  const note = notes.get(address);
  if (note === undefined || note.commit !== commit) return true;
  if (note.state === 'merged') return false;
  return note.state === 'merging' || note.state === 'waiting' || (note.by === undefined && note.onto !== onto);
}

/** Whether the work of a mission is in the branch: what puts it right brings it along. */
function isMerged(address: Address, { known, notes }: { readonly known: ReadonlyMap<Address, Accepted>; readonly notes: MergeView['notes'] }): boolean {
  const note = notes.get(address);
  if (note?.state === 'merged') return note.commit === known.get(address)?.state.commit;
  return note !== undefined && 'by' in note && note.by !== undefined && isMerged(note.by, { known, notes });
}
