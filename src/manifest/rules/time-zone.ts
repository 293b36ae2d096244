import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { isTimeZone } from '../../util/time-zone.ts';
import { textAt, valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const timeZone: Rule = {
  name: 'time-zone',
  sentence: 'A time zone has a known name.',
  *check(draft) {
    const checkins = checkinsOf(draft).flatMap(({ path, checkins: all }) => all.map((_, index) => [...path, index]));
    const targets = Object.keys(draft.written.notify ?? {}).map((name) => ['notify', name]);
    for (const owner of [['schedule'], ...checkins, ...targets]) {
      const field = [...owner, 'timezone'];
      const zone = textAt(draft.root, field);
      if (zone === undefined || isTimeZone(zone)) continue;
      const guess = meantZone(zone);
      yield error('unknown-time-zone', `${quote(zone)} is not a time zone.`, {
        place: valuePlace(draft.root, field),
        hint: guess === undefined ? 'A time zone is called by its area and place, such as Europe/Berlin; UTC is one, too.' : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};

/** A place without its area is enough to know it. */
function meantZone(typed: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const place = `/${typed.trim().replaceAll(' ', '_').toLowerCase()}`;
  return zones.find((zone) => zone.toLowerCase().endsWith(place)) ?? nearest(typed, zones);
}
