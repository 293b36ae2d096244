import { seatIn, type Address } from './address.ts';

/** Under which the hosts of a team find the commit that a mission was accepted with. */
export function acceptedRef(team: string, mission: Address): string {
  return `refs/coders/${team}/accepted/${seatIn(mission)}`;
}
