import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const hostsApart: Rule = {
  name: 'hosts-apart',
  sentence: 'The hosts of a team have different names.',
  *check({ root, written: { hosts = [] } }) {
    for (const [index, host] of hosts.entries()) {
      const first = hosts.indexOf(host);
      if (first === index) continue;
      yield error('duplicate-name', `The host ${quote(host)} is named twice.`, {
        place: valuePlace(root, ['hosts', index]),
        related: [{ message: 'It is first named here.', place: valuePlace(root, ['hosts', first]) }],
        hint: 'Remove one of the two.',
      });
    }
  },
};
