import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { cycles } from '../../util/graph.ts';
import { valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { WrittenMission } from '../written.ts';
import type { Rule } from './rule.ts';

export const missionCycle: Rule = {
  name: 'mission-cycle',
  sentence: 'No mission waits for itself, however long the way round.',
  *check(draft) {
    for (const [name, project] of Object.entries(draft.written.projects ?? {})) {
      const missions = project.missions ?? {};
      const graph = new Map(Object.entries(missions).map(([mission, { after }]) => [mission, after ?? []]));
      for (const cycle of cycles(graph)) yield explain(cycle, { draft, path: ['projects', name, 'missions'], missions });
    }
  },
};

interface Missions {
  readonly draft: Draft;
  readonly path: Path;
  readonly missions: Readonly<Record<string, WrittenMission>>;
}

function explain(cycle: readonly string[], { draft, path, missions }: Missions): Diagnostic {
  const waits = cycle.map((mission, index) => {
    const awaited = cycle[(index + 1) % cycle.length]!;
    const position = missions[mission]?.after?.indexOf(awaited) ?? 0;
    return { message: `${quote(mission)} waits for ${quote(awaited)}.`, place: valuePlace(draft.root, [...path, mission, 'after', position]) };
  });
  const [first, ...others] = waits;
  const ring = [...cycle, cycle[0]!].join(' → ');
  return error('mission-cycle', `The mission ${quote(cycle[0]!)} waits for itself: ${ring}.`, {
    place: first!.place,
    related: others,
    hint: 'Remove one of these from its `after`.',
  });
}
