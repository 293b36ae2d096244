import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { textAt, valuePlace } from '../located.ts';
import { knownRoles } from '../roles.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const knownRole: Rule = {
  name: 'known-role',
  sentence: 'A member has a built-in role or one that the manifest defines.',
  *check(draft) {
    const roles = knownRoles(draft);
    for (const owner of [['defaults'], ...seatsOf(draft).map(({ path }) => path)]) {
      const path = [...owner, 'role'];
      const role = textAt(draft.root, path);
      if (role === undefined || roles.includes(role)) continue;
      const guess = nearest(role, roles);
      yield error('unknown-role', `${quote(role)} is not a role.`, {
        place: valuePlace(draft.root, path),
        hint: guess === undefined ? `Roles are ${together(roles)}; \`roles\` defines others.` : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};
