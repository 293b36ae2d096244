import type { Path } from '../located.ts';
import type { Member } from '../manifest.ts';
import type { Draft } from '../normalize.ts';
import type { WrittenCheckin } from '../written.ts';

export { seatName } from './written-things.ts';

/** A check-in as written, and the first of those who have it. */
export interface StaffCheckin {
  readonly at: Path;
  readonly written: WrittenCheckin;
  readonly member: Member;
}

/** Each check-in once, however many copies of its member a `count` makes. */
export function staffCheckins({ staff }: Draft): readonly StaffCheckin[] {
  const firsts = new Map([...staff].reverse().map((one) => [one.seat.path.join('\0'), one]));
  return [...firsts.values()].reverse().flatMap(({ seat: { path, written }, member }) =>
    (written.checkins ?? []).map((checkin, index) => ({ at: [...path, 'checkins', index], written: checkin, member })));
}
