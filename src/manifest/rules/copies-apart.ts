import { error } from '../../diagnostics/problem.ts';
import { keyPlace, valuePlace, type Path } from '../located.ts';
import { hasWorktree } from '../member.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatsOf } from './written-things.ts';

export const copiesApart: Rule = {
  name: 'copies-apart',
  sentence: 'Engineers with a count have worktrees and branches that the runner names.',
  *check(draft) {
    for (const seat of seatsOf(draft)) {
      const field = firstWritten(draft, [[...seat.path, 'worktree', 'path'], [...seat.path, 'worktree', 'branch']]);
      const count: Path = [...seat.path, 'count'];
      if (seat.written.count === undefined || field === undefined || !hasWorktree(seat, draft)) continue;
      yield error('copies-in-one-worktree', `Engineers with a count cannot share one worktree ${String(field.at(-1))}.`, {
        place: keyPlace(draft.root, field),
        related: [{ message: 'The count is here.', place: valuePlace(draft.root, count) }],
        hint: 'Remove it: each copy gets a worktree and a branch by its own name.',
      });
    }
  },
};
