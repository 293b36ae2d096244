import { describe, expect, it } from 'vitest';
import { missionHandoff } from '../../src/manifest/rules/mission-handoff.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionHandoff.sentence, () => {
  it('which is one that there is', () => {
    expect(told(shop('pm:\nengineers: {cart: , pay: {count: 2}}\nmissions:\n  a: {to: cart, handoff_to: pya, brief: x}\n  b: {to: cart, handoff_to: someone, brief: x}\n  c: {to: cart, handoff_to: pay-2, brief: x}\n  d: {to: cart, handoff_to: pm, brief: x}'))).toMatchInlineSnapshot(`
      "error[unknown-member]: The mission "a" is handed to "pya", who is not in the project "shop".
       --> team.yaml:9:33
        |
      9 |       a: {to: cart, handoff_to: pya, brief: x}
        |                                 ^^^
      help: Did you mean "pay"?

      error[unknown-member]: The mission "b" is handed to "someone", who is not in the project "shop".
        --> team.yaml:10:33
         |
      10 |       b: {to: cart, handoff_to: someone, brief: x}
         |                                 ^^^^^^^
      help: It can be handed to pm, cart, pay, pay-1 or pay-2."
    `);
  });

  it('and not the one who had it', () => {
    expect(told(shop('pm:\nengineers: {cart: , pay: {count: 2}}\nmissions:\n  a: {to: cart, handoff_to: cart, brief: x}\n  b: {role: analyst, handoff_to: pm, brief: x}\n  c: {to: pay, handoff_to: pay-1, brief: x}\n  d: {brief: x, handoff_to: cart}'))).toMatchInlineSnapshot(`
      "error[handoff-to-same]: The mission "a" is handed to "cart", who has it from the start.
       --> team.yaml:9:33
        |
      9 |       a: {to: cart, handoff_to: cart, brief: x}
        |                                 ^^^^
      help: Name another member, or raise \`retries\`.

      error[handoff-to-same]: The mission "b" is handed to "pm", who has it from the start.
        --> team.yaml:10:38
         |
      10 |       b: {role: analyst, handoff_to: pm, brief: x}
         |                                      ^^
      help: Name another member, or raise \`retries\`."
    `);
  });

  it('nor one who takes no text', () => {
    expect(told(shop('engineers:\n  cart:\n  watch: {tool: command, command: [sleep, "1"]}\nmissions:\n  a: {to: cart, handoff_to: watch, brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-for-nobody]: The mission "a" is handed to "watch", and nothing can be typed into its program.
        --> team.yaml:10:33
         |
      10 |       a: {to: cart, handoff_to: watch, brief: x}
         |                                 ^^^^^
      help: Name a member whose tool is an agent."
    `);
  });
});
