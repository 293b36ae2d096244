import { describe, expect, it } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { claude } from '../../src/agents/claude/adapter.ts';
import { command } from '../../src/agents/command.ts';
import { adapterFor, adapters } from '../../src/agents/registry.ts';
import type { MemberSettings } from '../../src/state/desired.ts';
import { statusBy } from '../rig/status-by.ts';

const settings: MemberSettings = { tool: 'claude', model: 'opus', role: 'coder', brief: 'You are cart.', directory: '/w', args: [], env: {} };
const id = 'b481a8c8-395e-4dd6-988d-5f8c34c55430';

function argv(changes: Partial<MemberSettings>, start: LaunchRequest['start'] = { mode: 'new' }): readonly string[] {
  return claude.launch({ settings: { ...settings, ...changes }, conversation: id, start, packageDirectory: '/p' }).argv;
}

describe('the command line of Claude Code', () => {
  it('names a new conversation and ends in the brief', () => {
    expect(argv({})).toEqual(['claude', '--session-id', id, '--model', 'opus', '--', 'You are cart.']);
  });

  it('has the permission mode, then the person\'s own arguments, then the brief out of their reach', () => {
    const changes = { binary: '/opt/claude', model: 'claude-opus-5-5', permissionMode: 'plan', args: ['--add-dir', '/docs'] };
    const options = ['--permission-mode', 'plan', '--add-dir', '/docs'];
    expect(argv(changes)).toEqual(['/opt/claude', '--session-id', id, '--model', 'claude-opus-5-5', ...options, '--', 'You are cart.']);
  });

  it('resumes without a prompt, and with one only where the brief is new', () => {
    expect(argv({}, { mode: 'resume' })).toEqual(['claude', '--resume', id, '--model', 'opus']);
    expect(argv({}, { mode: 'resume', brief: 'Now this.' })).toEqual(['claude', '--resume', id, '--model', 'opus', '--', 'Now this.']);
  });

  it('talks to the model server that the manifest names, unless the environment names another', () => {
    const env = (changes: Partial<MemberSettings>) =>
      claude.launch({ settings: { ...settings, baseUrl: 'http://127.0.0.1:9', ...changes }, conversation: id, start: { mode: 'new' }, packageDirectory: '/p' }).env;
    expect(env({})['ANTHROPIC_BASE_URL']).toBe('http://127.0.0.1:9');
    expect(env({ env: { ANTHROPIC_BASE_URL: 'http://own' } })['ANTHROPIC_BASE_URL']).toBe('http://own');
  });

  it('lets the person overrule what the runner sets', () => {
    const request: LaunchRequest = { settings: { ...settings, env: { DISABLE_AUTOUPDATER: '0', COLOUR: 'green', CLAUDE_EFFORT: 'high' } }, conversation: id, start: { mode: 'new' }, packageDirectory: '/p' };
    expect(claude.launch(request).env).toEqual({ DISABLE_AUTOUPDATER: '0', COLOUR: 'green', CLAUDE_EFFORT: 'high' });
    expect(claude.launch(request).unset).toContain('CLAUDECODE');
    expect(claude.launch(request).unset).not.toContain('CLAUDE_EFFORT');
  });
});

describe('what Claude Code does', () => {
  it.each([
    ['an idle file under any title', { title: '◐ Cart', files: { session: '{"pid":7,"status":"idle"}' } }, 'idle'],
    ['a busy file', { title: '✳ Cart', files: { session: '{"status":"busy"}' } }, 'working'],
    ['a waiting file', { title: '✳ Cart', files: { session: '{"status":"waiting","waitingFor":"permission prompt"}' } }, 'waiting'],
    ['a status nobody knows, and a title at work', { title: '◑ Cart', files: { session: '{"status":"dreaming"}' } }, 'working'],
    ['half a file, and a title at rest', { title: '✳ Cart', files: { session: '{"pid":7,"sta' } }, 'unknown'],
    ['a file that is no object', { title: '✳ Cart', files: { session: 'null' } }, 'unknown'],
    ['a title at rest, which an open dialog has too', { title: '✳ Cart' }, 'unknown'],
    ['the title before its own, which is the machine\'s name', { title: 'laptop' }, 'starting'],
    ['what tmux 3.3a makes of a graphics query', { title: 'Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA' }, 'starting'],
  ])('is read from %s', (_, evidence, activity) => {
    expect(statusBy(claude, evidence)).toBe(activity);
  });

  it.each([
    [{ HOME: '/home/ann' }, '/home/ann/.claude/projects/*/c.jsonl', '/home/ann/.claude/sessions/7.json'],
    [{ HOME: '/home/ann', CLAUDE_CONFIG_DIR: '/other' }, '/other/projects/*/c.jsonl', '/other/sessions/7.json'],
  ])('is kept under %o', (environment, conversation, session) => {
    expect(claude.conversationFile!('c', environment)).toBe(conversation);
    expect(claude.looksAt({ pid: 7, directory: '/w', conversation: 'c', environment })).toMatchObject({ session: { path: session }, record: { path: conversation } });
  });
});

describe('a program of the person\'s own', () => {
  const own: MemberSettings = { ...settings, tool: 'command', command: ['npm', 'run', 'watch'] };
  const launch = (changes: Partial<MemberSettings>) =>
    command.launch({ settings: { ...own, ...changes }, conversation: id, start: { mode: 'new' }, packageDirectory: '/p' });

  it('runs as written, with its brief beside it', () => {
    expect(launch({ brief: 'Watch.' })).toEqual({ argv: ['npm', 'run', 'watch'], env: { CODERS_BRIEF: 'Watch.' }, unset: [] });
  });

  it('has no brief where the person wrote none, not even an inherited one', () => {
    expect(launch({ brief: '', env: { A: 'b' } })).toEqual({ argv: ['npm', 'run', 'watch'], env: { A: 'b' }, unset: ['CODERS_BRIEF'] });
  });

  it('tells nothing of what it does', () => {
    expect(statusBy(command, { title: 'idle' })).toBe('unknown');
  });
});

describe('the registry', () => {
  it('finds each adapter by its tool, once', () => {
    expect(adapters.map(({ tool }) => adapterFor(tool))).toEqual(adapters);
    expect(new Set(adapters.map(({ tool }) => tool)).size).toBe(adapters.length);
  });

  it('knows no tool that nobody wrote an adapter for', () => {
    expect(adapterFor('telepathy')).toBeUndefined();
  });
});
