import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { keyPlace } from '../located.ts';
import { builtInRoles, isBuiltInRole } from '../roles.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';

const fields = ['brief', 'brief_file'];

export const roleBrief: Rule = {
  name: 'role-brief',
  sentence: 'A role that is not built in has a brief.',
  *check(draft) {
    for (const name of Object.keys(draft.written.roles ?? {})) {
      if (isBuiltInRole(name) || fields.some((field) => isGiven(draft, ['roles', name, field]))) continue;
      const guess = nearest(name, Object.keys(builtInRoles));
      yield error('role-without-brief', `The role ${quote(name)} is not built in, and has no brief.`, {
        place: keyPlace(draft.root, ['roles', name]),
        hint: guess === undefined ? `Add a \`brief\` or \`brief_file\`. Built-in roles are ${together(Object.keys(builtInRoles))}.` : `Add a \`brief\`; or did you mean ${quote(guess)}?`,
      });
    }
  },
};
