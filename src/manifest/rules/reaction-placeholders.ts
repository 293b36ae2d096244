import { warning } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { find, type Located } from '../located.ts';
import { namesIn } from '../placeholders.ts';
import { eventFields, ownEventFields } from '../reaction.ts';
import { writtenReactions } from '../reactions.ts';
import type { Rule } from './rule.ts';

const known: readonly string[] = [...eventFields, ...ownEventFields];

export const reactionPlaceholders: Rule = {
  name: 'reaction-placeholders',
  sentence: 'What stands in braces in a reaction or a notification is known.',
  *check(draft) {
    const targets = find(draft.root, ['notify']);
    const reactions = writtenReactions(draft).flatMap(({ path }) => find(draft.root, path) ?? []);
    for (const { text, node } of [...reactions, ...(targets === undefined ? [] : [targets])].flatMap(textsIn)) {
      for (const name of new Set(namesIn(text))) {
        if (known.includes(name)) continue;
        const meant = nearest(name, known);
        yield warning('unknown-placeholder', `Nothing stands for ${quote(`{${name}}`)}: it is told as it is.`, {
          place: node.place,
          hint: `${meant === undefined ? 'docs/on.md has what is known.' : `Did you mean {${meant}}?`} In double braces, {{${name}}}, it stands for itself.`,
        });
      }
    }
  },
};

function textsIn(node: Located): readonly { readonly text: string; readonly node: Located }[] {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? [{ text: node.value, node }] : [];
  return (node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value)).flatMap(textsIn);
}
