import { warning } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const somebody: Rule = {
  name: 'somebody',
  sentence: 'A team has a member.',
  *check(draft) {
    if (draft.staff.length > 0) return;
    yield warning('no-members', `The team ${quote(draft.written.team)} has no members.`, {
      place: keyPlace(draft.root, ['team']),
      hint: 'Add an `orchestrator`, or a project with a `pm` or `engineers`.',
    });
  },
};
