import type { Invocation } from '../command.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { callerOf, callersTeam, type Caller } from '../mission/caller.ts';
import { withAppliedTeam } from '../team-world.ts';
import type { Host } from '../../host/host.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';

/** One call that is about check-ins: who calls, and in which team. */
export interface CheckinCall {
  readonly team: AppliedTeam;
  readonly host: Host;
  readonly caller: Caller;
  readonly invocation: Invocation;
}

/** Does it for the team that `--team` names, or whose member calls, or that is here. */
export function withCaller(invocation: Invocation, work: (call: CheckinCall) => Promise<number>): Promise<number> {
  return withAppliedTeam(
    (store) => appliedTeamNamed(invocation.options.text('team') ?? callersTeam(invocation, store), store, invocation),
    invocation,
    (team, host) => work({ team, host, caller: callerOf(team, invocation), invocation }),
  );
}
