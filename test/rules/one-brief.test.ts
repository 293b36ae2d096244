import { describe, expect, it } from 'vitest';
import { oneBrief } from '../../src/manifest/rules/one-brief.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(oneBrief.sentence, () => {
  it('is text or file', () => {
    expect(told(`roles: {coder: {brief: x, brief_file: specs/shop.md}}\n${shop('pm: {brief: x, brief_file: specs/shop.md}')}`)).toMatchInlineSnapshot(`
      "error[two-briefs]: The brief is given twice, as \`brief\` and as \`brief_file\`.
       --> team.yaml:1:27
        |
      1 | roles: {coder: {brief: x, brief_file: specs/shop.md}}
        |                           ^^^^^^^^^^
      note: The text is here.
       --> team.yaml:1:17
        |
      1 | roles: {coder: {brief: x, brief_file: specs/shop.md}}
        |                 ^^^^^
      help: Remove one of the two.

      error[two-briefs]: The brief is given twice, as \`brief\` and as \`brief_file\`.
       --> team.yaml:7:20
        |
      7 |     pm: {brief: x, brief_file: specs/shop.md}
        |                    ^^^^^^^^^^
      note: The text is here.
       --> team.yaml:7:10
        |
      7 |     pm: {brief: x, brief_file: specs/shop.md}
        |          ^^^^^
      help: Remove one of the two."
    `);
  });

  it('a member\'s own replaces the default', () => {
    expect(told(`defaults: {brief_file: specs/shop.md}\n${shop('pm: {brief: x}')}`)).toMatchInlineSnapshot(`""`);
  });
});
