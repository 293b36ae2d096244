import { describe, expect, it } from 'vitest';
import { oneDirectory } from '../../src/manifest/rules/one-directory.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(oneDirectory.sentence, () => {
  it('is the repository', () => {
    expect(told(shop('pm: {worktree: false}\nengineers:\n  cart: {worktree: false}'))).toMatchInlineSnapshot(`
      "error[shared-directory]: "shop/cart" and "shop/pm" both work in "../shop".
       --> team.yaml:8:24
        |
      8 |       cart: {worktree: false}
        |                        ^^^^^
      note: "shop/pm" works there, too.
       --> team.yaml:6:20
        |
      6 |     pm: {worktree: false}
        |                    ^^^^^
      help: Let one of them have a worktree, or give it a \`directory\` of its own."
    `);
  });

  it('copies without a worktree', () => {
    expect(told(shop('engineers:\n  cart: {worktree: false, count: 2}'))).toMatchInlineSnapshot(`
      "error[shared-directory]: "shop/cart-2" and "shop/cart-1" both work in "../shop".
       --> team.yaml:7:24
        |
      7 |       cart: {worktree: false, count: 2}
        |                        ^^^^^
      help: Let one of them have a worktree, or give it a \`directory\` of its own."
    `);
  });

  it('is a folder of their own', () => {
    expect(told(shop('pm: {directory: specs}\nengineers:\n  cart: {directory: ./specs/}'))).toMatchInlineSnapshot(`
      "error[shared-directory]: "shop/cart" and "shop/pm" both work in "specs".
       --> team.yaml:8:25
        |
      8 |       cart: {directory: ./specs/}
        |                         ^^^^^^^^
      note: "shop/pm" works there, too.
       --> team.yaml:6:21
        |
      6 |     pm: {directory: specs}
        |                     ^^^^^
      help: Let one of them have a worktree, or give it a \`directory\` of its own."
    `);
  });

  it('the orchestrator has one, too', () => {
    expect(told(`orchestrator:\n${shop('pm: {directory: .}')}`)).toMatchInlineSnapshot(`
      "error[shared-directory]: "shop/pm" and "orchestrator" both work in ".".
       --> team.yaml:7:21
        |
      7 |     pm: {directory: .}
        |                     ^
      note: "orchestrator" works there, too.
       --> team.yaml:1:1
        |
      1 | orchestrator:
        | ^^^^^^^^^^^^
      help: Let one of them have a worktree, or give it a \`directory\` of its own."
    `);
  });

  it('two projects with one repository', () => {
    expect(told(`${shop('pm:')}\n  mall:\n    repo: ../shop\n    pm:`)).toMatchInlineSnapshot(`
      "error[shared-branch]: "mall/pm" and "shop/pm" both work on the branch "night/pm".
       --> team.yaml:9:5
        |
      9 |     pm:
        |     ^^
      note: "shop/pm" works on it, too.
       --> team.yaml:6:5
        |
      6 |     pm:
        |     ^^
      help: Give one of them a \`worktree\` with a \`branch\` of its own, or the projects different \`branch_prefix\`es.

      error[shared-directory]: "mall/pm" and "shop/pm" both work in "../shop/.coders/worktrees/night/pm".
       --> team.yaml:9:5
        |
      9 |     pm:
        |     ^^
      note: "shop/pm" works there, too.
       --> team.yaml:6:5
        |
      6 |     pm:
        |     ^^
      help: Give one of them a \`worktree\` with a \`path\` and a \`branch\` of its own."
    `);
  });

  it('a command is no agent: it may stand beside one, and beside others', () => {
    const server = '{tool: command, worktree: false, command: [npm, start]}';
    expect(told(shop(`pm: {worktree: false}\nengineers:\n  server: ${server}\n  log: ${server}`))).toBe('');
    expect(told(shop(`engineers:\n  server: ${server}\n  log: {worktree: false}\n  cart: {worktree: false}`))).toContain('"shop/cart" and "shop/log" both work in "../shop".');
  });
});
