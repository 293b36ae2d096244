import { seatIn, type Address } from '../state/address.ts';

/** Under what the hosts of a team tell each other the commit at which a mission was accepted. */
export function acceptedRef(team: string, mission: Address): string {
  return `refs/coders/${team}/accepted/${seatIn(mission)}`;
}
