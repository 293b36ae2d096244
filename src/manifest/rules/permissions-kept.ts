import { warning } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import { isSpecific, type PermissionRule } from '../permission.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatName } from './written-things.ts';

/** Tools that ask the runner before they use anything. */
const askers = ['claude', 'codex', 'opencode'];
/** Tools that are told the rules when they start, and then decide by themselves. */
const told = ['gemini'];

export const permissionsKept: Rule = {
  name: 'permissions-kept',
  sentence: 'Permission rules are given to members whose tool keeps them.',
  *check(draft) {
    const seen = new Set<unknown>();
    for (const { member, seat } of draft.staff) {
      const path = firstWritten(draft, [[...seat.path, 'permissions'], ['defaults', 'permissions']]);
      if (path === undefined || member.permissions.length === 0 || askers.includes(member.tool) || seen.has(seat.path)) continue;
      seen.add(seat.path);
      const place = keyPlace(draft.root, path);
      if (!told.includes(member.tool)) {
        yield warning('permissions-not-kept', `The permission rules say nothing to ${seatName(member)}: its tool is ${quote(member.tool)}.`, {
          place,
          hint: `They are kept by ${either([...askers, ...told])}. Others are told what they may do by \`permission_mode\` or their own settings.`,
        });
      } else if (member.permissions.some(needsTheRunner)) {
        yield warning('permissions-partly-kept', `A default of "allow" or "deny", and "after" with "then", say nothing to ${seatName(member)}: its tool is ${quote(member.tool)}.`, {
          place,
          hint: `They are kept by ${either(askers)}. With ${member.tool}, what no rule fits is up to its \`permission_mode\`, and its questions wait for a person.`,
        });
      }
    }
  },
};

/** What a tool would otherwise ask, or the time that passes, is known only while it asks. */
function needsTheRunner(rule: PermissionRule): boolean {
  return rule.patience !== undefined || (!isSpecific(rule) && rule.answer !== 'ask');
}
