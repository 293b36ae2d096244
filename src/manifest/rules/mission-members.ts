import type { Member } from '../manifest.ts';
import type { Draft } from '../normalize.ts';
import type { MissionEntry } from './written-things.ts';

/** The members of a project that go by a name: one, or all copies of those with a count. */
export function membersNamed(name: string, project: string, { staff }: Draft): readonly Member[] {
  const isMeant = ({ member, seat }: Draft['staff'][number]) => member.project === project && (member.name === name || seat.path.at(-1) === name);
  return staff.filter(isMeant).map(({ member }) => member);
}

/** Whom a mission may go to: those it names, those with the role that it asks for, both; else any engineer. */
export function takersOf({ mission: { to, role }, project: { name } }: MissionEntry, draft: Draft): readonly Member[] {
  const members = draft.manifest.projects.find((project) => project.name === name)?.members ?? [];
  const named = to === undefined ? members : membersNamed(to, name, draft);
  if (to === undefined && role === undefined) return members.filter(({ seat }) => seat === 'engineer');
  return named.filter((member) => role === undefined || member.role.name === role);
}

/** Whether the runner can hand it a text: into a program of the person's own it types nothing. */
export function isReachable({ tool, declared }: Member): boolean {
  return tool !== 'command' && (declared === undefined || declared.input !== undefined);
}

/** `goes to "cart"`, `asks for the role "tester"`: how a mission says who does it. */
export function wishOf({ mission: { to, role } }: MissionEntry): string {
  if (to !== undefined) return `goes to "${to}"`;
  return role === undefined ? 'goes to any engineer' : `asks for the role "${role}"`;
}
