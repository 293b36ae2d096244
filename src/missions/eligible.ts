import { quote, together } from '../diagnostics/words.ts';
import { seatIn } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { MissionSeat } from './seat.ts';
import { targetOf } from './tries.ts';

/** Who may do a mission at all, by the seats of its project, whether or not they are free. */
export function eligible(record: MissionRecord, seats: readonly MissionSeat[]): readonly MissionSeat[] {
  const meant = demandOf(record, seats);
  return seats.filter((seat) => meant(seat) === undefined);
}

/** Why a seat may not do a mission, as a phrase; undefined where it may. */
export function demandOf(record: MissionRecord, seats: readonly MissionSeat[]): (seat: MissionSeat) => string | undefined {
  const { project, role, reviews, accept: { reviewBy } } = record.mission;
  const to = targetOf(record);
  const meant = to === undefined ? undefined : namedBy(to, project, seats);
  const reviewer = reviewBy === undefined ? undefined : onlyOne(seats.filter(namedBy(reviewBy, project, seats)));
  return (seat) => {
    if (seat.project !== project) return `it is not in the project ${quote(project)}`;
    if (meant?.(seat) === false) return `it goes to ${quote(to!)}`;
    if (seat.address === reviews?.by) return 'it did itself what is to be reviewed';
    if (seat === reviewer) return 'it is to review what another did';
    // Who takes it over was chosen by name.
    if (role !== undefined && record.handedOff === undefined && seat.role !== role) return `it asks for the role ${quote(role)}, and this one is ${quote(seat.role)}`;
    return to === undefined && role === undefined && seat.seat !== 'engineer' ? 'it goes to any engineer' : undefined;
  };
}

function onlyOne(seats: readonly MissionSeat[]): MissionSeat | undefined {
  return seats.length === 1 ? seats[0] : undefined;
}

/** The same for all missions that the same seats may do. */
export function demandKey(record: MissionRecord): string {
  const { project, role, reviews, accept: { reviewBy } } = record.mission;
  return `${project} ${targetOf(record) ?? ''} ${role ?? ''} ${record.handedOff === undefined} ${reviewBy ?? ''} ${reviews?.by ?? ''}`;
}

/** Why nobody can have a mission until a person does something, as a phrase; undefined where somebody can, now or later. */
export function whyNobody(record: MissionRecord, seats: readonly MissionSeat[]): string | undefined {
  const able = eligible(record, seats);
  if (able.length === 0) return seats.length === 0 ? undefined : 'nobody in its project may do it';
  if (!able.every(({ forGood }) => forGood === true)) return undefined;
  return `nobody can have it: ${together(able.map(({ address, because = 'is away' }) => `${quote(seatIn(address))} ${because.replace(/^it /, '')}`))}`;
}

/** Whether a seat is meant by a name: that of one member, or the common one of those with a count. */
function namedBy(name: string, project: string, seats: readonly MissionSeat[]): (seat: MissionSeat) => boolean {
  const isOne = seats.some((seat) => seat.project === project && seat.name === name);
  return (seat) => seat.project === project && (seat.name === name || (!isOne && isCopy(seat.name, name)));
}

/** `search-2` is one of those that `search` with a count means. */
function isCopy(name: string, of: string): boolean {
  return name.startsWith(`${of}-`) && /^[1-9]\d*$/.test(name.slice(of.length + 1));
}
