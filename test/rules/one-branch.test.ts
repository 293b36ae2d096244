import { describe, expect, it } from 'vitest';
import { oneBranch } from '../../src/manifest/rules/one-branch.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(oneBranch.sentence, () => {
  it('is written twice', () => {
    expect(told(shop('pm: {worktree: {branch: x}}\nengineers:\n  cart: {worktree: {branch: x}}'))).toMatchInlineSnapshot(`
      "error[shared-branch]: "shop/cart" and "shop/pm" both work on the branch "x".
       --> team.yaml:8:33
        |
      8 |       cart: {worktree: {branch: x}}
        |                                 ^
      note: "shop/pm" works on it, too.
       --> team.yaml:6:29
        |
      6 |     pm: {worktree: {branch: x}}
        |                             ^
      help: Give one of them a \`worktree\` with a \`branch\` of its own, or the projects different \`branch_prefix\`es."
    `);
  });

  it('is the default of another', () => {
    expect(told(shop('pm: {worktree: {branch: night/cart}}\nengineers:\n  cart:'))).toMatchInlineSnapshot(`
      "error[shared-branch]: "shop/cart" and "shop/pm" both work on the branch "night/cart".
       --> team.yaml:8:7
        |
      8 |       cart:
        |       ^^^^
      note: "shop/pm" works on it, too.
       --> team.yaml:6:29
        |
      6 |     pm: {worktree: {branch: night/cart}}
        |                             ^^^^^^^^^^
      help: Give one of them a \`worktree\` with a \`branch\` of its own, or the projects different \`branch_prefix\`es."
    `);
  });

  it('is the folder of another', () => {
    expect(told(shop('pm: {worktree: {branch: night}}\nengineers:\n  cart:'))).toMatchInlineSnapshot(`
      "error[branch-inside-branch]: Git cannot hold the branch "night/cart" beside the branch "night".
       --> team.yaml:8:7
        |
      8 |       cart:
        |       ^^^^
      note: "shop/pm" works on "night".
       --> team.yaml:6:29
        |
      6 |     pm: {worktree: {branch: night}}
        |                             ^^^^^
      help: Give one of the two another name."
    `);
  });

  it('may be the same in another repository', () => {
    expect(told(`${shop('pm: {worktree: {branch: x}}')}\n  mall:\n    repo: ../mall\n    pm: {worktree: {branch: x}}`, { files: { '/work/mall/.git/HEAD': '' } })).toMatchInlineSnapshot(`""`);
  });
});
