import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { find, keyPlace, startOf, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const permissionRules: Rule = {
  name: 'permission-rules',
  sentence: 'A permission rule has an answer, or is the default; what happens without an answer is said only where one is asked for.',
  *check(draft) {
    for (const { at, fields } of rulesOf(draft)) {
      const has = (name: string) => fields.includes(name);
      const place = startOf(valuePlace(draft.root, at));
      if (!has('answer') && !has('default')) {
        yield error('permission-without-answer', 'The permission rule has no answer.', { place, hint: 'Add `answer: allow`, `answer: deny` or `answer: ask`.' });
      }
      const beside = has('default') ? ['answer', 'tool', 'match'].find(has) : undefined;
      if (beside !== undefined) {
        yield error('permission-default-with-more', `A default holds for all that no other rule is about, and this one has ${quote(beside)}.`, { place: keyPlace(draft.root, [...at, beside]), hint: 'Write `answer` for `default`, or take it out.' });
      }
      if (has('after') !== has('then')) {
        const [one, other] = has('after') ? ['after', 'then'] : ['then', 'after'];
        yield error('permission-half-a-deadline', `The permission rule has ${quote(one)} without ${quote(other)}.`, { place: keyPlace(draft.root, [...at, one]), hint: 'For example: after: 10m, then: deny.' });
      }
      const answer = find(draft.root, [...at, has('default') ? 'default' : 'answer']);
      if (has('after') && answer?.kind === 'scalar' && answer.value !== 'ask') {
        yield error('permission-nobody-asked', 'Nobody is asked here, so there is no answer to wait for.', { place: keyPlace(draft.root, [...at, 'after']), hint: 'Take out `after` and `then`, or write `ask`.' });
      }
    }
  },
};

interface WrittenRule {
  readonly at: Path;
  readonly fields: readonly string[];
}

function rulesOf(draft: Draft): WrittenRule[] {
  const owners: readonly Path[] = [['defaults'], ...seatsOf(draft).map(({ path }) => path)];
  return owners.flatMap((owner) => {
    const list = find(draft.root, [...owner, 'permissions']);
    if (list?.kind !== 'list') return [];
    return list.items.map((_, index) => {
      const at = [...owner, 'permissions', index];
      return { at, fields: ['tool', 'match', 'answer', 'default', 'after', 'then'].filter((name) => isGiven(draft, [...at, name])) };
    });
  });
}
