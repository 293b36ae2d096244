import { find, keyPlace, type Path } from './located.ts';
import type { DeferredField } from './manifest.ts';
import type { Source } from './source.ts';

/** The fields that are valid but that this version does not act on. */
export function deferredFields({ root, written }: Source): readonly DeferredField[] {
  const projects = Object.entries(written.projects ?? {}).flatMap(([name, project]): readonly Path[] => {
    const path = ['projects', name];
    const engineers = Object.keys(project.engineers ?? {}).map((engineer) => [...path, 'engineers', engineer, 'checkins']);
    return [[...path, 'pm', 'checkins'], ...engineers];
  });
  return [['orchestrator', 'checkins'], ...projects]
    .filter((path) => find(root, path) !== undefined)
    .map((path) => ({ path: path.join('.'), place: keyPlace(root, path) }));
}
