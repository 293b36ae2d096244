import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

export const missionRole: Rule = {
  name: 'mission-role',
  sentence: 'A mission asks for a role that a member of its project has.',
  *check(draft) {
    for (const { name, path, mission, project } of missionsOf(draft)) {
      const members = draft.manifest.projects.find((other) => other.name === project.name)?.members ?? [];
      const roles = [...new Set(members.map((member) => member.role.name))];
      if (mission.role === undefined || roles.includes(mission.role)) continue;
      const guess = nearest(mission.role, roles);
      const known = roles.length === 0 ? 'The project has no members.' : `It has ${together(roles.map(quote))}.`;
      yield error('unknown-role', `The mission ${quote(name)} asks for the role ${quote(mission.role)}, which nobody in the project ${quote(project.name)} has.`, {
        place: valuePlace(draft.root, [...path, 'role']),
        hint: guess === undefined ? known : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};
