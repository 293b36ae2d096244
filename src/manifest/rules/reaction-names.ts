import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { find, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesIn } from '../placeholders.ts';
import { writtenReactions, type ReactionAt } from '../reactions.ts';
import { memberNames } from './mission-to.ts';
import type { Rule } from './rule.ts';

/** A name in a reaction, and those that could stand there. */
interface Named {
  readonly path: Path;
  readonly text: string;
  readonly what: string;
  /** What is missing where it is not one of the known; `There is no …` unless said otherwise. */
  readonly lacks?: string;
  readonly known: readonly string[];
}

export const reactionNames: Rule = {
  name: 'reaction-names',
  sentence: 'A reaction names members, their roles, projects and notification targets that there are.',
  *check(draft) {
    for (const { path, text, what, known, lacks = `There is no ${what}` } of writtenReactions(draft).flatMap((at) => namesInReaction(at, draft))) {
      if (known.includes(text) || namesIn(text).length > 0) continue;
      const guess = nearest(text, known);
      yield error(`unknown-${what.replaceAll(' ', '-')}`, `${lacks} ${quote(text)}.`, {
        place: valuePlace(draft.root, path),
        hint: guess !== undefined ? `Did you mean ${quote(guess)}?` : known.length === 0 ? `The team has no ${what}.` : `It is one of ${either(known)}.`,
      });
    }
  },
};

function namesInReaction({ path, written: { message, mission, notify }, project }: ReactionAt, draft: Draft): readonly Named[] {
  const { projects = {}, notify: targets = {} } = draft.written;
  const missionProject = mission?.project ?? project;
  const target = typeof notify === 'string' ? { to: notify, path: [...path, 'notify'] } : { to: notify?.to, path: [...path, 'notify', 'to'] };
  const ofProject = projects[missionProject ?? ''];
  return [
    ...named([...path, 'message', 'to'], message?.to, 'member', recipients(project, draft)),
    ...named([...path, 'mission', 'project'], mission?.project, 'project', Object.keys(projects)),
    ...(ofProject === undefined ? [] : named([...path, 'mission', 'to'], mission?.to, 'member', memberNames(ofProject))),
    ...(ofProject === undefined ? [] : named([...path, 'mission', 'role'], mission?.role, 'role', rolesIn(missionProject, draft)).map((one) => ({ ...one, lacks: `Nobody in the project ${quote(missionProject ?? '')} has the role` }))),
    ...named(target.path, target.to, 'notification target', Object.keys(targets)),
  ].filter((one) => find(draft.root, one.path) !== undefined);
}

function named(path: Path, text: string | undefined, what: string, known: readonly string[]): readonly Named[] {
  return text === undefined ? [] : [{ path, text, what, known }];
}

function rolesIn(project: string | undefined, { staff }: Draft): readonly string[] {
  return [...new Set(staff.flatMap(({ member }) => (member.project === project ? [member.role.name] : [])))];
}

/** Whole addresses; and names within a project, which at the top is the one that the event is about. */
function recipients(project: string | undefined, { staff }: Draft): readonly string[] {
  return [...new Set(staff.flatMap(({ member }) => {
    if (member.project === undefined) return [member.name];
    const whole = `${member.project}/${member.name}`;
    return project === undefined || project === member.project ? [whole, member.name] : [whole];
  }))];
}
