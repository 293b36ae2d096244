import { accountOf } from '../health/tend/account.ts';
import type { Patient } from '../health/tend/patient.ts';
import type { MemberStatus } from '../health/member-status.ts';
import { seatIn, type Address } from '../state/address.ts';
import { carefree } from '../state/care.ts';
import type { Desired, DesiredMember } from '../state/desired.ts';
import type { Conversation } from '../state/turn.ts';
import type { Environment } from '../state/whereabouts.ts';

/** All that was seen of a team's members. */
export interface Ward {
  readonly desired: Desired;
  /** What each may hold, with all that it started; absent where there is no limit. */
  readonly memoryBytes?: number;
  /** What agents are given beside their own variables. */
  readonly environment: Environment;
  readonly statuses: readonly MemberStatus[];
  /** By pane id. */
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** What was committed since its base, newest first, by member: of those who leave a hand-over note. */
  readonly commits: ReadonlyMap<Address, readonly string[]>;
}

/** Each member that lives and is nobody's but the runner's, with all that is known of it. Pure. */
export function patientsOf(ward: Ward): Patient[] {
  const { desired, environment, statuses } = ward;
  const byAddress = new Map(statuses.map((status) => [status.member.address, status]));
  const accounts = new Map(desired.members.map(({ address, settings }) => [address, accountOf(settings, environment)]));
  const living = desired.members.flatMap((member) => {
    const status = byAddress.get(member.address);
    return status === undefined || !isTended(status) ? [] : [{ member, status }];
  });
  return living.map(({ member, status }) => {
    const account = accounts.get(member.address)!;
    const others = statuses.filter(({ member: { address } }) => address !== member.address && accounts.get(address) === account);
    // Who is not tended takes no place: else nobody would try for it.
    const parked = living.filter((other) => isParked(other.status) && accounts.get(other.member.address) === account);
    return {
      ...known(member, status, ward),
      account,
      place: parked.findIndex((other) => other.member === member),
      accountWorks: others.some((other) => worksSince(other, status.care?.park?.since)),
    };
  });
}

type OfItself = Omit<Patient, 'account' | 'place' | 'accountWorks'>;

function known(member: DesiredMember, status: MemberStatus, { desired, memoryBytes, conversations, commits }: Ward): OfItself {
  const turn = status.pane === undefined ? undefined : conversations.get(status.pane)?.turns?.at(-1);
  const superior = superiorOf(member, desired);
  return {
    care: status.care ?? carefree(member.address),
    policy: member.care,
    status,
    epoch: status.epoch ?? 0,
    commits: commits.get(member.address) ?? [],
    ...(desired.prompts === undefined ? {} : { prompts: desired.prompts }),
    ...(turn === undefined ? {} : { turn }),
    ...(superior === undefined ? {} : { superior }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  };
}

function isTended({ status, epoch, care }: MemberStatus): boolean {
  return status !== 'exited' && epoch !== undefined && care?.hold === undefined;
}

function isParked({ status, care }: MemberStatus): boolean {
  return status === 'limited' || care?.park !== undefined;
}

/**
 * It has done a whole turn that began after another one was parked. What a member does is looked at before its turns: of one
 * that seemed to work, the turn ended between the two, and how is for the next look.
 */
function worksSince({ status, care, turn }: MemberStatus, at: number | undefined): boolean {
  return at !== undefined && status === 'idle' && care?.park === undefined && turn?.endedAt !== undefined && turn.at > at;
}

/** An engineer's PM, or else the orchestrator, on whichever host. */
export function superiorOf({ address, seat }: DesiredMember, { members, sharing }: Desired): Address | undefined {
  const project = seatIn(address).split('/')[0];
  const all = [...members, ...(sharing?.elsewhere ?? [])];
  const pm = seat === 'engineer' ? all.find((other) => other.seat === 'pm' && seatIn(other.address).startsWith(`${project}/`)) : undefined;
  return (pm ?? (seat === 'orchestrator' ? undefined : all.find((other) => other.seat === 'orchestrator')))?.address;
}
