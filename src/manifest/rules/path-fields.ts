import type { Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { promptFields } from '../prompts.ts';
import { pathAt } from '../source.ts';
import { briefOwners, checkinsOf, missionsOf, seatsOf, type MissionEntry } from './written-things.ts';

/** A field that names a file to read, what that file is, and the repository it may have been meant to be in. */
export interface FileField {
  readonly path: Path;
  readonly what: string;
  readonly repo?: string | undefined;
  /** Only its path is told to somebody, so it may hold anything. */
  readonly mayBeBinary?: true;
}

/** All fields that name a file to read, whether or not they are written. */
export function fileFields(draft: Draft): readonly FileField[] {
  const projects = Object.keys(draft.written.projects ?? {}).flatMap((name): readonly FileField[] => {
    const repo = repoOf(draft, name);
    return [
      { path: ['projects', name, 'spec'], what: 'spec', repo },
      { path: ['projects', name, 'prd'], what: 'PRD', repo },
    ];
  });
  return [
    { path: ['tmux', 'config'], what: 'tmux configuration' },
    ...promptFields(draft.written.prompts).map(([, path]) => ({ path, what: 'prompt' })),
    ...checkinsOf(draft).flatMap(({ path, checkins }) => checkins.map((_, index) => ({ path: [...path, index, 'note_file'], what: 'note', repo: path[0] === 'projects' ? repoOf(draft, String(path[1])) : undefined }))),
    ...briefOwners(draft).map((path) => ({ path: [...path, 'brief_file'], what: 'brief file', repo: path[0] === 'projects' ? repoOf(draft, String(path[1])) : undefined })),
    ...projects,
    ...missionsOf(draft).flatMap((mission) => filesOfMission(mission, repoOf(draft, mission.project.name))),
  ];
}

function filesOfMission({ path, mission: { context = [] } }: MissionEntry, repo: string | undefined): readonly FileField[] {
  return [
    { path: [...path, 'spec'], what: 'spec', repo },
    { path: [...path, 'prd'], what: 'PRD', repo },
    ...context.map((_, index): FileField => ({ path: [...path, 'context', index], what: 'context file', repo, mayBeBinary: true })),
  ];
}

function repoOf(draft: Draft, project: string): string | undefined {
  return pathAt(draft, ['projects', project, 'repo']);
}

/** All fields that hold a path of any kind. */
export function pathFields(draft: Draft): readonly Path[] {
  return [
    ...fileFields(draft).map(({ path }) => path),
    ['tmux', 'socket'],
    ...Object.keys(draft.written.tools ?? {}).flatMap((tool) => [['binary'], ['record', 'path'], ['command', 0], ['resume', 0]].map((field) => ['tools', tool, ...field])),
    ...Object.keys(draft.written.projects ?? {}).map((name) => ['projects', name, 'repo']),
    ...seatsOf(draft).flatMap(({ path }) => [[...path, 'directory'], [...path, 'worktree', 'path']]),
  ];
}
