import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { keyPlace, valuePlace, type Path } from '../located.ts';
import type { Member } from '../manifest.ts';
import { spelledOut } from '../missions.ts';
import type { Draft } from '../normalize.ts';
import { hasRepository } from './mission-acceptance.ts';
import { isReachable, membersNamed, takersOf } from './mission-members.ts';
import { memberNames } from './mission-to.ts';
import type { Rule } from './rule.ts';
import { missionsOf, seatName, type MissionEntry } from './written-things.ts';

export const missionReview: Rule = {
  name: 'mission-review',
  sentence: 'A mission is reviewed by another member of its project, who can be told of it and see it.',
  *check(draft) {
    for (const entry of missionsOf(draft)) {
      const by = spelledOut(entry.mission.accept).review_by;
      const problem = by === undefined ? undefined : problemWith({ entry, by, members: membersNamed(by, entry.project.name, draft) }, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

interface Review {
  readonly entry: MissionEntry;
  readonly by: string;
  /** Those whom that name means. */
  readonly members: readonly Member[];
}

function problemWith(review: Review, draft: Draft): Diagnostic | undefined {
  return problems.map((problem) => problem(review, draft)).find((problem) => problem !== undefined);
}

const problems: readonly ((review: Review, draft: Draft) => Diagnostic | undefined)[] = [unknown, unreachable, oneself, afterHandoff, blind, nameTaken];

function placeOf({ path }: MissionEntry, { root }: Draft): Diagnostic['place'] {
  return valuePlace(root, [...path, 'accept', 'review_by']);
}

function unknown({ entry, by, members }: Review, draft: Draft): Diagnostic | undefined {
  if (members.length > 0) return undefined;
  const names = memberNames(entry.project.written);
  const guess = nearest(by, names);
  const hint = guess !== undefined ? `Did you mean ${quote(guess)}?` : names.length === 0 ? 'The project has no members.' : `It can be reviewed by ${either(names)}.`;
  return error('unknown-member', `The mission ${quote(entry.name)} is reviewed by ${quote(by)}, who is not in the project ${quote(entry.project.name)}.`, { place: placeOf(entry, draft), hint });
}

function unreachable({ entry, by, members }: Review, draft: Draft): Diagnostic | undefined {
  if (members.some(isReachable)) return undefined;
  return error('review-by-nobody', `The mission ${quote(entry.name)} is reviewed by ${quote(by)}, and nothing can be typed into its program.`, { place: placeOf(entry, draft), hint: 'Name a member whose tool is an agent.' });
}

function oneself({ entry, by, members }: Review, draft: Draft): Diagnostic | undefined {
  const takers = takersOf(entry, draft);
  if (takers.length === 0 || !areAll(takers, members)) return undefined;
  return error('review-by-oneself', `The mission ${quote(entry.name)} is reviewed by ${quote(by)}, and nobody else could do it.`, { place: placeOf(entry, draft), hint: 'Nobody reviews what he did himself: name another member.' });
}

function afterHandoff({ entry, by, members }: Review, draft: Draft): Diagnostic | undefined {
  const { name, path, project, mission: { handoff_to: next } } = entry;
  const heirs = next === undefined ? [] : membersNamed(next, project.name, draft);
  if (heirs.length === 0 || !areAll(heirs, members)) return undefined;
  return error('review-by-oneself', `The mission ${quote(name)} is handed to ${quote(next!)}, and reviewed by ${quote(by)}.`, {
    place: valuePlace(draft.root, [...path, 'handoff_to']),
    related: [{ message: 'Who reviews it is named here.', place: placeOf(entry, draft) }],
    hint: 'Nobody reviews what he did himself: name another member.',
  });
}

/** Of several reviewers another is left, whoever does it. */
function areAll(doers: readonly Member[], reviewers: readonly Member[]): boolean {
  return reviewers.length === 1 && doers.every((doer) => doer === reviewers[0]);
}

function blind({ entry, by, members }: Review, draft: Draft): Diagnostic | undefined {
  const member = members.find((one) => !hasRepository(one, draft));
  if (member === undefined) return undefined;
  return error('no-place-for-review', `The mission ${quote(entry.name)} is reviewed by ${quote(by)}, and ${seatName(member)} can see no commit: its directory is in no git repository.`, {
    place: placeOf(entry, draft),
    related: [{ message: `${seatName(member)} works in ${member.directory}.`, place: member.place }],
    hint: 'Give that member a worktree, or name another.',
  });
}

function nameTaken({ entry: { name, project } }: Review, draft: Draft): Diagnostic | undefined {
  const review = `${name}-review`;
  if (project.written.missions?.[review] === undefined) return undefined;
  return error('duplicate-name', `The review of the mission ${quote(name)} is a mission ${quote(review)}, and the project ${quote(project.name)} has another one of that name.`, {
    place: keyPlace(draft.root, ['projects', project.name, 'missions', review] satisfies Path),
    hint: 'Give it another name.',
  });
}
