import { describe, expect, it } from 'vitest';
import { mergeBranch } from '../../src/manifest/rules/merge-branch.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(mergeBranch.sentence, () => {
  it('is the branch of a member', () => {
    expect(told(shop('merge: {into: main}\nengineers:\n  cart: {worktree: {branch: main}}'))).toMatchInlineSnapshot(`
      "error[worked-on-branch]: Missions are merged into "main", and "shop/cart" works on it.
       --> team.yaml:6:19
        |
      6 |     merge: {into: main}
        |                   ^^^^
      note: "shop/cart" is here.
       --> team.yaml:8:7
        |
      8 |       cart: {worktree: {branch: main}}
        |       ^^^^
      help: Name a branch that nobody has a worktree on, such as main."
    `);
  });

  it('is no branch that git accepts', () => {
    expect(told(shop('merge: {into: a..b}\nengineers:\n  cart:'))).toMatchInlineSnapshot(`
      "error[bad-branch]: "a..b" cannot be a branch: it holds two dots in a row.
       --> team.yaml:6:19
        |
      6 |     merge: {into: a..b}
        |                   ^^^^
      help: A branch is named like auto/cart."
    `);
  });

  it('is nobody\'s', () => {
    expect(told(shop('merge: {into: main}\nengineers:\n  cart:'))).toBe('');
  });
});
