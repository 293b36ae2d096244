import { describe, expect, it } from 'vitest';
import { missionReview } from '../../src/manifest/rules/mission-review.ts';
import { shop, told } from '../manifest/memory-world.ts';

/** Of one mission each, by its name: `a` to `f`. */
function missions(...written: readonly string[]): string {
  return `missions:\n${written.map((text, index) => `  ${'abcdef'[index]}: {brief: x, ${text}}`).join('\n')}`;
}

describe(missionReview.sentence, () => {
  it('which is one that there is', () => {
    expect(told(shop(`pm:\nengineers: {cart: , pay: {count: 2}}\n${missions('to: cart, accept: {review_by: pya}', 'to: cart, accept: {review_by: someone}', 'to: cart, accept: {review_by: pay-2}', 'to: cart, accept: {review_by: pm}', 'to: pay, accept: {review_by: pay}')}`))).toMatchInlineSnapshot(`
      "error[unknown-member]: The mission "a" is reviewed by "pya", who is not in the project "shop".
       --> team.yaml:9:51
        |
      9 |       a: {brief: x, to: cart, accept: {review_by: pya}}
        |                                                   ^^^
      help: Did you mean "pay"?

      error[unknown-member]: The mission "b" is reviewed by "someone", who is not in the project "shop".
        --> team.yaml:10:51
         |
      10 |       b: {brief: x, to: cart, accept: {review_by: someone}}
         |                                                   ^^^^^^^
      help: It can be reviewed by pm, cart, pay, pay-1 or pay-2."
    `);
  });

  it('and not the only one who does it, from the start or when it is handed on', () => {
    expect(told(shop(`pm:\nengineers: {cart: , pay: {count: 2}}\n${missions('to: cart, accept: {review_by: cart}', 'to: cart, handoff_to: pm, accept: {run: npm test, review_by: pm}', 'role: analyst, accept: {review_by: pm}', 'accept: {review_by: cart}')}`))).toMatchInlineSnapshot(`
      "error[review-by-oneself]: The mission "a" is reviewed by "cart", and nobody else could do it.
       --> team.yaml:9:51
        |
      9 |       a: {brief: x, to: cart, accept: {review_by: cart}}
        |                                                   ^^^^
      help: Nobody reviews what he did himself: name another member.

      error[review-by-oneself]: The mission "b" is handed to "pm", and reviewed by "pm".
        --> team.yaml:10:43
         |
      10 |       b: {brief: x, to: cart, handoff_to: pm, accept: {run: npm test, review_by: pm}}
         |                                           ^^
      note: Who reviews it is named here.
        --> team.yaml:10:82
         |
      10 |       b: {brief: x, to: cart, handoff_to: pm, accept: {run: npm test, review_by: pm}}
         |                                                                                  ^^
      help: Nobody reviews what he did himself: name another member.

      error[review-by-oneself]: The mission "c" is reviewed by "pm", and nobody else could do it.
        --> team.yaml:11:56
         |
      11 |       c: {brief: x, role: analyst, accept: {review_by: pm}}
         |                                                        ^^
      help: Nobody reviews what he did himself: name another member."
    `);
  });

  it('nor one who takes no text, or sees no commit', () => {
    expect(told(shop(`engineers:\n  cart:\n  watch: {tool: command, command: [sleep, "1"]}\n  far: {directory: /elsewhere}\n${missions('to: cart, accept: {review_by: watch}', 'to: cart, accept: {review_by: far}')}`), { files: { '/elsewhere/x': '' } })).toMatchInlineSnapshot(`
      "error[review-by-nobody]: The mission "a" is reviewed by "watch", and nothing can be typed into its program.
        --> team.yaml:11:51
         |
      11 |       a: {brief: x, to: cart, accept: {review_by: watch}}
         |                                                   ^^^^^
      help: Name a member whose tool is an agent.

      error[no-place-for-review]: The mission "b" is reviewed by "far", and "shop/far" can see no commit: its directory is in no git repository.
        --> team.yaml:12:51
         |
      12 |       b: {brief: x, to: cart, accept: {review_by: far}}
         |                                                   ^^^
      note: "shop/far" works in /elsewhere.
        --> team.yaml:9:7
         |
       9 |       far: {directory: /elsewhere}
         |       ^^^
      help: Give that member a worktree, or name another."
    `);
  });

  it('by a mission whose name is free', () => {
    expect(told(shop('engineers: {cart: , pay: }\nmissions:\n  a: {to: cart, brief: x, accept: {review_by: pay}}\n  a-review: {to: cart, brief: x}'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: The review of the mission "a" is a mission "a-review", and the project "shop" has another one of that name.
       --> team.yaml:9:7
        |
      9 |       a-review: {to: cart, brief: x}
        |       ^^^^^^^^
      help: Give it another name."
    `);
  });
});
