import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { textAt, valuePlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { settingsOwners } from './written-things.ts';

export const knownHost: Rule = {
  name: 'known-host',
  sentence: 'A member runs on one of the hosts of the team.',
  *check(draft) {
    const { hosts = [] } = draft.written;
    if (hosts.length === 0 && isGiven(draft, ['hosts'])) return;
    for (const owner of settingsOwners(draft)) {
      const path = [...owner, 'host'];
      const host = textAt(draft.root, path);
      if (host === undefined || hosts.includes(host)) continue;
      const guess = nearest(host, hosts);
      const known = hosts.length === 0 ? `The team names none: add \`hosts: [${host}, …]\`.` : `Its hosts are ${together(hosts)}.`;
      yield error('unknown-host', `${quote(host)} is not a host of the team.`, {
        place: valuePlace(draft.root, path),
        hint: guess === undefined ? known : `Did you mean ${quote(guess)}?`,
      });
    }
  },
};
