import { acceptedRef } from '../missions/accepted-ref.ts';
import { firstLine } from '../missions/bounded.ts';
import { missionForMerge, type MergeRefusal } from '../discipline/merge-mission.ts';
import { isAccepted, type Accepted } from '../discipline/merge-queue.ts';
import type { Host } from '../host/host.ts';
import type { MergeRules } from '../manifest/discipline.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Discipline, MergeNote } from '../state/discipline.ts';
import type { BranchEvent } from '../state/event.ts';

/** A project whose accepted missions are merged. */
export interface Merging extends Discipline {
  readonly team: string;
  readonly merge: MergeRules;
}

/** All that is accepted in a project, in the order in which it was added. A mission that is done stays so: those that are merged are not read anew. */
export function acceptedOf({ team, project }: Merging, { store }: Pick<Host, 'store'>): readonly Accepted[] {
  return store.missions.ofTeam(team).filter((record) => record.mission.project === project).filter(isAccepted);
}

/** Writes what became of a merge beside the event that tells of it. What stands there already is not told again. */
export async function noteMerge(merging: Merging, subject: Address, { note, host }: { readonly note: MergeNote; readonly host: Host }): Promise<void> {
  const { team, merge: { into } } = merging;
  const { store, clock } = host;
  await store.together(() => {
    const before = store.notes.find(team, 'merge', subject);
    store.notes.put(team, 'merge', { subject, body: note });
    if (!isTold(before, note)) store.append(team, clock.now(), eventsOf(note, { subject, into }));
  });
}

function isTold(before: MergeNote | undefined, { at: _, ...note }: MergeNote & { readonly at?: number }): boolean {
  const { at: __, ...known } = (before ?? {}) as Partial<MergeNote & { readonly at: number }>;
  return JSON.stringify(known) === JSON.stringify(note);
}

function eventsOf(note: MergeNote, { subject, into }: { readonly subject: Address; readonly into: string }): BranchEvent[] {
  if (note.state === 'merging') return [];
  const commit = note.state === 'merged' ? note.result : note.commit;
  const because = 'because' in note ? { because: firstLine(note.because).replace(/\.$/, '') } : {};
  return [{ type: 'merge', address: subject, into, state: note.state, commit, ...because, ...('by' in note && note.by !== undefined ? { by: note.by } : {}) }];
}

/** Has the member whose work does not go in put it right: once for each accepted commit, beside the note that it was refused. */
export async function refuseMerge(merging: Merging, record: Accepted, { refusal, host }: { readonly refusal: MergeRefusal; readonly host: Host }): Promise<void> {
  const { team, merge: rules } = merging;
  const { store, clock } = host;
  const { mission: { address: subject }, state: { commit } } = record;
  await store.together(() => {
    const before = store.notes.find(team, 'merge', subject);
    if (before?.commit === commit && 'by' in before && before.by !== undefined) return;
    const now = clock.now();
    const repair = missionForMerge(record, { refusal, rules, prompts: store.keptTeam(team)?.desired.prompts, now, isTaken: (address) => store.missions.find(team, address) !== undefined });
    const note: MergeNote = { ...refusal, commit, at: now, ...(repair === undefined ? {} : { by: repair.mission.address }) };
    store.notes.put(team, 'merge', { subject, body: note });
    if (repair !== undefined) store.missions.put(team, repair);
    store.append(team, now, [...eventsOf(note, { subject, into: rules.into }), ...(repair === undefined ? [] : [{ type: 'mission' as const, address: repair.mission.address, state: repair.state.state, because: `${seatIn(subject)} can not be merged into ${rules.into}` }])]);
  });
}

/** Under what other hosts have published it. */
export function publishedRef({ team }: Merging, { mission: { address } }: Accepted): string {
  return acceptedRef(team, address);
}
