import { describe, expect, it } from 'vitest';
import { copiesApart } from '../../src/manifest/rules/copies-apart.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(copiesApart.sentence, () => {
  it('name no path and no branch', () => {
    expect(told(shop('engineers:\n  cart: {count: 2, worktree: {path: ../x, branch: y}}\n  pay: {count: 1, worktree: {branch: z}}'))).toMatchInlineSnapshot(`
      "error[copies-in-one-worktree]: Engineers with a count cannot share one worktree path.
       --> team.yaml:7:35
        |
      7 |       cart: {count: 2, worktree: {path: ../x, branch: y}}
        |                                   ^^^^
      note: The count is here.
       --> team.yaml:7:21
        |
      7 |       cart: {count: 2, worktree: {path: ../x, branch: y}}
        |                     ^
      help: Remove it: each copy gets a worktree and a branch by its own name.

      error[copies-in-one-worktree]: Engineers with a count cannot share one worktree branch.
       --> team.yaml:8:34
        |
      8 |       pay: {count: 1, worktree: {branch: z}}
        |                                  ^^^^^^
      note: The count is here.
       --> team.yaml:8:20
        |
      8 |       pay: {count: 1, worktree: {branch: z}}
        |                    ^
      help: Remove it: each copy gets a worktree and a branch by its own name."
    `);
  });
});
