import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { find, keyPlace } from '../located.ts';
import type { Member } from '../manifest.ts';
import { spelledOut } from '../missions.ts';
import type { Draft } from '../normalize.ts';
import { isReachable, membersNamed, takersOf, wishOf } from './mission-members.ts';
import { repositoryAt } from './repository.ts';
import type { Rule } from './rule.ts';
import { missionsOf, seatName, type MissionEntry } from './written-things.ts';

export const missionAcceptance: Rule = {
  name: 'mission-acceptance',
  sentence: 'An acceptance asks for something, and it can be looked at in the repository of whoever does the mission.',
  *check(draft) {
    for (const entry of missionsOf(draft).filter(({ mission }) => mission.accept !== undefined)) {
      const problem = isEmpty(entry, draft) ? emptiness(entry, draft) : homelessness(entry, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

const demands = ['run', 'commits', 'files', 'review_by'] as const;

/** What the schema refused is asked for all the same. */
function isEmpty({ path, mission: { accept } }: MissionEntry, draft: Draft): boolean {
  return demands.every((demand) => spelledOut(accept)[demand] === undefined && find(draft.unchecked, [...path, 'accept', demand]) === undefined);
}

function emptiness({ name, path }: MissionEntry, draft: Draft): Diagnostic {
  return error('empty-acceptance', `The acceptance of the mission ${quote(name)} asks for nothing.`, {
    place: keyPlace(draft.root, [...path, 'accept']),
    hint: 'Add `run`, `commits`, `files` or `review_by`, or remove `accept`: then its member\'s word is enough.',
  });
}

function homelessness(entry: MissionEntry, draft: Draft): Diagnostic | undefined {
  const member = doersOf(entry, draft).find((doer) => !hasRepository(doer, draft));
  if (member === undefined) return undefined;
  return error('no-place-for-acceptance', `The mission ${quote(entry.name)} ${wishOf(entry)}, and what ${seatName(member)} does can not be looked at: its directory is in no git repository.`, {
    place: keyPlace(draft.root, [...entry.path, 'accept']),
    related: [{ message: `${seatName(member)} works in ${member.directory}.`, place: member.place }],
    hint: 'Give that member a worktree, name another with `to`, or remove `accept`.',
  });
}

/** All who may come to have it, in the end. */
function doersOf(entry: MissionEntry, draft: Draft): readonly Member[] {
  const { mission: { handoff_to: next }, project } = entry;
  return [...takersOf(entry, draft), ...(next === undefined ? [] : membersNamed(next, project.name, draft))].filter(isReachable);
}

/** Whether commits can be seen where a member works. A missing directory or repository is for other rules to tell. */
export function hasRepository({ worktree, directory }: Member, { files }: Draft): boolean {
  return worktree !== undefined || files.kind(directory) !== 'directory' || repositoryAt(directory, files) !== undefined;
}
