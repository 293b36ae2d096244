import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { seatName } from './written-things.ts';

export const mergeBranch: Rule = {
  name: 'merge-branch',
  sentence: 'Nobody works on the branch that missions are merged into.',
  *check(draft) {
    for (const { name, repo, merge } of draft.manifest.projects) {
      const worker = draft.staff.find(({ member, seat }) => merge !== undefined && seat.project?.repo === repo && member.worktree?.branch === merge.into);
      if (worker === undefined || merge === undefined) continue;
      yield error('worked-on-branch', `Missions are merged into ${quote(merge.into)}, and ${seatName(worker.member)} works on it.`, {
        place: valuePlace(draft.root, ['projects', name, 'merge', 'into']),
        related: [{ message: `${seatName(worker.member)} is here.`, place: worker.member.place }],
        hint: 'Name a branch that nobody has a worktree on, such as main.',
      });
    }
  },
};
