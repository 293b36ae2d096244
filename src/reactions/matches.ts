import type { Reaction } from '../manifest/reaction.ts';
import type { Facts } from './facts.ts';

/** Whether a reaction is meant for what happened. */
export function matches({ on, project, only }: Pick<Reaction, 'on' | 'project' | 'only'>, facts: Facts): boolean {
  if (on !== facts.event || (project !== undefined && project !== facts.project)) return false;
  return (['project', 'member', 'mission'] as const).every((field) => only[field] === undefined || only[field].some((pattern) => fits(pattern, facts[field])));
}

/** A name with its project, or its last part alone; nothing fits what has none. */
function fits(pattern: string, name: string): boolean {
  if (name === '') return false;
  const form = new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
  return form.test(name) || form.test(name.slice(name.lastIndexOf('/') + 1));
}
