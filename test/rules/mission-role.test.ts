import { describe, expect, it } from 'vitest';
import { missionRole } from '../../src/manifest/rules/mission-role.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionRole.sentence, () => {
  it('is somebody\'s', () => {
    expect(told(shop('engineers:\n  cart: {role: tester}\nmissions:\n  a: {role: testr, brief: x}\n  b: {role: scribe, brief: x}\n  c: {role: tester, brief: x}'))).toMatchInlineSnapshot(`
      "error[unknown-role]: The mission "a" asks for the role "testr", which nobody in the project "shop" has.
       --> team.yaml:9:17
        |
      9 |       a: {role: testr, brief: x}
        |                 ^^^^^
      help: Did you mean "tester"?

      error[unknown-role]: The mission "b" asks for the role "scribe", which nobody in the project "shop" has.
        --> team.yaml:10:17
         |
      10 |       b: {role: scribe, brief: x}
         |                 ^^^^^^
      help: It has "tester"."
    `);
  });
});
