import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { isReachable, membersNamed, takersOf } from './mission-members.ts';
import { memberNames } from './mission-to.ts';
import type { Rule } from './rule.ts';
import { missionsOf, type MissionEntry } from './written-things.ts';

export const missionHandoff: Rule = {
  name: 'mission-handoff',
  sentence: 'A mission is handed to another member of its project, who can be given it.',
  *check(draft) {
    for (const entry of missionsOf(draft)) {
      const to = entry.mission.handoff_to;
      const problem = to === undefined ? undefined : problemWith(to, entry, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

function problemWith(to: string, entry: MissionEntry, draft: Draft): Diagnostic | undefined {
  const { name, path, project } = entry;
  const place = valuePlace(draft.root, [...path, 'handoff_to']);
  const members = membersNamed(to, project.name, draft);
  if (members.length === 0) {
    const names = memberNames(project.written);
    const guess = nearest(to, names);
    const hint = guess !== undefined ? `Did you mean ${quote(guess)}?` : names.length === 0 ? 'The project has no members.' : `It can be handed to ${either(names)}.`;
    return error('unknown-member', `The mission ${quote(name)} is handed to ${quote(to)}, who is not in the project ${quote(project.name)}.`, { place, hint });
  }
  const takers = takersOf(entry, draft);
  if (members.every((member) => takers.includes(member)) && takers.every((member) => members.includes(member))) {
    return error('handoff-to-same', `The mission ${quote(name)} is handed to ${quote(to)}, who has it from the start.`, { place, hint: 'Name another member, or raise `retries`.' });
  }
  if (members.some(isReachable)) return undefined;
  return error('mission-for-nobody', `The mission ${quote(name)} is handed to ${quote(to)}, and nothing can be typed into its program.`, { place, hint: 'Name a member whose tool is an agent.' });
}
