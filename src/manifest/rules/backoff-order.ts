import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { backoffOf } from '../care.ts';
import { textAt, valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { missionsOf, settingsOwners } from './written-things.ts';

export const backoffOrder: Rule = {
  name: 'backoff-order',
  sentence: 'A range of pauses begins with the shorter one.',
  *check(draft) {
    const restarts = settingsOwners(draft).map((owner) => [...owner, 'restart', 'backoff']);
    const missions = missionsOf(draft).map((mission) => [...mission.path, 'retries', 'backoff']);
    for (const path of [...restarts, ...missions]) {
      const text = textAt(draft.root, path) ?? '';
      const backoff = backoffOf(text);
      if (backoff === undefined || backoff.firstMs <= backoff.mostMs) continue;
      yield error('bad-backoff', `The first pause of ${quote(text)} is longer than its longest.`, {
        place: valuePlace(draft.root, path),
        hint: `Did you mean ${quote(text.split('..').reverse().join('..'))}?`,
      });
    }
  },
};
