import { describe, expect, it } from 'vitest';
import { talksTo } from '../../src/manifest/rules/talks-to.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(talksTo.sentence, () => {
  it('by its name, its seat, its role or its project', () => {
    expect(told(`defaults: {talks_to: [pm]}\norchestrator: {talks_to: [shop/cart, role:tester, all]}\n${shop('pm: {talks_to: [orchestrator, person, project:shop]}\nengineers:\n  cart: {talks_to: [pay-2, pm]}\n  pay: {count: 2, role: tester}')}`)).toBe('');
  });

  it('and not somebody else', () => {
    expect(told(shop('pm:\nengineers:\n  cart: {talks_to: [pmm, role:poet]}\n  pay: {talks_to: [orchestrator]}'))).toMatchInlineSnapshot(`
      "error[unknown-reader]: "pmm" is nobody in the team.
       --> team.yaml:8:25
        |
      8 |       cart: {talks_to: [pmm, role:poet]}
        |                         ^^^
      help: Did you mean "pm"?

      error[unknown-reader]: "role:poet" is nobody in the team.
       --> team.yaml:8:30
        |
      8 |       cart: {talks_to: [pmm, role:poet]}
        |                              ^^^^^^^^^
      help: Did you mean "role:coder"?

      error[unknown-reader]: "orchestrator" is nobody in the team.
       --> team.yaml:9:24
        |
      9 |       pay: {talks_to: [orchestrator]}
        |                        ^^^^^^^^^^^^
      help: It can be pm, cart, pay, shop/pm, shop/cart, shop/pay, project:shop, role:analyst, role:coder, all and person."
    `);
  });
});
