import { adapterFor } from '../../agents/registry.ts';
import type { Host } from '../../host/host.ts';
import type { PostSeat } from '../../post/seat.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { person, type Correspondent } from '../../state/mail.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import type { Invocation } from '../command.ts';
import { callerOf, callersTeam, type Caller } from '../mission/caller.ts';
import { requirePresentLaunch } from '../mission/rights.ts';
import { withAppliedTeam } from '../team-world.ts';

/** One call of a verb by which a team talks, or shares what it knows. */
export interface PostCall {
  readonly team: AppliedTeam;
  readonly host: Host;
  readonly caller: Caller;
  readonly invocation: Invocation;
  /** All members of the team, those on other hosts too. */
  readonly seats: readonly PostSeat[];
}

/** Runs `work` for whoever calls. A launch that is over says and hears nothing any more: that is a UsageError. */
export function withPost(invocation: Invocation, work: (call: PostCall) => Promise<number>): Promise<number> {
  return withAppliedTeam(
    (store) => appliedTeamNamed(invocation.options.text('team') ?? callersTeam(invocation, store), store, invocation),
    invocation,
    async (team, host) => {
      const call: PostCall = { team, host, invocation, caller: callerOf(team, invocation), seats: postSeats(team, host) };
      requirePresentLaunch(call);
      return work(call);
    },
  );
}

/** As whom a caller writes and is written to. */
export function correspondentOf(caller: Caller): Correspondent {
  return caller.is === 'person' ? person : caller.address;
}

/** Every member of a team, as it matters who writes to whom. */
export function postSeats({ name, members }: AppliedTeam, { store }: Pick<Host, 'store'>): readonly PostSeat[] {
  const own = members.map(({ address, seat, role, tool, declared, talksTo }): PostSeat => ({
    address, seat, role, isReachable: adapterFor(tool, declared)?.delivery !== undefined, ...(talksTo === undefined ? {} : { talksTo }),
  }));
  const elsewhere = store.keptTeam(name)?.desired.sharing?.elsewhere ?? [];
  return [...own, ...elsewhere.map(({ address, seat, role, tool }): PostSeat => ({ address, seat, role, isReachable: tool !== 'command' }))];
}
