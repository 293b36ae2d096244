import { isMute } from '../agents/mute.ts';
import { usualCare } from '../manifest/manifest.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import type { AppliedMember, AppliedTeam } from '../state/applied-team.ts';
import type { Address } from '../state/address.ts';
import type { Care } from '../state/care.ts';
import { askedIn } from '../state/brief.ts';
import { endOf } from '../state/ending.ts';
import type { Question, Status, Verdict } from '../state/evidence.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';
import type { ProcessFigures } from '../state/process-figures.ts';
import type { Context, Conversation, Turn } from '../state/turn.ts';
import { heartbeatOf, type Heartbeat } from './heartbeat.ts';
import { sinceOf } from './since.ts';
import { stuckSince } from './stuck.ts';
import type { Usage } from './usage.ts';

export interface MemberStatus {
  readonly member: AppliedMember;
  /** `exited` also stands for a member without a window; `detail` says which. */
  readonly status: Status;
  readonly detail?: string;
  /** Since when that is so, in milliseconds since the Unix epoch; absent where nothing tells. */
  readonly since?: number;
  /** Absent for a member that has exited. */
  readonly verdict?: Verdict;
  /** The present turn, or the last one; absent where its tool does not tell. */
  readonly turn?: LatestTurn;
  /** What its present conversation has used, where its tool tells. */
  readonly usage?: Usage;
  readonly context?: Context;
  /** What stands last in the window of a program that has ended. */
  readonly lastLines?: readonly string[];
  /** How the supervisor cares for it; absent where it never had to. */
  readonly care?: Care;
  /** When this launch was made, in milliseconds since the Unix epoch; absent when the store does not know. */
  readonly startedAt?: number;
  readonly epoch?: number;
  readonly pane?: string;
  /** Of its living program; absent for one that does not live. */
  readonly pid?: number;
  /** Absent for a program that does not live. */
  readonly heartbeat?: Heartbeat;
  /** What it takes of the machine, with all that it started. */
  readonly figures?: ProcessFigures;
  readonly attended: boolean;
}

/** A turn in short. */
export interface LatestTurn extends Pick<Turn, 'at' | 'endedAt'> {
  /** From 1. */
  readonly number: number;
  /** The first line of what its prompt asks. */
  readonly prompt: string;
}

export interface StatusEvidence {
  readonly team: AppliedTeam;
  readonly tmux: ObservedTmux;
  readonly launches: readonly LaunchRecord[];
  /** When it was looked, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** By pane id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** By pane id, of dead ones. */
  readonly lastLines: ReadonlyMap<string, readonly string[]>;
  readonly cares?: readonly Care[];
  /** By pane id; looked at only for what shows it. */
  readonly conversations?: ReadonlyMap<string, Conversation>;
  /** By pane id; looked at only for what shows it. */
  readonly usage?: ReadonlyMap<string, Usage>;
  /** By pane id; looked at only for what shows it. */
  readonly figures?: ReadonlyMap<string, ProcessFigures>;
}

/** What each member of an applied team does now, from what was seen. */
export function memberStatuses(evidence: StatusEvidence): MemberStatus[] {
  const panes = panesByAddress(evidence);
  const cares = new Map(evidence.cares?.map((care) => [care.address, care]));
  return evidence.team.members.map((member) => {
    const care = cares.get(member.address);
    return { ...statusOf(member, panes.get(member.address), evidence), ...(care === undefined ? {} : { care }) };
  });
}

/** The pane of each member, with the tag that it should have. */
export function panesByAddress(evidence: Pick<StatusEvidence, 'team' | 'tmux' | 'launches'>): ReadonlyMap<Address, IdentifiedPane> {
  return identify(evidence.team.name, evidence).byAddress;
}

