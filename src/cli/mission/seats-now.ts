import { memberStatuses } from '../../health/member-status.ts';
import type { MissionSeat } from '../../missions/seat.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import { missionSeats } from '../../supervisor/mission-seats.ts';
import { remoteSeats } from '../../supervisor/remote-seats.ts';
import type { MissionCall } from './verb.ts';

/** Each member as the runner sees it when it hands missions out: whether it is free, and why not. One look at tmux; nobody where no supervisor keeps the team. */
export async function seatsNow({ team, host }: MissionCall): Promise<readonly MissionSeat[]> {
  const kept = host.store.keptTeam(team.name);
  if (kept === undefined) return [];
  const seen = await observeStatus(team, host);
  const statuses = memberStatuses({ ...seen, conversations: observeConversations(seen.agents, host) });
  const conversations = new Map(seen.agents.flatMap(({ pane: { tag } }) => (tag === undefined ? [] : [[tag.address, tag.conversation] as const])));
  return missionSeats({ members: kept.desired.members, statuses, conversations, engaged: new Map(), now: seen.now });
}

/** The same, and behind them the members that other hosts run: who is free of those is known there. Of lost hosts nothing is heard, for so many milliseconds. */
export async function seatsEverywhere(call: MissionCall, lostHosts: ReadonlyMap<string, number> = new Map()): Promise<readonly MissionSeat[]> {
  const { team, host: { store, clock } } = call;
  const sharing = store.keptTeam(team.name)?.desired.sharing;
  return [...(await seatsNow(call)), ...(sharing === undefined ? [] : remoteSeats(sharing, lostHosts, clock.now()))];
}
