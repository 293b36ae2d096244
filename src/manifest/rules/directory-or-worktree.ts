import { error } from '../../diagnostics/problem.ts';
import { keyPlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const directoryOrWorktree: Rule = {
  name: 'directory-or-worktree',
  sentence: 'A member works in a directory that exists or in a worktree of its own, not both.',
  *check(draft) {
    for (const { path, written } of seatsOf(draft)) {
      if (written.directory === undefined || written.worktree === undefined || written.worktree === false) continue;
      yield error('directory-and-worktree', 'The member has both a `directory` and a `worktree`.', {
        place: keyPlace(draft.root, [...path, 'directory']),
        related: [{ message: 'The worktree is asked for here.', place: keyPlace(draft.root, [...path, 'worktree']) }],
        hint: 'Remove one of the two; a worktree is put elsewhere with `worktree: {path: …}`.',
      });
    }
  },
};
