import { reviewAddress } from '../../missions/review.ts';
import type { MissionSeat } from '../../missions/seat.ts';
import { silenceOf } from '../../missions/silence.ts';
import { nameIn, seatIn } from '../../state/address.ts';
import type { MissionRecord, MissionState, MissionStateName } from '../../state/mission.ts';

/** Something that comes of a mission as it stands. */
export interface NextThing {
  /** Milliseconds since the Unix epoch; absent where no time brings it. */
  readonly at?: number;
  /** A full sentence without its stop. */
  readonly then: string;
}

type In<Name extends MissionStateName> = Extract<MissionState, { readonly state: Name }>;
type Rules = { readonly [Name in MissionStateName]: (state: In<Name>, record: MissionRecord, seat: MissionSeat | undefined) => readonly NextThing[] };

const rules: Rules = {
  waiting: (_state, { mission }) => (mission.after.length === 0 ? [] : [{ then: 'It goes on when all that it waits for is done' }]),
  ready: ({ notBefore }) => (notBefore === undefined ? [] : [{ at: notBefore, then: 'The pause after its last try ends' }]),
  assigned: ({ deadline }) => [{ at: deadline, then: 'It goes back to the queue, unless its prompt is acknowledged' }],
  working: (state, _record, seat) => [{ at: state.deadline, then: 'The time for this try is over' }, ...silenceIn(state, seat)],
  verifying: ({ deadline, missed }) => [...(missed === undefined ? [] : [{ at: missed.notBefore, then: 'It is checked again' }]), { at: deadline, then: 'A check that has not ended is given up, and made again' }],
  reviewing: ({ because }, { mission }) => (because === undefined ? [{ then: `It is done or tried again, as ${seatIn(reviewAddress(mission.address))} comes out` }] : []),
  done: () => [],
  failed: ({ rejectedBy }, { mission }) => (rejectedBy !== undefined ? [] : [{ then: `It is tried again when somebody says so: coders mission retry ${nameIn(mission.address)}` }]),
  parked: ({ behind }, { mission }) => [{ then: behind === undefined ? `It goes on when somebody says so: coders mission retry ${nameIn(mission.address)}` : `It goes on when ${seatIn(behind)} does` }],
};

function silenceIn(state: In<'working'>, seat: MissionSeat | undefined): readonly NextThing[] {
  const silence = silenceOf(state, seat);
  if (silence === undefined) return [];
  return [{ at: silence.until, then: silence.then === 'ask' ? 'Its member, which rests, is asked what became of it' : 'This try fails, if its member says nothing of it until then' }];
}

/** What comes next of a mission, the earliest first; what time has brought already is left off. */
export function nextOf(record: MissionRecord, seat: MissionSeat | undefined, now: number): readonly NextThing[] {
  const rule = rules[record.state.state] as (state: MissionState, record: MissionRecord, seat: MissionSeat | undefined) => readonly NextThing[]; // each takes the state that it is named after
  const things = rule(record.state, record, seat).filter(({ at }) => at === undefined || at > now);
  return [...things].sort((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity));
}
