import type { Seat } from '../manifest/manifest.ts';
import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { holderOf } from './tries.ts';

/** A member, as far as missions are concerned. */
export interface MissionSeat {
  readonly address: Address;
  /** Absent for the orchestrator. */
  readonly project?: string;
  readonly name: string;
  readonly seat: Seat;
  readonly role: string;
  readonly tool: string;
  readonly model: string;
  /** Its present or last launch, and the conversation of that; absent where there was none, or it is not known yet. */
  readonly epoch?: number;
  readonly conversation?: string;
  /** Free: it rests, and can be told something. Away: it does not run, or cannot be told anything. */
  readonly state: 'free' | 'busy' | 'away';
  /** Since when that is so, in milliseconds since the Unix epoch. */
  readonly since: number;
  /** Why it is away, as a phrase: `it is held`. */
  readonly because?: string;
  /** It is away, and only a person can change that: it is held, or in quarantine. */
  readonly forGood?: true;
  /** The host that runs it, where that is another one: it is told by that. */
  readonly host?: string;
  /** The mission that it has. */
  readonly holds?: Address;
}

/** The seats with the missions that they have, as the records say it. */
export function withHoldings(seats: readonly MissionSeat[], records: readonly MissionRecord[]): readonly MissionSeat[] {
  const held = new Map(records.map((record) => [holderOf(record), record.mission.address]));
  return seats.map(({ holds: _holds, ...seat }) => {
    const holds = held.get(seat.address);
    return holds === undefined ? seat : { ...seat, holds };
  });
}

/** Who is told when a member fails at something: its PM, of a PM the orchestrator. Undefined where there is nobody. */
export function superiorOf(member: Address, seats: readonly MissionSeat[]): Address | undefined {
  const seat = seats.find(({ address }) => address === member);
  const pm = seat?.seat === 'engineer' ? seats.find((other) => other.seat === 'pm' && other.project === seat.project) : undefined;
  const superior = pm ?? seats.find((other) => other.seat === 'orchestrator');
  return superior?.address === member ? undefined : superior?.address;
}
