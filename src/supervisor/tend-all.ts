import { accountOf } from '../health/tend/account.ts';
import type { Patient, Tending } from '../health/tend/patient.ts';
import { tend } from '../health/tend/tend.ts';
import { memberStatuses, type MemberStatus } from '../health/member-status.ts';
import type { Host } from '../host/host.ts';
import { observeConversations } from '../reconcile/observe-turns.ts';
import { observeStatus } from '../reconcile/observe-status.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { carefree, type Care } from '../state/care.ts';
import type { Desired, DesiredMember } from '../state/desired.ts';
import type { CareEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Conversation } from '../state/turn.ts';

/** What was seen of each member last, by address: only a change is told. */
export type SeenStatuses = ReadonlyMap<Address, string>;

export interface Tended extends Tending {
  readonly statuses: SeenStatuses;
}

/** Looks at what every member does, and decides what is to be done for each that lives and is nobody's but the runner's. */
export async function tendAll({ kept, team, before }: { readonly kept: KeptTeam; readonly team: AppliedTeam; readonly before: SeenStatuses }, host: Host): Promise<Omit<Tended, 'care'> & { readonly cares: readonly Care[] }> {
  const seen = await observeStatus(team, host);
  const conversations = observeConversations(seen.agents, host);
  const statuses = memberStatuses({ ...seen, conversations });
  const patients = await patientsOf({ kept, statuses, conversations }, host);
  const tendings = patients.map((patient) => tend(patient, seen.now));
  const times = tendings.flatMap(({ nextAt }) => nextAt ?? []);
  return {
    statuses: new Map(statuses.map((status) => [status.member.address, wordsOf(status)])),
    cares: tendings.filter(({ care }, index) => care !== patients[index]!.care).map(({ care }) => care),
    events: [...statuses.flatMap((status) => healthOf(status, before)), ...tendings.flatMap(({ events }) => events)],
    prompts: tendings.flatMap(({ prompts }) => prompts),
    ...(times.length === 0 ? {} : { nextAt: Math.min(...times) }),
  };
}

interface Ward {
  readonly kept: KeptTeam;
  readonly statuses: readonly MemberStatus[];
  readonly conversations: ReadonlyMap<string, Conversation>;
}

async function patientsOf({ kept, statuses, conversations }: Ward, host: Host): Promise<Patient[]> {
  const { desired } = kept;
  const byAddress = new Map(statuses.map((status) => [status.member.address, status]));
  const account = ({ settings }: DesiredMember) => accountOf(settings, { ...host.environment, ...kept.environment });
  const living = desired.members.filter(({ address }) => {
    const status = byAddress.get(address);
    return status !== undefined && status.status !== 'exited' && status.epoch !== undefined && status.care?.hold === undefined;
  });
  // Who is not tended would keep the first place, and nobody would try for it.
  const parked = living.filter(({ address }) => byAddress.get(address)?.status === 'limited' || byAddress.get(address)?.care?.park !== undefined);
  return Promise.all(living.map(async (member): Promise<Patient> => {
    const status = byAddress.get(member.address)!;
    const own = account(member);
    const turn = status.pane === undefined ? undefined : conversations.get(status.pane)?.turns?.at(-1);
    const superior = superiorOf(member, desired);
    const care = status.care ?? carefree(member.address);
    const others = desired.members.filter((other) => other !== member && account(other) === own);
    return {
      care, status, account: own,
      policy: member.care,
      epoch: status.epoch!,
      place: parked.filter((other) => account(other) === own).findIndex(({ address }) => address === member.address),
      accountWorks: care.park !== undefined && others.some(({ address }) => workedSince(byAddress.get(address), care.park!.since)),
      commits: care.handover === undefined ? [] : await host.git.commitsSince(member.settings.directory, desired.worktrees.find(({ address }) => address === member.worktree)?.base),
      ...(turn === undefined ? {} : { turn }),
      ...(superior === undefined ? {} : { superior }),
    };
  }));
}

function workedSince(status: MemberStatus | undefined, at: number): boolean {
  return status !== undefined && ['working', 'idle'].includes(status.status) && status.care?.park === undefined && status.turn?.endedAt !== undefined && status.turn.at > at;
}

/** An engineer's PM, or else the orchestrator. */
function superiorOf({ address, seat }: DesiredMember, { members }: Desired): Address | undefined {
  const project = seatIn(address).split('/')[0];
  const pm = seat === 'engineer' ? members.find((other) => other.seat === 'pm' && seatIn(other.address).startsWith(`${project}/`)) : undefined;
  return (pm ?? (seat === 'orchestrator' ? undefined : members.find((other) => other.seat === 'orchestrator')))?.address;
}

function wordsOf({ status, detail }: MemberStatus): string {
  return detail === undefined || status === 'working' ? status : `${status}: ${detail}`;
}

/** Nothing is told at the first look, but what a person would want to know. */
function healthOf(status: MemberStatus, before: SeenStatuses): CareEvent[] {
  const { member: { address }, status: now, detail, epoch } = status;
  const then = before.get(address);
  if (now === 'exited' || then === wordsOf(status) || (then === undefined && ['idle', 'working', 'starting'].includes(now))) return [];
  const ready: CareEvent[] = then === 'starting' && epoch !== undefined ? [{ type: 'ready', address, epoch }] : [];
  return [...ready, { type: 'health', address, status: now, ...(detail === undefined ? {} : { detail }) }];
}
