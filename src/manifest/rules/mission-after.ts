import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

export const missionAfter: Rule = {
  name: 'mission-after',
  sentence: 'A mission waits for missions of its own project.',
  *check(draft) {
    for (const { name, path, mission, project } of missionsOf(draft)) {
      const missions = Object.keys(project.written.missions ?? {});
      for (const [index, awaited] of (mission.after ?? []).entries()) {
        if (missions.includes(awaited)) continue;
        const guess = nearest(awaited, missions.filter((other) => other !== name));
        yield error('unknown-mission', `The mission ${quote(name)} waits for ${quote(awaited)}, which is not a mission of the project ${quote(project.name)}.`, {
          place: valuePlace(draft.root, [...path, 'after', index]),
          hint: guess === undefined ? 'A mission waits for missions of its own project.' : `Did you mean ${quote(guess)}?`,
        });
      }
    }
  },
};
