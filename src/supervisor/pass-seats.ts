import type { Host } from '../host/host.ts';
import type { MissionSeat } from '../missions/seat.ts';
import { identify } from '../plan/identity.ts';
import type { Plan } from '../plan/plan.ts';
import type { AgentPane } from '../reconcile/observe-agents.ts';
import type { Address } from '../state/address.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed } from '../state/observed.ts';
import type { MissionLook } from './mission-look.ts';
import { missionSeats } from './mission-seats.ts';
import type { Tended } from './tend-all.ts';

/** A pass, as far as it has come. */
export interface Seen {
  readonly kept: KeptTeam;
  readonly tended: Pick<Tended, 'members' | 'prompts'>;
  readonly plan: Plan;
  readonly observed: Observed;
}

/** Nobody where members were not looked at: then missions rest as well. */
export function seatsOf({ kept: { name, desired }, tended: { members, prompts }, plan, observed }: Seen, { clock }: Host): readonly MissionSeat[] {
  if (members.length === 0) return [];
  const { byAddress } = identify(name, observed);
  return missionSeats({
    members: desired.members,
    statuses: members,
    conversations: new Map([...byAddress].map(([address, { tag }]) => [address, tag.conversation])),
    engaged: new Map([
      ...prompts.map(({ to }) => [to, 'it is told something else first'] as const),
      ...plan.steps.map(({ address, cause }) => [address, `it is changed first: ${cause}`] as const),
    ]),
    now: clock.now(),
  });
}

/** Those that a change or a duty waits for, and with missions all that may be free for one soon, or say what became of one. */
export function awaitedIn(agents: readonly AgentPane[], { steps }: Plan, { missions, awaits }: { readonly missions: MissionLook | undefined; readonly awaits: readonly Address[] }): readonly AgentPane[] {
  const awaited = new Set([
    ...awaits,
    ...steps.flatMap(({ address, waits }) => (waits === undefined ? [] : [address])),
    ...(missions?.seats ?? []).flatMap(({ address, state }) => (state === 'busy' ? [address] : [])),
  ]);
  return agents.filter(({ pane }) => pane.tag !== undefined && awaited.has(pane.tag.address));
}
