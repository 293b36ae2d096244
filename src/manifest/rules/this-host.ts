import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const thisHost: Rule = {
  name: 'this-host',
  sentence: 'This machine is one of the hosts of the team.',
  *check({ root, host, written: { hosts } }) {
    if (hosts === undefined || hosts.length === 0 || hosts.includes(host)) return;
    const meant = nearest(host, hosts) ?? hosts.find((name) => host.startsWith(`${name}.`)) ?? hosts[0];
    yield error('not-a-host', `This machine is called ${quote(host)}, and the team's hosts are ${together(hosts.map(quote))}.`, {
      place: valuePlace(root, ['hosts']),
      hint: `Name it among the hosts, or say which of them it is: CODERS_HOST=${meant} coders ….`,
    });
  },
};
