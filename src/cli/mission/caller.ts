import type { Store } from '../../host/store/store.ts';
import type { Claimant } from '../../missions/transition.ts';
import { presentTry } from '../../missions/tries.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { AppliedMember, AppliedTeam } from '../../state/applied-team.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { UsageError, type Invocation } from '../command.ts';

/** Who calls: a person, or a member of the team from its own pane. */
export type Caller = { readonly is: 'person' } | MemberCaller;

export interface MemberCaller {
  readonly is: 'member';
  readonly address: Address;
  readonly epoch: number;
  readonly seat: AppliedMember['seat'];
  /** Absent for the orchestrator. */
  readonly project?: string;
}

/** The team that an agent is of, by its environment; undefined for a person, and where that team is not known here. */
export function callersTeam({ environment }: Pick<Invocation, 'environment'>, store: Store): string | undefined {
  const team = environment['CODERS_TEAM'];
  return team === undefined || environment['CODERS_ADDRESS'] === undefined || store.team(team) === undefined ? undefined : team;
}

/**
 * Who calls, by the environment that a launch is given. In the pane of another team's member it is a person: an agent may
 * run a team of its own. Throws a UsageError for one that is no member any more.
 */
export function callerOf({ name, members }: AppliedTeam, { environment }: Pick<Invocation, 'environment'>): Caller {
  const { CODERS_TEAM: team, CODERS_ADDRESS: address, CODERS_EPOCH: epoch } = environment;
  if (team !== name || address === undefined || epoch === undefined || !/^\d+$/.test(epoch)) return { is: 'person' };
  const member = members.find((one) => one.address === address);
  if (member === undefined) throw new UsageError(`"${seatIn(address)}" is no member of team ${name} any more.`, 'A person can call this from elsewhere.');
  const project = projectOf(address);
  return { is: 'member', address, epoch: Number(epoch), seat: member.seat, ...(project === undefined ? {} : { project }) };
}

/** Of `member/storefront/cart` it is `storefront`; the orchestrator is in none. */
export function projectOf(address: Address): string | undefined {
  const [project, name] = seatIn(address).split('/');
  return name === undefined ? undefined : project;
}

/** Who that is, in words. */
export function callerWords(caller: Caller): string {
  return caller.is === 'person' ? 'a person' : seatIn(caller.address);
}

/** The word of the one who has the mission, or had it until its review, counts for its launch; that of a person or of a superior for the mission as it stands. */
export function claimantOf(caller: Caller, record: MissionRecord): Claimant {
  const word = callerWords(caller);
  if (caller.is === 'person') return { word };
  const { address: by, epoch, seat } = caller;
  return seat === 'engineer' || presentTry(record)?.by === by ? { by, epoch, word } : { word };
}
