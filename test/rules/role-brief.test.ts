import { describe, expect, it } from 'vitest';
import { roleBrief } from '../../src/manifest/rules/role-brief.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(roleBrief.sentence, () => {
  it('is asked for', () => {
    expect(told(`roles: {codr: {model: opus}, poet: {}, coder: {model: opus}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[role-without-brief]: The role "codr" is not built in, and has no brief.
       --> team.yaml:1:9
        |
      1 | roles: {codr: {model: opus}, poet: {}, coder: {model: opus}}
        |         ^^^^
      help: Add a \`brief\`; or did you mean "coder"?

      error[role-without-brief]: The role "poet" is not built in, and has no brief.
       --> team.yaml:1:30
        |
      1 | roles: {codr: {model: opus}, poet: {}, coder: {model: opus}}
        |                              ^^^^
      help: Add a \`brief\` or \`brief_file\`. Built-in roles are oracle, architect, coder, analyst, reviewer, tester, debugger, researcher, scribe and generalist."
    `);
  });
});
