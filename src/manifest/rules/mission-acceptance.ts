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

const demands = ['run', 'commits', 'files'] as const;

export const missionAcceptance: Rule = {
  name: 'mission-acceptance',
  sentence: 'An acceptance asks for something, and it can be looked at in the repository of whoever does the mission.',
  *check(draft) {
    for (const entry of missionsOf(draft)) {
      const { name, path, mission } = entry;
      const accept = [...path, 'accept'];
      if (mission.accept === undefined) continue;
      const place = keyPlace(draft.root, accept);
      if (!demands.some((demand) => spelledOut(mission.accept)[demand] !== undefined)) {
        // What the schema refused is asked for all the same.
        if (demands.some((demand) => find(draft.unchecked, [...accept, demand]) !== undefined)) continue;
        yield error('empty-acceptance', `The acceptance of the mission ${quote(name)} asks for nothing.`, { place, hint: 'Add `run`, `commits` or `files`, or remove `accept`: then its member\'s word is enough.' });
        continue;
      }
      const homeless = doersOf(entry, draft).find((member) => !hasRepository(member, draft));
      if (homeless === undefined) continue;
      yield error('no-place-for-acceptance', `The mission ${quote(name)} ${wishOf(entry)}, and what ${seatName(homeless)} does can not be looked at: its directory is in no git repository.`, {
        place,
        related: [{ message: `${seatName(homeless)} works in ${homeless.directory}.`, place: homeless.place }],
        hint: 'Give that member a worktree, name another with `to`, or remove `accept`.',
      });
    }
  },
};

/** All who may come to have it, in the end. */
function doersOf(entry: MissionEntry, draft: Draft): readonly Member[] {
  const { mission: { handoff_to: next }, project } = entry;
  return [...takersOf(entry, draft), ...(next === undefined ? [] : membersNamed(next, project.name, draft))].filter(isReachable);
}

/** A missing directory or repository is for other rules to tell. */
function hasRepository({ worktree, directory }: Member, { files }: Draft): boolean {
  return worktree !== undefined || files.kind(directory) !== 'directory' || repositoryAt(directory, files) !== undefined;
}
