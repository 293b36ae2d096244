import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const talksTo: Rule = {
  name: 'talks-to',
  sentence: 'Whom a member talks to is in the team.',
  *check(draft) {
    for (const { path, readers, home } of listsIn(draft)) {
      const names = namesFor(home, draft);
      for (const [index, reader] of readers.entries()) {
        if (names.includes(reader)) continue;
        const guess = nearest(reader, names);
        yield error('unknown-reader', `${quote(reader)} is nobody in the team.`, {
          place: valuePlace(draft.root, [...path, index]),
          hint: guess === undefined ? `It can be ${together(names)}.` : `Did you mean ${quote(guess)}?`,
        });
      }
    }
  },
};

interface ReaderList {
  readonly path: Path;
  readonly readers: readonly string[];
  /** The project whose members it may name without it; undefined for the orchestrator, `any` for the defaults. */
  readonly home?: string | typeof anyHome;
}

const anyHome = Symbol('any project');

function listsIn(draft: Draft): readonly ReaderList[] {
  const usual: ReaderList = { path: ['defaults', 'talks_to'], readers: draft.written.defaults?.talks_to ?? [], home: anyHome };
  return [usual, ...seatsOf(draft).map(({ path, written, project }): ReaderList => ({
    path: [...path, 'talks_to'], readers: written.talks_to ?? [], ...(project === undefined ? {} : { home: project.name }),
  }))];
}

/** Seats first: they are what a slip most likely meant. */
function namesFor(home: ReaderList['home'], { staff }: Draft): readonly string[] {
  const members = staff.map(({ member }) => member);
  return [...new Set([
    ...members.flatMap(({ project, name }) => (project === undefined || project === home || home === anyHome ? [name] : [])),
    ...members.flatMap(({ project, name }) => (project === undefined ? [] : [`${project}/${name}`])),
    ...members.flatMap(({ project }) => (project === undefined ? [] : [`project:${project}`])),
    ...members.map(({ role }) => `role:${role.name}`),
    'all', 'person',
  ])];
}
