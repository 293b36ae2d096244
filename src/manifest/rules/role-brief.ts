import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { keyPlace } from '../located.ts';
import { builtInRoles, isBuiltInRole } from '../roles.ts';
import type { Rule } from './rule.ts';

export const roleBrief: Rule = {
  name: 'role-brief',
  sentence: 'A role that is not built in has a brief.',
  *check(draft) {
    for (const [name, role] of Object.entries(draft.written.roles ?? {})) {
      if (isBuiltInRole(name) || role.brief !== undefined || role.brief_file !== undefined) continue;
      const guess = nearest(name, Object.keys(builtInRoles));
      yield error('role-without-brief', `The role ${quote(name)} is not built in, and has no brief.`, {
        place: keyPlace(draft.root, ['roles', name]),
        hint: guess === undefined ? `Add a \`brief\` or \`brief_file\`. Built-in roles are ${either(Object.keys(builtInRoles)).replace(' or ', ' and ')}.` : `Add a \`brief\`; or did you mean ${quote(guess)}?`,
      });
    }
  },
};
