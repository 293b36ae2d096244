import { describe, expect, it } from 'vitest';
import { addressIn } from '../../src/manifest/ollama.ts';
import type { Member } from '../../src/manifest/manifest.ts';
import { load, shop, type Surroundings } from './memory-world.ts';

function members(yaml: string, surroundings: Surroundings = {}): readonly Member[] {
  const { manifest, diagnostics } = load(yaml, surroundings);
  expect(diagnostics).toEqual([]);
  return manifest!.projects[0]!.members;
}

describe('the address of an Ollama', () => {
  it.each([
    [undefined, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:9000', 'http://127.0.0.1:9000'],
    [':9000', 'http://127.0.0.1:9000'],
    ['models.lan', 'http://models.lan:11434'],
    ['models.lan:9000', 'http://models.lan:9000'],
    ['http://models.lan:9000/', 'http://models.lan:9000'],
    ['https://models.example', 'https://models.example'],
    ['[::]', 'http://127.0.0.1:11434'],
    ['[::1]:9000', 'http://[::1]:9000'],
  ])('of OLLAMA_HOST=%s is %s', (host, address) => {
    expect(addressIn(host)).toBe(address);
  });
});

describe('the models of an Ollama', () => {
  const yaml = `tools: {claude: {ollama: {model: "qwen3:30b"}}}\ndefaults: {model: opus}\n${shop('pm:\nengineers:\n  cart: {model: "gemma4:e4b"}\n  search: {tool: codex}')}`;

  it('are for the members with that tool, who may name one of their own', () => {
    const env = { HOME: '/home/ann', OLLAMA_HOST: 'models.lan' };
    const [pm, cart, search] = members(yaml, { env });
    expect(pm).toMatchObject({ model: 'qwen3:30b', baseUrl: 'http://models.lan:11434', ollama: true });
    expect(cart).toMatchObject({ model: 'gemma4:e4b', ollama: true });
    expect(search).toMatchObject({ model: 'opus' });
    expect(search).not.toHaveProperty('ollama');
  });

  it('are where the manifest says, whatever the environment says', () => {
    const [pm] = members(yaml.replace('30b"', '30b", base_url: "http://h:1/"'), { env: { HOME: '/home/ann', OLLAMA_HOST: 'models.lan' } });
    expect(pm).toMatchObject({ baseUrl: 'http://h:1' });
  });
});
