import { describe, expect, it } from 'vitest';
import { somebody } from '../../src/manifest/rules/somebody.ts';
import { told } from '../manifest/memory-world.ts';

describe(somebody.sentence, () => {
  it('warns of a team without members', () => {
    expect(told(`version: 1\nteam: night\n`)).toMatchInlineSnapshot(`
      "warning[no-members]: The team "night" has no members.
       --> team.yaml:2:1
        |
      2 | team: night
        | ^^^^
      help: Add an \`orchestrator\`, or a project with a \`pm\` or \`engineers\`."
    `);
  });
});
