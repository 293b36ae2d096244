import type { MemberStatus } from '../health/member-status.ts';
import type { MissionSeat } from '../missions/seat.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { DesiredMember } from '../state/desired.ts';

/** All that decides what a member can be given. */
export interface SeatEvidence {
  readonly members: readonly DesiredMember[];
  readonly statuses: readonly MemberStatus[];
  /** The conversation of each member's present launch, by address. */
  readonly conversations: ReadonlyMap<Address, string>;
  /** Who is about to be started again, changed or told something: by address, why. */
  readonly engaged: ReadonlyMap<Address, string>;
  readonly now: number;
}

/** Each member as missions see it. Pure. */
export function missionSeats({ members, statuses, conversations, engaged, now }: SeatEvidence): MissionSeat[] {
  const byAddress = new Map(statuses.map((status) => [status.member.address, status]));
  return members.map((member) => {
    const { address, seat, settings: { role, tool, model } } = member;
    const [first = '', second] = seatIn(address).split('/');
    const status = byAddress.get(address);
    const conversation = conversations.get(address);
    return {
      address, seat, role, tool, model,
      ...(second === undefined ? { name: first } : { project: first, name: second }),
      ...(status?.epoch === undefined ? {} : { epoch: status.epoch }),
      ...(conversation === undefined ? {} : { conversation }),
      since: status?.since ?? now,
      ...readinessOf(status, engaged.get(address)),
    };
  });
}

type Readiness = Pick<MissionSeat, 'state' | 'because' | 'forGood'>;

/** In this order: what a person decided, what the runner has in hand, what the agent does. */
function readinessOf(status: MemberStatus | undefined, engagement: string | undefined): Readiness {
  const { care } = status ?? {};
  if (care?.hold !== undefined) return { state: 'away', because: 'it is held', forGood: true };
  if (care?.quarantine !== undefined) return { state: 'away', because: 'it is in quarantine', forGood: true };
  if (care?.park !== undefined || status?.status === 'limited') return { state: 'away', because: 'its usage limit is reached' };
  if (status === undefined || status.status === 'exited') return { state: 'away', because: 'it does not run' };
  if (engagement !== undefined) return { state: 'away', because: engagement };
  if (status.status === 'idle') return { state: 'free' };
  return { state: 'busy', because: `it is ${status.status}` };
}
