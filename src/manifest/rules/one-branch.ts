import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace } from '../located.ts';
import type { Draft, DraftMember } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatName } from './written-things.ts';

export const oneBranch: Rule = {
  name: 'one-branch',
  sentence: 'No two members of one repository work on one branch, or on branches that git cannot hold together.',
  *check(draft) {
    const repositories = new Map<string, Map<string, DraftMember>>();
    for (const one of draft.staff) {
      if (one.member.worktree === undefined || one.seat.project === undefined) continue;
      const { repo } = one.seat.project;
      const branches = repositories.get(repo) ?? new Map<string, DraftMember>();
      repositories.set(repo, branches);
      const other = branches.get(one.member.worktree.branch);
      if (other === undefined) branches.set(one.member.worktree.branch, one);
      // Two of one name are told of by the rule on names.
      else if (seatName(other.member) !== seatName(one.member)) yield shared(draft, one, other);
    }
    for (const branches of repositories.values()) yield* blocked(draft, branches);
  },
};

function shared(draft: Draft, one: DraftMember, other: DraftMember): Diagnostic {
  return error('shared-branch', `${seatName(one.member)} and ${seatName(other.member)} both work on the branch ${quote(one.member.worktree!.branch)}.`, {
    place: branchPlace(draft, one),
    related: [{ message: `${seatName(other.member)} works on it, too.`, place: branchPlace(draft, other) }],
    hint: 'Give one of them a `worktree` with a `branch` of its own, or the projects different `branch_prefix`es.',
  });
}

/** Git keeps branches as files, so `auto` and `auto/cart` exclude each other. */
function* blocked(draft: Draft, branches: ReadonlyMap<string, DraftMember>): Iterable<Diagnostic> {
  for (const [branch, one] of branches) {
    for (let slash = branch.indexOf('/', 1); slash !== -1; slash = branch.indexOf('/', slash + 1)) {
      const shorter = branch.slice(0, slash);
      const other = branches.get(shorter);
      if (other === undefined) continue;
      yield error('branch-inside-branch', `Git cannot hold the branch ${quote(branch)} beside the branch ${quote(shorter)}.`, {
        place: branchPlace(draft, one),
        related: [{ message: `${seatName(other.member)} works on ${quote(shorter)}.`, place: branchPlace(draft, other) }],
        hint: 'Give one of the two another name.',
      });
    }
  }
}

function branchPlace(draft: Draft, { seat }: DraftMember): Place {
  const field = firstWritten(draft, [[...seat.path, 'worktree', 'branch']]);
  return field === undefined ? keyPlace(draft.root, seat.path) : valuePlace(draft.root, field);
}
