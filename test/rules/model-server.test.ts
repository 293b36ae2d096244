import { describe, expect, it } from 'vitest';
import { modelServer } from '../../src/manifest/rules/model-server.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(modelServer.sentence, () => {
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

  it('is an Ollama for those only who can talk to one', () => {
    expect(told(`tools: {claude: {ollama: {model: q}}, codex: {ollama: {model: q}}, opencode: {ollama: {model: q}}, gemini: {ollama: {model: q}}, demo: {ollama: {model: q}}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[unused-ollama]: The tool "gemini" can not use an Ollama: it speaks the API of Gemini only, which Ollama does not.
       --> team.yaml:1:109
        |
      1 | …q}}, opencode: {ollama: {model: q}}, gemini: {ollama: {model: q}}, demo: {ollama: {model: q}}}
        |                                                ^^^^^^
      help: The tools claude, codex and opencode can, and tools of your own that have {base_url} in their \`command\`.

      error[unused-ollama]: The tool "demo" can not use an Ollama: it talks to no model.
       --> team.yaml:1:137
        |
      1 | …q}}, opencode: {ollama: {model: q}}, gemini: {ollama: {model: q}}, demo: {ollama: {model: q}}}
        |                                                                            ^^^^^^
      help: The tools claude, codex and opencode can, and tools of your own that have {base_url} in their \`command\`."
    `);
  });

  it('is one', () => {
    expect(told(`tools: {claude: {ollama: {model: q}, base_url: "http://h"}}\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[two-model-servers]: The tool "claude" has both a \`base_url\` and an \`ollama\`.
       --> team.yaml:1:38
        |
      1 | tools: {claude: {ollama: {model: q}, base_url: "http://h"}}
        |                                      ^^^^^^^^
      help: Remove one; where the Ollama is, its own \`base_url\` says."
    `);
  });

  it('is given to a tool of the manifest where its command line has a place for it', () => {
    expect(told(`tools: {own: {command: [own], base_url: "http://h"}, other: {command: [other, "{base_url}"], ollama: {model: q}}}\n${shop('pm: {tool: own}')}`)).toMatchInlineSnapshot(`
      "error[unused-base-url]: The command line of "own" has no place for the address of a model server.
       --> team.yaml:1:31
        |
      1 | tools: {own: {command: [own], base_url: "http://h"}, other: {command: [other, "{base_url}"], o…
        |                               ^^^^^^^^
      help: Add {base_url} to its \`command\`, or give the address in \`env\`."
    `);
  });
});
