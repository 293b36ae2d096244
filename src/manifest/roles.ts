import { join } from 'node:path';
import type { Role } from './manifest.ts';
import { fileTextAt, type Source } from './source.ts';

/** The built-in roles and the model tier each starts with. Their texts stand in templates/roles. */
export const builtInRoles: Readonly<Record<string, 'opus' | 'sonnet' | 'haiku'>> = {
  oracle: 'opus',
  architect: 'opus',
  coder: 'sonnet',
  analyst: 'sonnet',
  reviewer: 'sonnet',
  tester: 'sonnet',
  debugger: 'sonnet',
  researcher: 'sonnet',
  scribe: 'haiku',
  generalist: 'sonnet',
};

/** The role that a seat has when nobody names one. */
export const seatRoles = { orchestrator: 'architect', pm: 'analyst', engineer: 'coder' } as const;

/** The tier of a role that is not built in and names no model. */
export const otherRolesModel = 'sonnet';

export function isBuiltInRole(name: string): boolean {
  return Object.hasOwn(builtInRoles, name);
}

/** The names of all roles a member of this team can have. */
export function knownRoles(source: Source): readonly string[] {
  return [...new Set([...Object.keys(builtInRoles), ...Object.keys(source.written.roles ?? {})])];
}

/** A role with its text: the person's own, else the built-in one. A role that nobody describes has none, which a rule reports. */
export function roleOf(name: string, source: Source): Role {
  const own = source.written.roles?.[name]?.brief ?? fileTextAt(source, ['roles', name, 'brief_file'])?.text;
  return { name, text: own ?? (isBuiltInRole(name) ? builtInText(name, source) : '') };
}

function builtInText(name: string, { templatesDirectory, files }: Source): string {
  const path = join(templatesDirectory, 'roles', `${name}.md`);
  const look = files.look(path);
  if (look.state !== 'file') throw new Error(`The package has no text for the role ${name}: ${path} is ${look.state}.`);
  return look.text;
}
