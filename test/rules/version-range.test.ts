import { describe, expect, it } from 'vitest';
import { versionRange } from '../../src/manifest/rules/version-range.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(versionRange.sentence, () => {
  it('refuses what is none', () => {
    expect(told(`tools: {claude: {version: ^2.1}, codex: {version: ""}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[bad-version-range]: "^2.1" is not a version range.
       --> team.yaml:1:27
        |
      1 | tools: {claude: {version: ^2.1}, codex: {version: ""}}
        |                           ^^^^
      help: Write one as 2.1.x, ">=2.1 <3" or "0.168.0 || 0.169.x".

      error[bad-version-range]: "" is not a version range.
       --> team.yaml:1:51
        |
      1 | tools: {claude: {version: ^2.1}, codex: {version: ""}}
        |                                                   ^^
      help: Write one as 2.1.x, ">=2.1 <3" or "0.168.0 || 0.169.x"."
    `);
  });

  it('takes ranges', () => {
    expect(told(`tools: {claude: {version: ">=2.1 <3"}, codex: {version: 0.168.0 || 0.169.x}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`""`);
  });

  it('knows a number that is meant as text', () => {
    expect(told(`tools: {claude: {version: 2.1}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[wrong-type]: "version" takes text, not 2.1.
       --> team.yaml:1:27
        |
      1 | tools: {claude: {version: 2.1}}
        |                           ^^^
      help: If it is meant as text, quote it: "2.1"."
    `);
  });
});
