import { describe, expect, it } from 'vitest';
import { commandTool } from '../../src/manifest/rules/command-tool.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(commandTool.sentence, () => {
  it('needs a command', () => {
    expect(told(shop('pm: {tool: command}'))).toMatchInlineSnapshot(`
      "error[no-command]: The tool of "shop/pm" is a command, and no command is given.
       --> team.yaml:6:16
        |
      6 |     pm: {tool: command}
        |                ^^^^^^^
      help: Add \`command: [program, argument]\`."
    `);
  });

  it('is needed by a command', () => {
    expect(told(shop('pm: {command: [bash]}\nengineers:\n  cart: {tool: codex, command: [bash]}'))).toMatchInlineSnapshot(`
      "error[unused-command]: "shop/pm" has a command, but its tool is "claude".
       --> team.yaml:6:10
        |
      6 |     pm: {command: [bash]}
        |          ^^^^^^^
      help: Add \`tool: command\`, or remove \`command\`.

      error[unused-command]: "shop/cart" has a command, but its tool is "codex".
       --> team.yaml:8:27
        |
      8 |       cart: {tool: codex, command: [bash]}
        |                           ^^^^^^^
      note: The tool is chosen here.
       --> team.yaml:8:20
        |
      8 |       cart: {tool: codex, command: [bash]}
        |                    ^^^^^
      help: Add \`tool: command\`, or remove \`command\`."
    `);
  });

  it('a default command serves those whose tool it is', () => {
    expect(told(`defaults: {command: [bash]}\n${shop('pm: {tool: command}\nengineers:\n  cart:')}`)).toMatchInlineSnapshot(`""`);
  });
});
