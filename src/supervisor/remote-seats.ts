import { quote } from '../diagnostics/words.ts';
import type { MissionSeat } from '../missions/seat.ts';
import { seatIn } from '../state/address.ts';
import type { Sharing } from '../state/sharing.ts';

/** The members that other hosts run, as missions see them from here: each is given its own by its own host. Pure. */
export function remoteSeats({ elsewhere }: Sharing, lostHosts: ReadonlyMap<string, number>, now: number): MissionSeat[] {
  return elsewhere.map(({ address, host, seat, role, tool, model }) => {
    const [first = '', second] = seatIn(address).split('/');
    return {
      address, seat, role, tool, model, host,
      ...(second === undefined ? { name: first } : { project: first, name: second }),
      state: 'away',
      since: now,
      ...(lostHosts.has(host) ? { because: `it runs on the host ${quote(host)}, of which nothing is heard`, forGood: true as const } : { because: `it runs on the host ${quote(host)}, which gives its members their missions itself` }),
    };
  });
}
