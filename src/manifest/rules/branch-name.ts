import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const branchName: Rule = {
  name: 'branch-name',
  sentence: 'A branch has a name that git accepts.',
  *check(draft) {
    for (const { path, ending } of branchFields(draft)) {
      const text = textAt(draft.root, path);
      const fault = text === undefined ? undefined : faults.find(({ pattern }) => pattern.test(text + ending));
      if (text === undefined || fault === undefined) continue;
      yield error('bad-branch', `${quote(text)} cannot ${ending === '' ? 'be a branch' : 'start a branch'}: ${fault.reason}.`, {
        place: valuePlace(draft.root, path),
        hint: ending === '' ? 'A branch is named like auto/cart.' : 'A prefix is written like auto/.',
      });
    }
  },
};

/** A prefix is judged with a member's name after it. */
function branchFields(draft: Draft): readonly { readonly path: Path; readonly ending: string }[] {
  return [
    ...Object.keys(draft.written.projects ?? {}).map((name) => ({ path: ['projects', name, 'branch_prefix'], ending: 'x' })),
    ...Object.keys(draft.written.projects ?? {}).map((name) => ({ path: ['projects', name, 'merge', 'into'], ending: '' })),
    ...seatsOf(draft).map(({ path }) => ({ path: [...path, 'worktree', 'branch'], ending: '' })),
  ];
}

/** What `git check-ref-format --branch` refuses. */
const faults: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^$/, reason: 'it is empty' },
  { pattern: /^-/, reason: 'it starts with -' },
  { pattern: /[\s~^:?*[\\\x00-\x1f\x7f]/, reason: 'it holds a blank or one of ~ ^ : ? * [ \\' },
  { pattern: /\.\./, reason: 'it holds two dots in a row' },
  { pattern: /@\{/, reason: 'it holds @{' },
  { pattern: /^\/|\/$|\/\//, reason: 'it has a / at its start or end, or two in a row' },
  { pattern: /(?:^|\/)\.|\.(?:\/|$)/, reason: 'a part of it starts or ends with a dot' },
  { pattern: /\.lock(?:\/|$)/, reason: 'a part of it ends with .lock' },
  { pattern: /^(?:@|HEAD)$/, reason: 'git uses this name itself' },
];
