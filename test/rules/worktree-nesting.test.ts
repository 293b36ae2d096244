import { describe, expect, it } from 'vitest';
import { worktreeNesting } from '../../src/manifest/rules/worktree-nesting.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(worktreeNesting.sentence, () => {
  it('not in another\'s worktree', () => {
    expect(told(shop('pm: {worktree: {path: ../trees/pm}}\nengineers:\n  cart: {worktree: {path: ../trees/pm/cart}}'))).toMatchInlineSnapshot(`
      "error[nested-worktree]: "shop/cart" works inside the worktree of "shop/pm".
       --> team.yaml:8:31
        |
      8 |       cart: {worktree: {path: ../trees/pm/cart}}
        |                               ^^^^^^^^^^^^^^^^
      note: The worktree of "shop/pm" is "../trees/pm".
       --> team.yaml:6:27
        |
      6 |     pm: {worktree: {path: ../trees/pm}}
        |                           ^^^^^^^^^^^
      help: Give one of them a place outside of the other."
    `);
  });

  it('not over a repository', () => {
    expect(told(shop('pm: {worktree: {path: ../shop}}\nengineers:\n  cart: {worktree: {path: ..}}\n  pay: {worktree: {path: ../shop/.git/pay}}'))).toMatchInlineSnapshot(`
      "error[nested-worktree]: "shop/pm" works inside the worktree of "shop/cart".
       --> team.yaml:6:27
        |
      6 |     pm: {worktree: {path: ../shop}}
        |                           ^^^^^^^
      note: The worktree of "shop/cart" is "..".
       --> team.yaml:8:31
        |
      8 |       cart: {worktree: {path: ..}}
        |                               ^^
      help: Give one of them a place outside of the other.

      error[worktree-over-repository]: The worktree of "shop/pm", "../shop", is in the way of the repository "../shop".
       --> team.yaml:6:27
        |
      6 |     pm: {worktree: {path: ../shop}}
        |                           ^^^^^^^
      help: A worktree is a folder of its own: leave \`path\` out to have it below .coders/worktrees, or name a folder that does not exist.

      error[worktree-over-repository]: The worktree of "shop/cart", "..", is in the way of the repository "../shop".
       --> team.yaml:8:31
        |
      8 |       cart: {worktree: {path: ..}}
        |                               ^^
      help: A worktree is a folder of its own: leave \`path\` out to have it below .coders/worktrees, or name a folder that does not exist.

      error[nested-worktree]: "shop/pay" works inside the worktree of "shop/pm".
       --> team.yaml:9:30
        |
      9 |       pay: {worktree: {path: ../shop/.git/pay}}
        |                              ^^^^^^^^^^^^^^^^
      note: The worktree of "shop/pm" is "../shop".
       --> team.yaml:6:27
        |
      6 |     pm: {worktree: {path: ../shop}}
        |                           ^^^^^^^
      help: Give one of them a place outside of the other.

      error[worktree-over-repository]: The worktree of "shop/pay", "../shop/.git/pay", is in the way of the repository "../shop".
       --> team.yaml:9:30
        |
      9 |       pay: {worktree: {path: ../shop/.git/pay}}
        |                              ^^^^^^^^^^^^^^^^
      help: A worktree is a folder of its own: leave \`path\` out to have it below .coders/worktrees, or name a folder that does not exist."
    `);
  });

  it('no plain directory in a worktree', () => {
    expect(told(shop('pm: {worktree: {path: .}}\nengineers:\n  cart: {directory: specs}'))).toMatchInlineSnapshot(`
      "error[nested-worktree]: "shop/cart" works inside the worktree of "shop/pm".
       --> team.yaml:8:25
        |
      8 |       cart: {directory: specs}
        |                         ^^^^^
      note: The worktree of "shop/pm" is ".".
       --> team.yaml:6:27
        |
      6 |     pm: {worktree: {path: .}}
        |                           ^
      help: Give one of them a place outside of the other."
    `);
  });

  it('a worktree below the orchestrator\'s folder is fine', () => {
    expect(told(`orchestrator: {directory: ..}\n${shop('pm:')}`)).toMatchInlineSnapshot(`""`);
  });
});
