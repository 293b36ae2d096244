import { warning } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatName } from './written-things.ts';

/** Tools that ask the runner before they use anything. */
const keepers = ['claude'];

export const permissionsKept: Rule = {
  name: 'permissions-kept',
  sentence: 'Permission rules are given to members whose tool keeps them.',
  *check(draft) {
    const told = new Set<unknown>();
    for (const { member, seat } of draft.staff) {
      const path = firstWritten(draft, [[...seat.path, 'permissions'], ['defaults', 'permissions']]);
      if (path === undefined || member.permissions.length === 0 || keepers.includes(member.tool) || told.has(seat.path)) continue;
      told.add(seat.path);
      yield warning('permissions-not-kept', `The permission rules say nothing to ${seatName(member)}: its tool is ${quote(member.tool)}.`, {
        place: keyPlace(draft.root, path),
        hint: `They are kept by ${either(keepers)}. Others are told what they may do by \`permission_mode\` or their own settings.`,
      });
    }
  },
};
