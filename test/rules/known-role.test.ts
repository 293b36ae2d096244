import { describe, expect, it } from 'vitest';
import { knownRole } from '../../src/manifest/rules/known-role.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(knownRole.sentence, () => {
  it('is built in or defined', () => {
    expect(told(`defaults: {role: wizard}\nroles: {poet: {brief: Rhyme.}}\n${shop('pm: {role: poet}\nengineers:\n  cart: {role: codr}')}`)).toMatchInlineSnapshot(`
      "error[unknown-role]: "wizard" is not a role.
       --> team.yaml:1:18
        |
      1 | defaults: {role: wizard}
        |                  ^^^^^^
      help: Roles are oracle, architect, coder, analyst, reviewer, tester, debugger, researcher, scribe, generalist and poet; \`roles\` defines others.

      error[unknown-role]: "codr" is not a role.
        --> team.yaml:10:20
         |
      10 |       cart: {role: codr}
         |                    ^^^^
      help: Did you mean "coder"?"
    `);
  });
});
