import { quote } from '../../diagnostics/words.ts';
import { seatIn, type Address } from '../../state/address.ts';
import { UsageError } from '../command.ts';
import { projectOf } from '../mission/caller.ts';
import { leaders, position, requirePresentLaunch } from '../mission/rights.ts';
import { memberNamed } from '../seats.ts';
import type { CheckinCall } from './call.ts';

/** Whether the caller may have a member checked in on: itself, and those below it. */
export function mayCheckIn({ caller }: CheckinCall, member: Address): boolean {
  if (caller.is === 'person' || caller.seat === 'orchestrator' || caller.address === member) return true;
  return caller.seat === 'pm' && caller.project !== undefined && caller.project === projectOf(member);
}

/** Throws a UsageError that says who may; what a launch that is over asks for does not count. */
export function requireMayCheckIn(call: CheckinCall, member: Address): void {
  requirePresentLaunch(call);
  if (mayCheckIn(call, member)) return;
  const { caller, team } = call;
  const who = caller.is === 'person' ? 'A person' : position(caller);
  throw new UsageError(`${who} may not schedule anything for ${quote(seatIn(member))}.`, `Each may for itself, and for those below it: for ${seatIn(member)} only ${leaders(projectOf(member) ?? '', team)} may.`);
}

/** Who is to be told: whom `named` names, or else who calls. Throws a UsageError for a person who names nobody. */
export function targetOf(named: string | undefined, { caller, team: { members } }: CheckinCall): Address {
  if (named !== undefined) return memberNamed(named, members.map(({ address }) => address));
  if (caller.is === 'member') return caller.address;
  throw new UsageError('It is not said who is to be told.', `Say it with --to, as in --to ${seatIn(members[0]?.address ?? 'member/orchestrator')}. Only a member of the team may leave it out: itself is meant then.`);
}
