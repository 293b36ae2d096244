import { quote } from '../diagnostics/words.ts';
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
  const { project, role } = record.mission;
  const to = targetOf(record);
  const named = to !== undefined && seats.some((seat) => seat.project === project && seat.name === to);
  return (seat) => {
    if (seat.project !== project) return `it is not in the project ${quote(project)}`;
    if (to !== undefined && seat.name !== to && (named || !isCopy(seat.name, to))) return `it goes to ${quote(to)}`;
    // Who takes it over was chosen by name.
    if (role !== undefined && record.handedOff === undefined && seat.role !== role) return `it asks for the role ${quote(role)}, and this one is ${quote(seat.role)}`;
    return to === undefined && role === undefined && seat.seat !== 'engineer' ? 'it goes to any engineer' : undefined;
  };
}

/** `search-2` is one of those that `search` with a count means. */
function isCopy(name: string, of: string): boolean {
  return name.startsWith(`${of}-`) && /^[1-9]\d*$/.test(name.slice(of.length + 1));
}
