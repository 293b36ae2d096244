import { describe, expect, it } from 'vitest';
import { reservedVariables } from '../../src/manifest/rules/reserved-variables.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(reservedVariables.sentence, () => {
  it('refuses them at every level', () => {
    expect(told(`env: {CODERS_A: x}\ndefaults: {env: {CODERS_B: x}}\ntools: {codex: {env: {CODERS_C: x}}}\n${shop('pm: {env: {CODERS_D: x, MY_CODERS_E: y}}')}`)).toMatchInlineSnapshot(`
      "error[reserved-variable]: The variable "CODERS_A" cannot be set: names starting with CODERS_ are reserved.
       --> team.yaml:1:7
        |
      1 | env: {CODERS_A: x}
        |       ^^^^^^^^
      help: Use another name.

      error[reserved-variable]: The variable "CODERS_B" cannot be set: names starting with CODERS_ are reserved.
       --> team.yaml:2:18
        |
      2 | defaults: {env: {CODERS_B: x}}
        |                  ^^^^^^^^
      help: Use another name.

      error[reserved-variable]: The variable "CODERS_C" cannot be set: names starting with CODERS_ are reserved.
       --> team.yaml:3:23
        |
      3 | tools: {codex: {env: {CODERS_C: x}}}
        |                       ^^^^^^^^
      help: Use another name.

      error[reserved-variable]: The variable "CODERS_D" cannot be set: names starting with CODERS_ are reserved.
       --> team.yaml:9:16
        |
      9 |     pm: {env: {CODERS_D: x, MY_CODERS_E: y}}
        |                ^^^^^^^^
      help: Use another name."
    `);
  });

  it('lets a member go without the tools of coders, at every level', () => {
    const off = '{CODERS_MCP: "off"}';
    expect(told(`env: ${off}\ndefaults: {env: ${off}}\ntools: {codex: {env: ${off}}}\n${shop(`pm: {env: ${off}}`)}`)).toBe('');
  });

  it('refuses what would not be understood', () => {
    expect(told(shop('pm: {env: {CODERS_MCP: no}}'))).toMatchInlineSnapshot(`
      "error[reserved-variable]: The variable "CODERS_MCP" takes off or on, not "no".
       --> team.yaml:6:28
        |
      6 |     pm: {env: {CODERS_MCP: no}}
        |                            ^^"
    `);
  });
});
