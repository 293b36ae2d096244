import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import type { WrittenSeat } from '../member.ts';
import type { Rule } from './rule.ts';

export const engineerNames: Rule = {
  name: 'engineer-names',
  sentence: 'No two members of one project have one name, copies and the PM counted.',
  *check(draft) {
    const first = new Map<string, WrittenSeat>();
    for (const { seat } of draft.staff) {
      const address = `${seat.project?.name ?? ''}/${seat.name}`;
      const other = first.get(address) ?? seat;
      first.set(address, other);
      if (other === seat) continue;
      yield error('duplicate-name', `Two members of the project ${quote(seat.project?.name ?? '')} are called ${quote(seat.name)}.`, {
        place: keyPlace(draft.root, seat.path),
        related: [{ message: roleOfFirst(other), place: keyPlace(draft.root, other.path) }],
        hint: 'Give one of them another name.',
      });
    }
    for (const { seat } of draft.staff) {
      const isOrphanPm = seat.seat === 'engineer' && seat.name === 'pm' && first.get(`${seat.project?.name ?? ''}/pm`) === seat;
      if (!isOrphanPm) continue;
      yield error('duplicate-name', 'An engineer cannot be called "pm": that is the PM\'s name.', { place: keyPlace(draft.root, seat.path), hint: 'Give it another name.' });
    }
  },
};

function roleOfFirst(seat: WrittenSeat): string {
  if (seat.seat === 'pm') return 'The PM is always called "pm".';
  return seat.written.count === undefined ? 'The first is here.' : `The count of ${seat.written.count} here makes the first.`;
}
