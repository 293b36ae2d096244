import { describe, expect, it } from 'vitest';
import { missionTo } from '../../src/manifest/rules/mission-to.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionTo.sentence, () => {
  it('names a member', () => {
    expect(told(shop('pm:\nengineers:\n  cart:\n  pay: {count: 2}\nmissions:\n  a: {to: crat, brief: x}\n  b: {to: pay-3, brief: x}\n  c: {to: someone, brief: x}\n  d: {to: pm, brief: x}\n  e: {to: pay, brief: x}\n  f: {to: pay-2, brief: x}'))).toMatchInlineSnapshot(`
      "error[unknown-member]: The mission "a" goes to "crat", who is not in the project "shop".
        --> team.yaml:11:15
         |
      11 |       a: {to: crat, brief: x}
         |               ^^^^
      help: Did you mean "cart"?

      error[unknown-member]: The mission "b" goes to "pay-3", who is not in the project "shop".
        --> team.yaml:12:15
         |
      12 |       b: {to: pay-3, brief: x}
         |               ^^^^^
      help: Did you mean "pay"?

      error[unknown-member]: The mission "c" goes to "someone", who is not in the project "shop".
        --> team.yaml:13:15
         |
      13 |       c: {to: someone, brief: x}
         |               ^^^^^^^
      help: It can go to pm, cart, pay, pay-1 or pay-2."
    `);
  });
});
