import { describe, expect, it } from 'vitest';
import type { Launch } from '../../src/agents/adapter.ts';
import { adapterFor } from '../../src/agents/registry.ts';
import type { MemberSettings } from '../../src/state/desired.ts';

/** A launch with a folder of its own, as real ones have. */
function launch(tool: string, changes: Partial<MemberSettings> = {}, spool: string | null = '/s/3'): Launch {
  const settings: MemberSettings = { tool, model: 'sonnet', role: 'coder', brief: 'Work.', directory: '/w', args: [], env: {}, ...changes };
  return adapterFor(tool)!.launch({ settings, conversation: '0192a8c8-395e-7dd6-988d-5f8c34c55430', start: { mode: 'new' }, packageDirectory: '/p', ...(spool === null ? {} : { spool }) });
}

/** Whether the server is named anywhere in it. */
const offers = (launched: Launch): boolean => JSON.stringify(launched).includes('/p/bin/coders');

describe('a launch offers the runner\'s own tools', () => {
  it('to Claude Code in a file of the launch, and allows them in advance', () => {
    const { argv, files } = launch('claude');
    expect(argv.slice(argv.indexOf('--mcp-config'), argv.indexOf('--mcp-config') + 2)).toEqual(['--mcp-config', '/s/3/mcp.json']);
    expect(JSON.parse(files!['/s/3/mcp.json']!)).toEqual({ mcpServers: { coders: { command: '/p/bin/coders', args: ['mcp'] } } });
    expect(JSON.parse(files!['/s/3/settings.json']!)).toMatchObject({ permissions: { allow: ['mcp__coders'] } });
  });

  it('beside the servers and the permissions that the person gives Claude Code', () => {
    const own = { permissions: { allow: ['Read'], deny: ['WebFetch'], defaultMode: 'plan' }, model: 'x' };
    const { argv, files } = launch('claude', { args: ['--mcp-config', 'own.json', '--settings', JSON.stringify(own)] });
    expect(argv.filter((word) => word === '--mcp-config')).toHaveLength(2);
    expect(JSON.parse(files!['/s/3/settings.json']!)).toMatchObject({ ...own, permissions: { ...own.permissions, allow: ['Read', 'mcp__coders'] } });
  });

  it('to Codex as a setting, with the variables that it would keep to itself', () => {
    const { argv } = launch('codex');
    const setting = argv.find((word) => word.startsWith('mcp_servers.coders='))!;
    expect(argv[argv.indexOf(setting) - 1]).toBe('-c');
    expect(setting).toContain('command="/p/bin/coders",args=["mcp"]');
    for (const name of ['CODERS_TEAM', 'CODERS_ADDRESS', 'CODERS_EPOCH', 'CODERS_SOCKET']) expect(setting).toContain(`"${name}"`);
    expect(setting).toContain('default_tools_approval_mode="approve"');
  });

  it('to OpenCode in its settings for the launch, also where it asks before all else; what the person sets stands', () => {
    const { env } = launch('opencode', { permissionMode: 'ask', env: { OPENCODE_CONFIG_CONTENT: '{"mcp":{"own":{"type":"remote"}},"theme":"x"}' } });
    expect(JSON.parse(env['OPENCODE_CONFIG_CONTENT']!)).toMatchObject({ theme: 'x', mcp: { own: { type: 'remote' }, coders: { type: 'local', command: ['/p/bin/coders', 'mcp'], enabled: true } } });
    expect(JSON.parse(env['OPENCODE_PERMISSION']!)).toEqual({ '*': 'ask', 'coders_*': 'allow' });
  });

  it.each(['gemini', 'demo'])('not to %s, which has no way that leaves the person\'s files alone, or no tools at all', (tool) => {
    expect(offers(launch(tool))).toBe(false);
  });
});

describe('no tools are offered', () => {
  const tools = ['claude', 'codex', 'opencode'] as const;

  it.each(tools)('to a member with %s that says so', (tool) => {
    expect([offers(launch(tool)), offers(launch(tool, { env: { CODERS_MCP: 'off' } }))]).toEqual([true, false]);
  });

  it.each(tools)('to a %s without a folder of its launch', (tool) => {
    expect(offers(launch(tool, {}, null))).toBe(false);
  });
});
