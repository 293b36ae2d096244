import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import type { Draft, DraftMember } from '../normalize.ts';
import { isInside } from '../paths.ts';
import { directoryPlace } from './one-directory.ts';
import type { Rule } from './rule.ts';
import { seatName, shownPath } from './written-things.ts';

export const worktreeNesting: Rule = {
  name: 'worktree-nesting',
  sentence: "No member works inside another's worktree, and no worktree takes a repository's place.",
  *check(draft) {
    const worktrees = new Map(draft.staff.filter(({ member }) => member.worktree !== undefined).map((one) => [one.member.directory, one]));
    const repositories = [...new Set(draft.manifest.projects.map(({ repo }) => repo))];
    for (const one of draft.staff) {
      const outer = holderOf(one.member.directory, worktrees);
      if (outer !== undefined) yield nested(draft, one, outer);
      if (one.member.worktree === undefined) continue;
      const repository = repositories.find((repo) => clashes(one.member.directory, repo));
      if (repository !== undefined) yield inTheWay(draft, one, repository);
    }
  },
};

/** Climbs from the directory upwards: as many steps as it has parts, however many members there are. */
function holderOf(directory: string, worktrees: ReadonlyMap<string, DraftMember>): DraftMember | undefined {
  const above = dirname(directory);
  if (above === directory) return undefined;
  return worktrees.get(above) ?? holderOf(above, worktrees);
}

function clashes(worktree: string, repo: string): boolean {
  const git = join(repo, '.git');
  return worktree === repo || isInside(repo, worktree) || worktree === git || isInside(worktree, git);
}

function nested(draft: Draft, one: DraftMember, outer: DraftMember): Diagnostic {
  return error('nested-worktree', `${seatName(one.member)} works inside the worktree of ${seatName(outer.member)}.`, {
    place: directoryPlace(draft, one),
    related: [{ message: `The worktree of ${seatName(outer.member)} is ${quote(shownPath(outer.member.directory, draft.manifest.directory))}.`, place: directoryPlace(draft, outer) }],
    hint: 'Give one of them a place outside of the other.',
  });
}

function inTheWay(draft: Draft, one: DraftMember, repository: string): Diagnostic {
  const folder = draft.manifest.directory;
  return error('worktree-over-repository', `The worktree of ${seatName(one.member)}, ${quote(shownPath(one.member.directory, folder))}, is in the way of the repository ${quote(shownPath(repository, folder))}.`, {
    place: directoryPlace(draft, one),
    hint: 'A worktree is a folder of its own: leave `path` out to have it below .coders/worktrees, or name a folder that does not exist.',
  });
}
