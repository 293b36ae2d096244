import { describe, expect, it } from 'vitest';
import { knownTool } from '../../src/manifest/rules/known-tool.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(knownTool.sentence, () => {
  it('knows the slip for a tool of the manifest', () => {
    expect(told(`tools: {aider: {command: [aider]}}\n${shop('pm: {tool: adier}\nengineers:\n  cart: {tool: aider}')}`)).toMatchInlineSnapshot(`
      "error[bad-tool]: "adier" is not a tool.
       --> team.yaml:7:16
        |
      7 |     pm: {tool: adier}
        |                ^^^^^
      help: Did you mean "aider"?"
    `);
  });

  it('asks for a command', () => {
    expect(told(`tools: {aider: {args: [x]}}\n${shop('pm: {tool: aider}')}`)).toMatchInlineSnapshot(`
      "error[bad-tool]: "aider" is not a tool.
       --> team.yaml:1:9
        |
      1 | tools: {aider: {args: [x]}}
        |         ^^^^^
      help: It is one of claude, codex, gemini, opencode, demo or command; a tool of your own has a \`command\` under \`tools\`.

      error[bad-tool]: "aider" is not a tool.
       --> team.yaml:7:16
        |
      7 |     pm: {tool: aider}
        |                ^^^^^
      help: It is one of claude, codex, gemini, opencode, demo or command; a tool of your own has a \`command\` under \`tools\`."
    `);
  });

  it('leaves built-in tools as they are', () => {
    expect(told(`tools: {claude: {command: [claude], states: {}}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[built-in-tool]: The tool "claude" is built in, and takes no \`command\`.
       --> team.yaml:1:18
        |
      1 | tools: {claude: {command: [claude], states: {}}}
        |                  ^^^^^^^
      help: Describe a tool of your own under another name; \`binary\` and \`args\` change how this one is started."
    `);
  });
});
