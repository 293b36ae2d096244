import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';

const ways = ['desktop', 'webhook', 'command'] as const;

export const notifyWay: Rule = {
  name: 'notify-way',
  sentence: 'A notification target is one of a desktop, a webhook and a command.',
  *check(draft) {
    for (const [name, target] of Object.entries(draft.written.notify ?? {})) {
      const given = ways.filter((way) => isGiven(draft, ['notify', name, way]));
      const [, second] = given;
      if (second !== undefined) {
        yield error('two-ways', `The notification target ${quote(name)} goes two ways.`, { place: keyPlace(draft.root, ['notify', name, second]), hint: 'Make it two targets.' });
      } else if (given.length === 0 || target.desktop === false) {
        yield error('no-way', `The notification target ${quote(name)} does not say where it goes.`, {
          place: keyPlace(draft.root, ['notify', name]),
          hint: 'Add `desktop: true`, a `webhook` or a `command`.',
        });
      }
    }
  },
};
