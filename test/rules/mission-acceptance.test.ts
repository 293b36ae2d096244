import { describe, expect, it } from 'vitest';
import { missionAcceptance } from '../../src/manifest/rules/mission-acceptance.ts';
import { shop, told } from '../manifest/memory-world.ts';

const files = { '/work/plain/notes.md': 'Notes.\n', '/work/shop/docs/index.md': 'Docs.\n' };

describe(missionAcceptance.sentence, () => {
  it('which a time alone does not', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: x, accept: {timeout: 5m}}\n  b: {brief: x, accept: {}}\n  c: {brief: x, accept: npm test}\n  d: {brief: x, accept: {commits: 0}}'))).toMatchInlineSnapshot(`
      "error[empty-acceptance]: The acceptance of the mission "a" asks for nothing.
       --> team.yaml:8:21
        |
      8 |       a: {brief: x, accept: {timeout: 5m}}
        |                     ^^^^^^
      help: Add \`run\`, \`commits\`, \`files\` or \`review_by\`, or remove \`accept\`: then its member's word is enough.

      error[empty-acceptance]: The acceptance of the mission "b" asks for nothing.
       --> team.yaml:9:21
        |
      9 |       b: {brief: x, accept: {}}
        |                     ^^^^^^
      help: Add \`run\`, \`commits\`, \`files\` or \`review_by\`, or remove \`accept\`: then its member's word is enough."
    `);
  });

  it('and a wrong demand is not a missing one', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: x, accept: {run: 5}}'))).toMatchInlineSnapshot(`
      "error[wrong-type]: "run" takes a command line or a list, not 5.
       --> team.yaml:8:35
        |
      8 |       a: {brief: x, accept: {run: 5}}
        |                                   ^
      help: If it is meant as text, quote it: "5"."
    `);
  });

  it('where there is one', () => {
    expect(told(shop('engineers:\n  cart: {directory: ../plain}\nmissions:\n  a: {to: cart, brief: x, accept: npm test}\n  b: {brief: x, accept: {commits: 1}}\n  c: {to: cart, brief: x}'), { files })).toMatchInlineSnapshot(`
      "error[no-place-for-acceptance]: The mission "a" goes to "cart", and what "shop/cart" does can not be looked at: its directory is in no git repository.
       --> team.yaml:9:31
        |
      9 |       a: {to: cart, brief: x, accept: npm test}
        |                               ^^^^^^
      note: "shop/cart" works in /work/plain.
       --> team.yaml:7:7
        |
      7 |       cart: {directory: ../plain}
        |       ^^^^
      help: Give that member a worktree, name another with \`to\`, or remove \`accept\`.

      error[no-place-for-acceptance]: The mission "b" goes to any engineer, and what "shop/cart" does can not be looked at: its directory is in no git repository.
        --> team.yaml:10:21
         |
      10 |       b: {brief: x, accept: {commits: 1}}
         |                     ^^^^^^
      note: "shop/cart" works in /work/plain.
        --> team.yaml:7:7
         |
       7 |       cart: {directory: ../plain}
         |       ^^^^
      help: Give that member a worktree, name another with \`to\`, or remove \`accept\`."
    `);
  });

  it('also of who has it in the end', () => {
    expect(told(shop('engineers:\n  cart:\n  notes: {directory: ../plain}\nmissions:\n  a: {to: cart, handoff_to: notes, brief: x, accept: {files: ["*.md"]}}'), { files })).toMatchInlineSnapshot(`
      "error[no-place-for-acceptance]: The mission "a" goes to "cart", and what "shop/notes" does can not be looked at: its directory is in no git repository.
        --> team.yaml:10:50
         |
      10 |       a: {to: cart, handoff_to: notes, brief: x, accept: {files: ["*.md"]}}
         |                                                  ^^^^^^
      note: "shop/notes" works in /work/plain.
        --> team.yaml:8:7
         |
       8 |       notes: {directory: ../plain}
         |       ^^^^^
      help: Give that member a worktree, name another with \`to\`, or remove \`accept\`."
    `);
  });

  it('whether or not it is one of its own', () => {
    expect(told(shop('engineers:\n  cart: {worktree: false}\n  docs: {directory: ../shop/docs}\nmissions:\n  a: {brief: x, accept: {commits: 1}}'), { files })).toBe('');
  });
});
