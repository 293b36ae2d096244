import { identify, type IdentifiedPane } from '../plan/identity.ts';
import type { AppliedMember, AppliedTeam } from '../state/applied-team.ts';
import type { Address } from '../state/address.ts';
import { endOf } from '../state/ending.ts';
import type { Question, Status, Verdict } from '../state/evidence.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';
import type { Usage } from './usage.ts';

export interface MemberStatus {
  readonly member: AppliedMember;
  /** `exited` also stands for a member without a window; `detail` says which. */
  readonly status: Status;
  readonly detail?: string;
  /** Absent for a member that has exited. */
  readonly verdict?: Verdict;
  /** What its present conversation has used, where its tool tells. */
  readonly usage?: Usage;
  /** When this launch was made, in milliseconds since the Unix epoch; absent when the store does not know. */
  readonly startedAt?: number;
  readonly epoch?: number;
  readonly pane?: string;
  readonly attended: boolean;
}

export interface StatusEvidence {
  readonly team: AppliedTeam;
  readonly tmux: ObservedTmux;
  readonly launches: readonly LaunchRecord[];
  /** By pane id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** By pane id; looked at only for what shows it. */
  readonly usage?: ReadonlyMap<string, Usage>;
}

/** What each member of an applied team does now, from what was seen. */
export function memberStatuses(evidence: StatusEvidence): MemberStatus[] {
  const panes = panesByAddress(evidence);
  return evidence.team.members.map((member) => statusOf(member, panes.get(member.address), evidence));
}

/** The pane of each member, with the tag that it should have. */
export function panesByAddress(evidence: Pick<StatusEvidence, 'team' | 'tmux' | 'launches'>): ReadonlyMap<Address, IdentifiedPane> {
  return identify(evidence.team.name, evidence).byAddress;
}

function statusOf(member: AppliedMember, found: IdentifiedPane | undefined, { launches, verdicts, usage }: StatusEvidence): MemberStatus {
  if (found === undefined) {
    const wasStarted = launches.some(({ address, conversation }) => address === member.address && conversation !== undefined);
    return { member, status: 'exited', detail: wasStarted ? 'its window is gone' : 'not started', attended: false };
  }
  const { pane, tag } = found;
  const launch = launches.find(({ address, epoch }) => address === member.address && epoch === tag.epoch);
  const known = {
    member,
    pane: pane.id,
    attended: pane.attended,
    epoch: tag.epoch,
    ...(launch === undefined || launch.at === 0 ? {} : { startedAt: launch.at }),
  };
  if (pane.dead !== undefined) return { ...known, status: 'exited', detail: endOf(pane.dead) };
  const verdict = verdicts.get(pane.id) ?? { reading: { status: 'unknown' as const }, evidence: [] };
  const detail = detailOf(verdict);
  const used = usage?.get(pane.id);
  return { ...known, status: verdict.reading.status, verdict, ...(detail === undefined ? {} : { detail }), ...(used === undefined ? {} : { usage: used }) };
}

function detailOf({ reading }: Verdict): string | undefined {
  if (reading.status === 'waiting') return questionWords(reading.for);
  if (reading.status === 'working') return reading.doing;
  if (reading.status === 'limited') return reading.until === undefined ? 'until: unknown' : `until ${new Date(reading.until).toISOString()}`;
  return undefined;
}

function questionWords({ kind, text }: Question): string {
  const what = kind === 'other' ? 'an answer' : kind === 'permission' ? 'a permission' : `${kind === 'question' ? 'an answer' : kind}`;
  return text === undefined ? what : `${what}: ${text}`;
}
