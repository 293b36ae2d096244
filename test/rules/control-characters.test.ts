import { describe, expect, it } from 'vitest';
import { controlCharacters } from '../../src/manifest/rules/control-characters.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(controlCharacters.sentence, () => {
  it('refuses what a terminal would obey', () => {
    expect(told(shop('pm: {brief: "a\\x1b[31mb"}\nengineers:\n  cart: {args: ["nul\\0"], env: {LONE: "\\ud800"}}'))).toMatchInlineSnapshot(`
      "error[control-character]: The text "a␛[31mb" holds the control character U+001B.
       --> team.yaml:6:17
        |
      6 |     pm: {brief: "a\\x1b[31mb"}
        |                 ^^^^^^^^^^^^
      help: Remove it: only line ends and tabs can be passed on.

      error[control-character]: The text "nul␀" holds the control character U+0000.
       --> team.yaml:8:21
        |
      8 |       cart: {args: ["nul\\0"], env: {LONE: "\\ud800"}}
        |                     ^^^^^^^
      help: Remove it: only line ends and tabs can be passed on.

      error[control-character]: The text "�" holds the control character U+D800.
       --> team.yaml:8:43
        |
      8 |       cart: {args: ["nul\\0"], env: {LONE: "\\ud800"}}
        |                                           ^^^^^^^^
      help: Remove it: only line ends and tabs can be passed on."
    `);
  });

  it('takes line ends and tabs', () => {
    expect(told(shop('pm: {brief: "a\\n\\tb"}'))).toMatchInlineSnapshot(`""`);
  });
});
