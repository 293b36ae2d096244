import { assign, type Assignment, type Candidate } from '../../missions/assign.ts';
import { historyOf } from '../../missions/history.ts';
import { meritWords, type Situation } from '../../missions/merits.ts';
import { tiersAbove, type TierRule } from '../../missions/model-tier.ts';
import { inQueueOrder } from '../../missions/queue.ts';
import { blockers, type Blocker } from '../../missions/readiness.ts';
import { withHoldings, type MissionSeat } from '../../missions/seat.ts';
import { holderOf } from '../../missions/tries.ts';
import { changingMissions } from '../../plan/missions.ts';
import type { Address } from '../../state/address.ts';
import { isOver, type MissionRecord } from '../../state/mission.ts';
import { decidesMissions } from '../../state/sharing.ts';
import { lookAtKeeping } from '../keeping.ts';
import { seatsEverywhere } from '../mission/seats-now.ts';
import type { MissionCall } from '../mission/verb.ts';
import { holdUps, type HeldUpBy } from './hold-ups.ts';
import { nextOf, type NextThing } from './mission-next.ts';

/** A mission, and why it stands where it does. */
export interface MissionWhy {
  readonly team: string;
  readonly record: MissionRecord;
  /** What it waits for. */
  readonly blocking: readonly Blocker[];
  /** Of a ready one: who gets it now, or why nobody does. */
  readonly assignment?: Assignment;
  /** The members of its project, the best first; empty once it is done, and where nobody hands missions out. */
  readonly candidates: readonly MissionCandidate[];
  /** What keeps the whole team's missions, or this one, from being moved on: full sentences. */
  readonly holdUps: readonly string[];
  /** What comes next, the earliest first. */
  readonly next: readonly NextThing[];
}

/** A member that has it, could have it, or not. */
export interface MissionCandidate extends Omit<Candidate, 'standing'> {
  readonly standing: Candidate['standing'] | 'holder';
}

/** All that it is judged by. */
export interface WhyEvidence {
  readonly team: string;
  /** All of the team. */
  readonly records: readonly MissionRecord[];
  /** As the members are now; empty where no supervisor keeps the team. */
  readonly seats: readonly MissionSeat[];
  readonly heldUp: HeldUpBy;
  /** Which model which work asks for; the usual table when absent. */
  readonly tiers?: readonly TierRule[];
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Looks at the members and at all that is kept of the team's missions. */
export async function whyMission(record: MissionRecord, call: MissionCall): Promise<MissionWhy> {
  const { team: { name: team }, host: { store, clock } } = call;
  const now = clock.now();
  const kept = store.keptTeam(team);
  const keeping = await lookAtKeeping(team, call.host);
  const isChanging = kept !== undefined && decidesMissions(kept.desired.sharing) && changingMissions(kept.desired.missions, [record]).size > 0;
  return whyOf(record, { team, records: store.missions.ofTeam(team), seats: await seatsEverywhere(call, keeping.lostHosts), heldUp: { keeping, isChanging }, tiers: tiersAbove(kept?.desired.modelTiers ?? []), now });
}

/** The same, of what was seen. */
export function whyOf(record: MissionRecord, { team, records, seats, heldUp, tiers, now }: WhyEvidence): MissionWhy {
  const doneBy = new Map(records.flatMap(({ mission, state }) => (state.state === 'done' ? [[mission.address, state.by] as const] : [])));
  const situation: Situation = { seats: withHoldings(seats, records), history: historyOf(records), doneBy: (mission) => doneBy.get(mission), ...(tiers === undefined ? {} : { tiers }), now };
  const assignment = record.state.state === 'ready' && seats.length > 0 ? assignmentOf(record, records, situation) : undefined;
  return {
    team, record,
    blocking: blockers(record, new Map(records.map(({ mission, state }) => [mission.address, state.state]))),
    ...(assignment === undefined ? {} : { assignment }),
    candidates: assignment?.candidates ?? candidatesFor(record, situation),
    holdUps: isOver(record) ? [] : holdUps(team, heldUp),
    next: nextOf(record, situation.seats.find(({ address }) => address === holderOf(record)), now),
  };
}

/** What the runner would decide for it now, among all that are ready. */
function assignmentOf({ mission: { address } }: MissionRecord, records: readonly MissionRecord[], situation: Situation): Assignment | undefined {
  const ready = inQueueOrder(records.filter(({ state }) => state.state === 'ready'));
  return assign(ready, situation).find(({ mission }) => mission === address);
}

/** Who could do it, were it the only one that is ready now. */
function candidatesFor(record: MissionRecord, situation: Situation): readonly MissionCandidate[] {
  if (record.state.state === 'done' || situation.seats.length === 0) return [];
  const imagined: MissionRecord = { ...record, state: { state: 'ready', since: situation.now } };
  const [assignment] = assign([imagined], situation);
  const holder = holderOf(record);
  const others = (assignment?.candidates ?? []).filter(({ member }) => member !== holder);
  return [...holderAmong(record, situation, holder), ...others.map((one) => (one.standing === 'chosen' ? { ...one, standing: 'second' as const } : one))];
}

function holderAmong(record: MissionRecord, situation: Situation, holder: Address | undefined): readonly MissionCandidate[] {
  const seat = situation.seats.find(({ address }) => address === holder);
  return seat === undefined ? [] : [{ member: seat.address, standing: 'holder', reasons: meritWords(record, seat, situation) }];
}
