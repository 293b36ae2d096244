import { warning } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { startOf, valuePlace } from '../located.ts';
import { seatName, staffCheckins } from './checkin-staff.ts';
import { isReachable } from './mission-members.ts';
import type { Rule } from './rule.ts';

export const checkinTakers: Rule = {
  name: 'checkin-takers',
  sentence: 'Who has check-ins can be told something.',
  *check(draft) {
    for (const { at, member } of staffCheckins(draft)) {
      if (isReachable(member)) continue;
      yield warning('checkin-for-nobody', `Nothing can be typed into ${seatName(member)}, whose tool is ${quote(member.tool)}: its check-in never comes.`, {
        place: startOf(valuePlace(draft.root, at)),
        hint: member.tool === 'command' ? 'Give it to a member whose tool is an agent.' : `Say under \`tools\` what the \`input\` of ${quote(member.tool)} looks like.`,
      });
    }
  },
};
