import { describe, expect, it } from 'vitest';
import { baseUrlTool } from '../../src/manifest/rules/base-url-tool.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(baseUrlTool.sentence, () => {
  it('refuses it for a tool without a model', () => {
    expect(told(`tools: {command: {base_url: "http://127.0.0.1:9"}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[unused-base-url]: The tool "command" has a \`base_url\`, and it talks to no model that coders knows of.
       --> team.yaml:1:19
        |
      1 | tools: {command: {base_url: "http://127.0.0.1:9"}}
        |                   ^^^^^^^^
      help: Remove \`base_url\`; a program of your own may read an address from \`env\`."
    `);
  });

  it('takes it for all others', () => {
    const tools = ['claude', 'codex', 'gemini', 'opencode'].map((tool) => `${tool}: {base_url: "https://models.example/v1"}`);
    expect(told(`tools: {${tools.join(', ')}}\n${shop('pm:')}`)).toBe('');
  });
});
