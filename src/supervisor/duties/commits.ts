import { commitFaults, type JudgedCommit } from '../../discipline/commit-faults.ts';
import { uncommittedRef } from '../../discipline/merged-ref.ts';
import { commitPrompt, faultsPrompt, type FaultyCommit } from '../../discipline/prompts.ts';
import { nextLook, workDue, type WorkDue } from '../../discipline/uncommitted.ts';
import { HostError } from '../../host/host-error.ts';
import type { Host } from '../../host/host.ts';
import type { CommitRules } from '../../manifest/discipline.ts';
import type { PromptTexts } from '../../manifest/prompts.ts';
import { addressOf, seatIn, type Address } from '../../state/address.ts';
import type { DesiredWorktree } from '../../state/desired.ts';
import type { Discipline, WorkNote } from '../../state/discipline.ts';
import type { BranchEvent, TeamEvent } from '../../state/event.ts';
import type { Dutiful, Duty, DutyView } from './duty.ts';

/** A worktree whose member is held to the rules of its project. */
interface Desk {
  readonly worktree: DesiredWorktree;
  readonly rules: CommitRules;
  readonly member: Address;
  /** The commit that it is on. */
  readonly on: string;
  readonly branch: string | undefined;
  /** It rests, and is told what there is to tell. */
  readonly rests: boolean;
  readonly note: WorkNote | undefined;
}

/** What was found out at one. */
interface Found {
  readonly desk: Desk;
  readonly at: number;
  /** Absent where nobody looked: it is too early. */
  readonly due?: WorkDue;
  readonly saved?: Saved;
  readonly commits: readonly JudgedCommit[];
}

type Saved = { readonly commit: string; readonly ref: string; readonly isNew: boolean } | { readonly because: string };

/** Looks at what members leave uncommitted and at what they commit, and holds it against the rules of their projects. */
export const commits: Duty = async (view, host) => {
  const desks = (view.kept.desired.disciplines ?? []).flatMap((discipline) => desksOf(discipline, view, host));
  if (desks.length === 0) return undefined;
  const found = await Promise.all(desks.map((desk) => lookAt(desk, view.kept.name, host)));
  return (now) => {
    const done = found.map((one) => conclude(one, { team: view.kept.name, prompts: view.kept.desired.prompts, host, now }));
    const times = done.flatMap(({ nextAt }) => nextAt ?? []);
    return { events: done.flatMap(({ events }) => events), prompts: done.flatMap(({ prompts }) => prompts), ...(times.length === 0 ? {} : { nextAt: Math.min(...times) }) };
  };
};

function desksOf({ project, repository, commits: rules }: Discipline, { kept, statuses, observed }: DutyView, { store }: Host): readonly Desk[] {
  const seen = observed.repositories.get(repository);
  if (rules === undefined || seen?.state !== 'usable') return [];
  return kept.desired.worktrees.filter(({ address }) => address.startsWith(`${addressOf('worktree', project)}/`)).flatMap((worktree) => {
    const here = seen.worktrees.find(({ path, gone }) => path === worktree.path && !gone);
    if (here?.head === undefined) return [];
    const member = addressOf('member', seatIn(worktree.address));
    const rests = statuses.some((one) => one.member.address === member && one.status === 'idle' && one.care?.hold === undefined);
    return [{ worktree, rules, member, on: here.head, branch: here.branch, rests, note: store.notes.find(kept.name, 'work', worktree.address) }];
  });
}

async function lookAt(desk: Desk, team: string, host: Host): Promise<Found> {
  const at = host.clock.now();
  const { note, on, rules, rests, worktree: { path }, branch } = desk;
  const commits = note === undefined || note.judged === on || !rests ? [] : await host.git.ownCommits(path, branch, { since: note.judged, until: on });
  const hasCommitted = note?.uncommitted !== undefined && note.uncommitted.on !== on;
  const isTime = note === undefined || hasCommitted || (nextLook(note, rules) ?? Infinity) <= at;
  if (rules.everyMs === undefined || !isTime) return { desk, at, commits };
  const due = workDue(note?.uncommitted, { on, isDirty: await host.git.isDirty(path) }, at, rules);
  return { desk, at, commits, due, ...(due.isToBeSaved ? { saved: await save(desk, team, host) } : {}) };
}

/** What can not be saved, as a repository inside it, is its member's matter: all others go on. */
async function save({ worktree: { repository, path, address } }: Desk, team: string, { git }: Host): Promise<Saved> {
  const ref = uncommittedRef(team, address);
  try {
    const before = await git.commit(repository, ref);
    const { commit } = await git.saveWork(repository, path, ref);
    return { commit, ref, isNew: commit !== before };
  } catch (error) {
    if (error instanceof HostError) return { because: error.message };
    throw error;
  }
}

interface Conclusion {
  readonly team: string;
  readonly prompts: PromptTexts | undefined;
  readonly host: Host;
  readonly now: number;
}

/** Written down in the same transaction as what is said. */
function conclude({ desk, at, due, saved, commits: made }: Found, { team, prompts, host, now }: Conclusion): Dutiful {
  const { note, on, rests, rules, worktree } = desk;
  const isTold = due?.isToBeTold === true && rests;
  const uncommitted = due === undefined ? note?.uncommitted : due.uncommitted && { ...due.uncommitted, ...(isTold ? { toldAt: now } : {}), ...(saved === undefined ? {} : { savedAt: at }) };
  const kept: WorkNote = { judged: note === undefined || rests ? on : note.judged, lookedAt: due === undefined ? (note?.lookedAt ?? at) : at, ...(uncommitted === undefined ? {} : { uncommitted }) };
  if (JSON.stringify(kept) !== JSON.stringify(note)) host.store.notes.put(team, 'work', { subject: worktree.address, body: kept });
  const faulty = made.map((commit) => ({ commit, faults: commitFaults(commit, rules) })).filter(({ faults }) => faults.length > 0);
  const nextAt = nextLook(kept, rules);
  return {
    events: [...(isTold ? [uncommittedEvent(desk, uncommitted!.since, 'it is told to commit it')] : []), ...savedEvents(desk, saved, uncommitted?.since ?? now), ...faulty.map((one) => faultEvent(desk, one))],
    prompts: [...(isTold ? [commitPrompt(desk.member, { since: uncommitted!.since, now }, prompts)] : []), ...(faulty.length === 0 ? [] : [faultsPrompt(desk.member, faulty, prompts)])],
    ...(nextAt === undefined ? {} : { nextAt }),
  };
}

function savedEvents(desk: Desk, saved: Saved | undefined, since: number): readonly TeamEvent[] {
  if (saved === undefined) return [];
  if ('because' in saved) return [uncommittedEvent(desk, since, `it can not be saved: ${saved.because}`)];
  return saved.isNew ? [{ type: 'work-saved', address: desk.worktree.address, ref: saved.ref, commit: saved.commit }] : [];
}

function uncommittedEvent({ member }: Desk, since: number, done: string): BranchEvent {
  return { type: 'uncommitted', address: member, since, done };
}

function faultEvent({ member }: Desk, { commit: { id }, faults }: FaultyCommit): BranchEvent {
  return { type: 'commit-refused', address: member, commit: id, because: faults.join('; ') };
}