function statusOf(member: AppliedMember, found: IdentifiedPane | undefined, evidence: StatusEvidence): MemberStatus {
  const { launches, lastLines } = evidence;
  if (found === undefined) {
    return { member, status: 'exited', detail: absenceWords(member, launches), attended: false };
  }
  const { pane: { id, pid, attended, dead }, tag } = found;
  const startedAt = launches.find(({ address, epoch }) => address === member.address && epoch === tag.epoch)?.at || undefined;
  const known = { member, pane: id, attended, epoch: tag.epoch, ...(startedAt === undefined ? {} : { startedAt }) };
  if (dead === undefined) return { ...known, pid, ...lifeOf(known, evidence) };
  return { ...known, status: 'exited', detail: endOf(dead), ...(dead.at === undefined ? {} : { since: dead.at }), lastLines: lastLines.get(id) ?? [] };
}

/** What the runner closed is noted as nowhere; of what ended on purpose no conversation is kept. */
function absenceWords(member: AppliedMember, launches: readonly LaunchRecord[]): string {
  const kept = launches.filter(({ address, conversation }) => address === member.address && conversation !== undefined);
  if (kept.length === 0) return 'not started';
  return kept.some(({ pane }) => pane !== undefined) ? 'its window is gone' : 'not running now';
}

type Living = Pick<MemberStatus, 'member' | 'startedAt'> & { readonly pane: string };

/** What a living agent does, and has done. */
function lifeOf({ member, pane, startedAt }: Living, { verdicts, conversations, usage: used, figures: counted, now }: StatusEvidence): Omit<MemberStatus, 'member' | 'attended'> {
  const verdict = verdicts.get(pane) ?? { reading: { status: 'unknown' as const }, evidence: [] };
  const { turns = [], context, lastSignAt } = conversations?.get(pane) ?? {};
  const turn = latest(turns);
  const start = startedAt === undefined ? {} : { startedAt };
  const signs = { ...start, ...(turn === undefined ? {} : { turnAt: turn.at }), ...(turn?.endedAt === undefined ? {} : { turnEndedAt: turn.endedAt }), ...(lastSignAt === undefined ? {} : { lastSignAt }) };
  const stuck = stuckSince(verdict, signs, { stuckAfterMs: member.stuckAfterMs ?? usualCare.stuckAfterMs, now });
  const since = stuck ?? sinceOf(verdict, { ...start, ...(turn === undefined ? {} : { turn }) });
  const detail = stuck === undefined ? detailOf(verdict) : stuckWords(verdict);
  const status = stuck === undefined ? verdict.reading.status : 'stuck';
  const heartbeat = heartbeatOf({ status, verdict, signs, isMute: isMute(member.tool, member.declared), heartbeatMs: member.heartbeatMs ?? usualCare.heartbeatMs, now });
  const [usage, figures] = [used?.get(pane), counted?.get(pane)];
  return {
    status,
    verdict,
    heartbeat,
    ...(since === undefined ? {} : { since }),
    ...(detail === undefined ? {} : { detail }),
    ...(turn === undefined ? {} : { turn }),
    ...(usage === undefined ? {} : { usage }),
    ...(figures === undefined ? {} : { figures }),
    ...(context === undefined ? {} : { context }),
  };
}

function latest(turns: readonly Turn[]): LatestTurn | undefined {
  const turn = turns.at(-1);
  if (turn === undefined) return undefined;
  const { at, endedAt, prompt } = turn;
  return { number: turns.length, prompt: firstLine(askedIn(prompt)), at, ...(endedAt === undefined ? {} : { endedAt }) };
}

/** A terminal would obey what is no text in it. */
function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/\p{Cc}+/gu, ' ').trim();
}

function detailOf({ reading }: Verdict): string | undefined {
  if (reading.status === 'waiting') return questionWords(reading.for);
  if (reading.status === 'working') return reading.doing;
  if (reading.status === 'limited') return reading.until === undefined ? 'until: unknown' : `until ${new Date(reading.until).toISOString()}`;
  return undefined;
}

function stuckWords({ reading }: Verdict): string {
  return `it works, without a sign of life${reading.status === 'working' && reading.doing !== undefined ? `; last at ${reading.doing}` : ''}`;
}

function questionWords({ kind, text }: Question): string {
  const what = kind === 'other' ? 'an answer' : kind === 'permission' ? 'a permission' : `${kind === 'question' ? 'an answer' : kind}`;
  return text === undefined ? what : `${what}: ${text}`;
}
