import type { AppliedMember, AppliedTeam } from '../state/applied-team.ts';
import type { Address } from '../state/address.ts';
import { endOf } from '../state/ending.ts';
import type { Activity, LaunchRecord, ObservedPane, ObservedTmux } from '../state/observed.ts';

/** `exited` also stands for a member without a window; `detail` says which. */
export type Status = Activity | 'exited';

export interface MemberStatus {
  readonly member: AppliedMember;
  readonly status: Status;
  readonly detail?: string;
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
  readonly activities: ReadonlyMap<string, Activity>;
}

/** What each member of an applied team does now, from what was seen. */
export function memberStatuses(evidence: StatusEvidence): MemberStatus[] {
  const panes = panesByAddress(evidence);
  return evidence.team.members.map((member) => statusOf(member, panes.get(member.address), evidence));
}

/** The pane of each member; of two that claim one, the later launch. */
export function panesByAddress({ team, tmux }: Pick<StatusEvidence, 'team' | 'tmux'>): Map<Address, ObservedPane> {
  const own = (tmux.running ? tmux.panes : []).filter(({ tag }) => tag?.team === team.name);
  own.sort((a, b) => (a.tag?.epoch ?? 0) - (b.tag?.epoch ?? 0));
  return new Map(own.flatMap((pane) => (pane.tag === undefined ? [] : [[pane.tag.address, pane]])));
}

function statusOf(member: AppliedMember, pane: ObservedPane | undefined, { launches, activities }: StatusEvidence): MemberStatus {
  if (pane === undefined) {
    const wasStarted = launches.some(({ address, conversation }) => address === member.address && conversation !== undefined);
    return { member, status: 'exited', detail: wasStarted ? 'its window is gone' : 'not started', attended: false };
  }
  const launch = launches.find(({ address, epoch }) => address === member.address && epoch === pane.tag?.epoch);
  const known = {
    member,
    pane: pane.id,
    attended: pane.attended,
    ...(pane.tag === undefined ? {} : { epoch: pane.tag.epoch }),
    ...(launch === undefined || launch.at === 0 ? {} : { startedAt: launch.at }),
  };
  if (pane.dead !== undefined) return { ...known, status: 'exited', detail: endOf(pane.dead) };
  return { ...known, status: activities.get(pane.id) ?? 'unknown' };
}
