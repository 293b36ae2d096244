import { describe, expect, it } from 'vitest';
import type { Launch } from '../../src/agents/adapter.ts';
import { adapterFor } from '../../src/agents/registry.ts';
import { builtInTools } from '../../src/manifest/built-in-tools.ts';
import type { MemberSettings } from '../../src/state/desired.ts';

const agents = ['claude', 'codex', 'gemini', 'opencode'] as const;

type Agent = (typeof agents)[number];

const conversation = '0192a8c8-395e-7dd6-988d-5f8c34c55430';

/** A start that goes on with a conversation: the words of all tools then begin with their program. */
function launch(tool: string, changes: Partial<MemberSettings>): Launch {
  const settings: MemberSettings = { tool, model: 'sonnet', role: 'coder', brief: '', directory: '/w', args: [], env: {}, ...changes };
  const adapter = adapterFor(tool, changes.declared);
  if (adapter === undefined) throw new Error(`no adapter for ${tool}`);
  return adapter.launch({ settings, conversation, start: { mode: 'resume' }, packageDirectory: '/p' });
}

const declared = { command: ['own'], resume: ['own', '--mode={permission_mode}', '--model={model}', '--at={base_url}', '{args}', '--again'], record: { path: '/r/{conversation}', text: 't', where: {} }, states: {} };

/** The words, in order, among others. */
function has(argv: readonly string[], ...words: readonly string[]): boolean {
  return argv.some((_, at) => words.every((word, index) => argv[at + index] === word));
}

describe('what a manifest sets for a tool reaches its launch', () => {
  it.each([...agents, 'demo', 'own'])('the binary, the arguments and the variables of %s', (tool) => {
    const own = tool === 'own' ? { declared } : {};
    const { argv, env } = launch(tool, { binary: '/opt/program', args: ['--one', '--two'], env: { COLOUR: 'green' }, ...own });
    expect(argv[0]).toBe('/opt/program');
    expect(has(argv, '--one', '--two')).toBe(true);
    expect(env['COLOUR']).toBe('green');
  });

  const modes: Readonly<Record<Agent, (mode: string, launched: Launch) => boolean>> = {
    claude: (mode, { argv }) => has(argv, '--permission-mode', mode),
    codex: (mode, { argv }) => mode === 'bypass' ? argv.includes('--dangerously-bypass-approvals-and-sandbox')
      : mode === 'approve-for-me' ? argv.includes('--approve-for-me')
        : has(argv, '-s', mode.split(' ')[0]!) && (!mode.includes(' ') || has(argv, '-a', mode.split(' ')[1]!)),
    gemini: (mode, { argv }) => has(argv, '--approval-mode', mode),
    opencode: (mode, { env }) => env['OPENCODE_PERMISSION'] === JSON.stringify({ '*': mode }),
  };

  it.each(agents.flatMap((tool) => builtInTools[tool]!.permissionModes!.map((mode) => [tool, mode] as const)))('the permission mode of %s: %s', (tool, permissionMode) => {
    expect(modes[tool](permissionMode, launch(tool, { permissionMode }))).toBe(true);
  });

  it.each(agents)('no permission mode of %s where none is given', (tool) => {
    const given = launch(tool, {});
    expect(builtInTools[tool]!.permissionModes!.filter((mode) => modes[tool](mode, given))).toEqual([]);
  });

  it('all that a tool of the manifest has a place for', () => {
    const words = (changes: Partial<MemberSettings>) => launch('own', { declared, ...changes }).argv;
    expect(words({ permissionMode: 'wild', baseUrl: 'http://h', model: 'm', args: ['-x'] })).toEqual(['own', '--mode=wild', '--model=m', '--at=http://h', '-x', '--again']);
    expect(words({})).toEqual(['own', '--model=sonnet', '--again']);
  });
});

describe('where a tool finds its models', () => {
  const url = 'http://127.0.0.1:9/api';

  it.each([
    ['claude', ({ env }: Launch) => expect(env['ANTHROPIC_BASE_URL']).toBe(url)],
    ['codex', ({ argv }: Launch) => expect(argv.join(' ')).toContain(`model_providers.coders={name="coders",base_url="${url}",wire_api="responses"} -c model_provider="coders"`)],
    ['gemini', ({ env }: Launch) => expect(env['GOOGLE_GEMINI_BASE_URL']).toBe(url)],
    ['opencode', ({ env }: Launch) => expect(JSON.parse(env['OPENCODE_CONFIG_CONTENT']!)).toMatchObject({ provider: { openai: { options: { baseURL: url } } } })],
  ] as const)('is given to %s in its own way', (tool, expectation) => {
    expectation(launch(tool, { baseUrl: url }));
  });

  const ollama = { baseUrl: 'http://127.0.0.1:11434', ollama: true, model: 'hf.co/qwen/coder:30b' } as const;

  it('may be an Ollama for Claude Code: every tier is its model, and the person\'s own key stays at home', () => {
    const { argv, env, unset } = launch('claude', ollama);
    expect(has(argv, '--model', ollama.model)).toBe(true);
    expect(env).toMatchObject({
      ANTHROPIC_BASE_URL: ollama.baseUrl,
      ANTHROPIC_AUTH_TOKEN: 'ollama',
      ANTHROPIC_DEFAULT_OPUS_MODEL: ollama.model,
      ANTHROPIC_DEFAULT_SONNET_MODEL: ollama.model,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: ollama.model,
    });
    expect(unset).toEqual(expect.arrayContaining(['ANTHROPIC_API_KEY', 'CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX']));
    const withKey = launch('claude', { ...ollama, env: { ANTHROPIC_AUTH_TOKEN: 'own', ANTHROPIC_API_KEY: 'mine' } });
    expect(withKey.env).toMatchObject({ ANTHROPIC_AUTH_TOKEN: 'own', ANTHROPIC_API_KEY: 'mine' });
    expect(withKey.unset).not.toContain('ANTHROPIC_API_KEY');
  });

  it('may be an Ollama for Codex, which speaks to it as to OpenAI', () => {
    const { argv } = launch('codex', ollama);
    expect(argv.join(' ')).toContain('base_url="http://127.0.0.1:11434/v1",wire_api="responses"}');
    expect(has(argv, '-m', ollama.model)).toBe(true);
    expect(argv.join(' ')).not.toContain('env_key');
  });

  it('may be an Ollama for OpenCode, to which it is a maker like others', () => {
    const { argv, env } = launch('opencode', ollama);
    expect(has(argv, '--model', `ollama/${ollama.model}`)).toBe(true);
    expect(JSON.parse(env['OPENCODE_CONFIG_CONTENT']!)).toMatchObject({
      provider: { ollama: { npm: '@ai-sdk/openai-compatible', options: { baseURL: 'http://127.0.0.1:11434/v1' }, models: { [ollama.model]: {} } } },
    });
  });
});
