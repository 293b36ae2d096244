import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { isReachable, membersNamed, takersOf, wishOf } from './mission-members.ts';
import type { Rule } from './rule.ts';
import { firstWritten, missionsOf, seatName, type MissionEntry } from './written-things.ts';

export const missionTakers: Rule = {
  name: 'mission-takers',
  sentence: 'Somebody can be given each mission.',
  *check(draft) {
    for (const entry of missionsOf(draft)) {
      const problem = contradiction(entry, draft) ?? nobody(entry, draft) ?? unreachable(entry, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

/** Each of the two may be somebody's; that nobody has the one at all is for other rules to say. */
function contradiction(entry: MissionEntry, draft: Draft): Diagnostic | undefined {
  const { name, path, mission: { to, role }, project } = entry;
  const named = to === undefined ? [] : membersNamed(to, project.name, draft);
  if (to === undefined || role === undefined || named.length === 0 || takersOf(entry, draft).length > 0) return undefined;
  const roles = [...new Set(named.map((member) => member.role.name))];
  return error('mission-for-nobody', `The mission ${quote(name)} goes to ${quote(to)} and asks for the role ${quote(role)}, but the role of ${quote(to)} is ${together(roles.map(quote))}.`, {
    place: valuePlace(draft.root, [...path, 'role']),
    related: [{ message: 'Who does it is named here.', place: valuePlace(draft.root, [...path, 'to']) }],
    hint: 'Remove `to` or `role`.',
  });
}

function nobody(entry: MissionEntry, draft: Draft): Diagnostic | undefined {
  const { name, path, mission: { to, role }, project } = entry;
  if (to !== undefined || role !== undefined || takersOf(entry, draft).length > 0) return undefined;
  const manager = project.written.pm === undefined ? '' : ' `to: pm`, or';
  return error('mission-for-nobody', `The mission ${quote(name)} goes to any engineer, and the project ${quote(project.name)} has none.`, {
    place: keyPlace(draft.root, path),
    hint: `Add${manager} an engineer to the project.`,
  });
}

function unreachable(entry: MissionEntry, draft: Draft): Diagnostic | undefined {
  const takers = takersOf(entry, draft);
  if (takers.length === 0 || takers.some(isReachable)) return undefined;
  const { name, path } = entry;
  const [first] = takers;
  const named = firstWritten(draft, [[...path, 'to'], [...path, 'role']]);
  return error('mission-for-nobody', `The mission ${quote(name)} ${wishOf(entry)}, and nothing can be typed into ${together(takers.map(seatName))}.`, {
    place: named === undefined ? keyPlace(draft.root, path) : valuePlace(draft.root, named),
    related: [{ message: `The tool of ${seatName(first!)} is ${quote(first!.tool)}.`, place: first!.place }],
    hint: first!.tool === 'command' ? 'Name a member whose tool is an agent.' : `Say under \`tools\` what the \`input\` of ${quote(first!.tool)} looks like, or name another member.`,
  });
}
