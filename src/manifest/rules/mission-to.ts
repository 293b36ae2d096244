import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import { copyNames } from '../normalize.ts';
import type { WrittenProject } from '../written.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

export const missionTo: Rule = {
  name: 'mission-to',
  sentence: 'A mission goes to a member of its own project.',
  *check(draft) {
    const namesByProject = new Map(Object.entries(draft.written.projects ?? {}).map(([name, project]) => [name, memberNames(project)]));
    for (const { name, path, mission, project } of missionsOf(draft)) {
      const names = namesByProject.get(project.name)!;
      if (mission.to === undefined || names.includes(mission.to)) continue;
      const guess = nearest(mission.to, names);
      yield error('unknown-member', `The mission ${quote(name)} goes to ${quote(mission.to)}, who is not in the project ${quote(project.name)}.`, {
        place: valuePlace(draft.root, [...path, 'to']),
        hint: guess === undefined ? membersHint(names) : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};

/** The PM, each engineer as written, and each copy of those with a count. */
export function memberNames({ pm, engineers }: WrittenProject): readonly string[] {
  const written = Object.entries(engineers ?? {});
  return [...(pm === undefined ? [] : ['pm']), ...new Set(written.flatMap(([name, engineer]) => [name, ...copyNames(name, engineer?.count)]))];
}

function membersHint(names: readonly string[]): string {
  return names.length === 0 ? 'The project has no members.' : `It can go to ${either(names)}.`;
}
