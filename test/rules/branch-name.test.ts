import { describe, expect, it } from 'vitest';
import { branchName } from '../../src/manifest/rules/branch-name.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(branchName.sentence, () => {
  it('is as git wants it', () => {
    expect(told(shop('branch_prefix: auto branch/\npm: {worktree: {branch: a..b}}\nengineers:\n  a: {worktree: {branch: /a}}\n  b: {worktree: {branch: x.lock}}\n  c: {worktree: {branch: ""}}\n  d: {worktree: {branch: -d}}\n  e: {worktree: {branch: HEAD}}'))).toMatchInlineSnapshot(`
      "error[bad-branch]: "auto branch/" cannot start a branch: it holds a blank or one of ~ ^ : ? * [ \\.
       --> team.yaml:6:20
        |
      6 |     branch_prefix: auto branch/
        |                    ^^^^^^^^^^^^
      help: A prefix is written like auto/.

      error[bad-branch]: "a..b" cannot be a branch: it holds two dots in a row.
       --> team.yaml:7:29
        |
      7 |     pm: {worktree: {branch: a..b}}
        |                             ^^^^
      help: A branch is named like auto/cart.

      error[bad-branch]: "/a" cannot be a branch: it has a / at its start or end, or two in a row.
       --> team.yaml:9:30
        |
      9 |       a: {worktree: {branch: /a}}
        |                              ^^
      help: A branch is named like auto/cart.

      error[bad-branch]: "x.lock" cannot be a branch: a part of it ends with .lock.
        --> team.yaml:10:30
         |
      10 |       b: {worktree: {branch: x.lock}}
         |                              ^^^^^^
      help: A branch is named like auto/cart.

      error[bad-branch]: "" cannot be a branch: it is empty.
        --> team.yaml:11:30
         |
      11 |       c: {worktree: {branch: ""}}
         |                              ^^
      help: A branch is named like auto/cart.

      error[bad-branch]: "-d" cannot be a branch: it starts with -.
        --> team.yaml:12:30
         |
      12 |       d: {worktree: {branch: -d}}
         |                              ^^
      help: A branch is named like auto/cart.

      error[bad-branch]: "HEAD" cannot be a branch: git uses this name itself.
        --> team.yaml:13:30
         |
      13 |       e: {worktree: {branch: HEAD}}
         |                              ^^^^
      help: A branch is named like auto/cart."
    `);
  });

  it('may have no prefix', () => {
    expect(told(shop('branch_prefix: ""\npm:'))).toMatchInlineSnapshot(`""`);
  });
});
