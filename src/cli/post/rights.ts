import type { Host } from '../../host/host.ts';
import { untalked } from '../../post/may-talk.ts';
import type { Address } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { UsageError, type Invocation } from '../command.ts';
import { callerOf } from '../mission/caller.ts';
import { correspondentOf, postSeats } from './call.ts';

/** Throws a UsageError that names who may, where a member types to somebody that it may not write to. */
export function requireMayWrite(to: Address, { team, host }: { readonly team: AppliedTeam; readonly host: Host }, invocation: Invocation): void {
  const from = correspondentOf(callerOf(team, invocation));
  const barred = from === to ? undefined : untalked({ from, to: [to] }, postSeats(team, host));
  if (barred !== undefined) throw new UsageError(barred.problem, barred.hint);
}
