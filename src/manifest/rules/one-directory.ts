import type { Place } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace } from '../located.ts';
import type { Draft, DraftMember } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatName, shownPath } from './written-things.ts';

export const oneDirectory: Rule = {
  name: 'one-directory',
  sentence: 'No two agents of one host work in one directory; a command is none.',
  *check(draft) {
    const first = new Map<string, DraftMember>();
    for (const one of draft.staff) {
      const { member } = one;
      // A server, an editor or a shell is given no work: several may stand in one folder, beside an agent, too.
      if (member.tool === 'command') continue;
      const place = `${member.host ?? ''}:${member.directory}`;
      const other = first.get(place) ?? one;
      first.set(place, other);
      // Two of one name are told of by the rule on names.
      if (seatName(other.member) === seatName(member)) continue;
      yield error('shared-directory', `${seatName(member)} and ${seatName(other.member)} both work in ${quote(shownPath(member.directory, draft.manifest.directory))}.`, {
        place: directoryPlace(draft, one),
        related: other.seat.path === one.seat.path ? [] : [{ message: `${seatName(other.member)} works there, too.`, place: directoryPlace(draft, other) }],
        hint: member.worktree === undefined ? 'Let one of them have a worktree, or give it a `directory` of its own.' : 'Give one of them a `worktree` with a `path` and a `branch` of its own.',
      });
    }
  },
};

/** What decides where a member works: the field that says so, else the member itself. */
export function directoryPlace(draft: Draft, { seat }: DraftMember): Place {
  const field = firstWritten(draft, [[...seat.path, 'worktree', 'path'], [...seat.path, 'directory'], [...seat.path, 'worktree']]);
  return field === undefined ? keyPlace(draft.root, seat.path) : valuePlace(draft.root, field);
}
