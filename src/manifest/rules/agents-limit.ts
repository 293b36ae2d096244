import { warning } from '../../diagnostics/problem.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const agentsLimit: Rule = {
  name: 'agents-limit',
  sentence: 'A limit of agents leaves room for all members.',
  *check({ root, staff, manifest }) {
    const most = manifest.limits.agents;
    if (most === undefined || staff.length <= most) return;
    const runs = most === 1 ? '1 agent run' : `${most} agents run`;
    yield warning('more-members-than-agents', `The team has ${staff.length} members, and its limit lets ${runs} at once.`, {
      place: valuePlace(root, ['limits', 'agents']),
      hint: `Raise it to ${staff.length}, or let fewer members be: those over the limit wait.`,
    });
  },
};
