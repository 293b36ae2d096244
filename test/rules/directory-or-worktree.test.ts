import { describe, expect, it } from 'vitest';
import { directoryOrWorktree } from '../../src/manifest/rules/directory-or-worktree.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(directoryOrWorktree.sentence, () => {
  it('not both', () => {
    expect(told(shop('pm: {directory: specs, worktree: true}\nengineers:\n  cart: {directory: .., worktree: {branch: x}}'))).toMatchInlineSnapshot(`
      "error[directory-and-worktree]: The member has both a \`directory\` and a \`worktree\`.
       --> team.yaml:6:10
        |
      6 |     pm: {directory: specs, worktree: true}
        |          ^^^^^^^^^
      note: The worktree is asked for here.
       --> team.yaml:6:28
        |
      6 |     pm: {directory: specs, worktree: true}
        |                            ^^^^^^^^
      help: Remove one of the two; a worktree is put elsewhere with \`worktree: {path: …}\`.

      error[directory-and-worktree]: The member has both a \`directory\` and a \`worktree\`.
       --> team.yaml:8:14
        |
      8 |       cart: {directory: .., worktree: {branch: x}}
        |              ^^^^^^^^^
      note: The worktree is asked for here.
       --> team.yaml:8:29
        |
      8 |       cart: {directory: .., worktree: {branch: x}}
        |                             ^^^^^^^^
      help: Remove one of the two; a worktree is put elsewhere with \`worktree: {path: …}\`."
    `);
  });

  it('a directory alone means no worktree', () => {
    expect(told(`defaults: {worktree: true}\n${shop('pm: {directory: specs}')}`)).toMatchInlineSnapshot(`""`);
  });
});
