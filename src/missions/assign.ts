import { quote } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';
import { demandOf } from './eligible.ts';
import { againBy, awaitsFreshStart, handOut, isPausing, reservations, type Reservations } from './hand-out.ts';
import { byMerit, meritWords, type Situation } from './merits.ts';
import type { MissionSeat } from './seat.ts';

/** Who gets a ready mission, or why nobody does. */
export interface Assignment {
  readonly mission: Address;
  /** Absent where it stays in the queue. */
  readonly to?: Address;
  /** What keeps it from every member for now, as a phrase. */
  readonly because?: string;
  /** The members of its project: the one who gets it, who could, who can later, who may not; of each kind the best first. */
  readonly candidates: readonly Candidate[];
}

/** A member of its project, and how it stands to a mission: who is given it, who could be, who could be later, who never may. */
export interface Candidate {
  readonly member: Address;
  readonly standing: 'chosen' | 'second' | 'later' | 'never';
  /** Phrases, most important first. */
  readonly reasons: readonly string[];
}

const standings = ['chosen', 'second', 'later', 'never'] as const;

/** Says for each ready mission, given in queue order, who gets it now or why nobody does. */
export function assign(ready: readonly MissionRecord[], situation: Situation): readonly Assignment[] {
  const reserved = reservations(ready, situation.seats);
  const round: Outcome = { situation, reserved, given: handOut(ready, situation, reserved) };
  return ready.map((record) => explain(record, round));
}

interface Outcome {
  readonly situation: Situation;
  readonly reserved: Reservations;
  readonly given: ReadonlyMap<Address, MissionSeat>;
}

function explain(record: MissionRecord, outcome: Outcome): Assignment {
  const { situation, given } = outcome;
  const { address, project } = record.mission;
  const to = given.get(address)?.address;
  const seats = byMerit(record, situation.seats.filter((seat) => seat.project === project), situation);
  const candidates = seats.map((seat) => candidate(record, seat, outcome)).sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing));
  const because = to === undefined ? keptBack(record, candidates, situation) : undefined;
  return { mission: address, ...(to === undefined ? {} : { to }), ...(because === undefined ? {} : { because }), candidates };
}

function candidate(record: MissionRecord, seat: MissionSeat, outcome: Outcome): Candidate {
  const { situation, given } = outcome;
  const member = seat.address;
  const demand = demandOf(record, situation.seats)(seat);
  if (demand !== undefined) return { member, standing: 'never', reasons: [demand] };
  const merits = meritWords(record, seat, situation);
  if (given.get(record.mission.address)?.address === member) return { member, standing: 'chosen', reasons: merits };
  const hindrance = hindranceOf(record, seat, outcome);
  return hindrance === undefined ? { member, standing: 'second', reasons: merits } : { member, standing: 'later', reasons: [hindrance] };
}

/** Why a member that may do a mission is not given it now; undefined where it could be. */
function hindranceOf(record: MissionRecord, seat: MissionSeat, { situation, reserved, given }: Outcome): string | undefined {
  const { address } = record.mission;
  if (seat.holds !== undefined) return `it has ${quote(seatIn(seat.holds))}`;
  if (seat.state === 'away') return seat.because ?? 'it is away';
  if (seat.state === 'busy') return 'it works at something else';
  if (seat.epoch === undefined || seat.conversation === undefined) return 'its conversation is not known yet';
  const kept = reserved.get(seat.address) ?? address;
  if (kept !== address) return `it is to try ${quote(seatIn(kept))} again first`;
  const other = [...given].find(([, { address: taker }]) => taker === seat.address)?.[0];
  if (other !== undefined && other !== address) return `it is given ${quote(seatIn(other))} now`;
  if (awaitsFreshStart(record, seat)) return 'it is to start in a new conversation first';
  const again = againBy(record, situation.seats);
  return again === undefined || again.address === seat.address ? undefined : `${quote(seatIn(again.address))} is to try it again`;
}

function keptBack(record: MissionRecord, candidates: readonly Candidate[], { now }: Situation): string {
  const { state } = record;
  if (isPausing(record, now) && state.state === 'ready') return `the pause after its last try lasts another ${formatDuration((state.notBefore ?? now) - now)}`;
  return candidates.some(({ standing }) => standing !== 'never') ? 'nobody who may do it is free' : 'nobody in its project may do it';
}

const standingWords: Readonly<Record<Candidate['standing'], string>> = { chosen: 'gets it', second: 'could have it', later: 'cannot have it now', never: 'may not have it' };

/** An assignment as lines for people: the outcome, then each member with its reasons. */
export function assignmentWords({ mission, to, because, candidates }: Assignment): string {
  const outcome = to === undefined ? `${seatIn(mission)} stays in the queue: ${because}.` : `${seatIn(mission)} goes to ${seatIn(to)}.`;
  return [outcome, ...candidates.map(({ member, standing, reasons }) => `  ${seatIn(member)} ${standingWords[standing]}: ${reasons.join('; ')}.`)].join('\n');
}
