import { describe, expect, it } from 'vitest';
import { declared } from '../../src/agents/declared/adapter.ts';
import type { DeclaredInput, DeclaredTool } from '../../src/manifest/declared-tool.ts';
import type { MemberSettings } from '../../src/state/desired.ts';
import { statusBy } from '../rig/status-by.ts';

const input: DeclaredInput = { box: '^> ?(.*)$', by: 'paste', submit: 'Enter', pauseMs: 300, againMs: 2000, interrupt: 'Escape', commands: ['/', '!'] };
const settings: MemberSettings = { tool: 'own', model: 'opus', role: 'coder', brief: 'You are cart.', directory: '/w', args: [], env: {} };

function adapter(changes: Partial<DeclaredTool> = {}) {
  return declared('own', { command: ['own', ['-m', '{brief}']], states: {}, ...changes });
}

function launch(changes: Partial<DeclaredTool>, own: Partial<MemberSettings> = {}, start: Parameters<ReturnType<typeof adapter>['launch']>[0]['start'] = { mode: 'new' }) {
  return adapter(changes).launch({ settings: { ...settings, ...own }, conversation: 'c', start, packageDirectory: '/p' });
}

describe('the command line of a declared tool', () => {
  it('has what it names, and the further arguments at its end', () => {
    expect(launch({ command: ['own', '--id={conversation}', '{model}', '{{model}}', '{directory}/x', ['-m', '{brief}']] }, { args: ['-v'] }).argv)
      .toEqual(['own', '--id=c', 'opus', '{model}', '/w/x', '-m', 'You are cart.', '-v']);
  });

  it('leaves out what has no value, with all that is in one list with it', () => {
    expect(launch({}, { brief: '' }).argv).toEqual(['own']);
    expect(launch({ command: ['own', ['--args', '{args}'], ['--at', '{base_url}']] }).argv).toEqual(['own']);
    expect(launch({ command: ['own', ['--args', '{args}']] }, { args: ['a', 'b'] }).argv).toEqual(['own', '--args', 'a', 'b']);
  });

  it('is another one for a conversation that goes on, with the brief only where it is a new one', () => {
    const resume = ['own', '--resume', '{conversation}', ['-m', '{brief}']];
    expect(launch({ resume }, {}, { mode: 'resume' }).argv).toEqual(['own', '--resume', 'c']);
    expect(launch({ resume }, {}, { mode: 'resume', brief: 'Now this.' }).argv).toEqual(['own', '--resume', 'c', '-m', 'Now this.']);
  });

  it('takes nothing in a value for a placeholder', () => {
    expect(launch({}, { brief: 'Say {model} and $& and $1.' }).argv.at(-1)).toBe('Say {model} and $& and $1.');
  });

  it('has the brief beside it where it does not take it', () => {
    expect(launch({ command: ['own'] })).toMatchObject({ env: { CODERS_BRIEF: 'You are cart.' }, unset: [] });
    expect(launch({})).toMatchObject({ env: {}, unset: ['CODERS_BRIEF'] });
  });
});

describe('what a declared tool does', () => {
  const states = { waiting: { screen: '^(Allow .*\\?) \\[y/n\\]' }, working: { title: '^busy', screen: 'esc to stop' }, idle: { title: '^(ready|busy)' } };

  it.each([
    ['the first state that fits', 'busy', ['', 'esc to stop'], 'working'],
    ['the next, where the title fits and the screen does not', 'busy', ['done'], 'idle'],
    ['a line anywhere on the screen', 'ready', ['said', 'Allow rm? [y/n]   '], 'waiting'],
    ['nothing that fits', 'vm', [], 'unknown'],
  ])('is read from %s', (_, title, screen, status) => {
    expect(statusBy(adapter({ states }), { title, screen })).toBe(status);
  });

  it('has the question that stands in the first group', () => {
    expect(adapter({ states }).evidence({ title: '', files: {}, screen: ['Allow rm? [y/n]'] })).toEqual([
      { source: 'screen', rule: 'its screen looks as the manifest says for waiting', reading: { status: 'waiting', for: { kind: 'other', text: 'Allow rm?' } } },
    ]);
  });

  it('is looked for on the screen only where the screen is described', () => {
    expect([adapter({ states }).readsScreen, adapter({ states: { idle: { title: 'x' } } }).readsScreen]).toEqual(['always', 'never']);
  });
});

describe('the text for a declared tool', () => {
  const { delivery } = adapter({ input });
  const faint = (text: string) => `\u001b[2m${text}\u001b[0m`;

  it.each([
    ['what is typed', ['said', '> half a'], 'half a'],
    ['nothing, below what was typed before', ['> before', '', '>'], ''],
    ['nothing but a suggestion', [`> ${faint('try this')}`], ''],
    ['what stands behind a mark that is faint itself', [`${faint('>')} half a`], 'half a'],
    ['no box', ['Allow rm?'], undefined],
  ])('is not mixed with %s', (_, styled, draft) => {
    expect(delivery!.draft(styled)).toBe(draft);
  });

  it('is no command', () => {
    expect(['/help', ' !ls', 'a / b'].map((text) => delivery!.asPrompt(text))).toEqual(['Text: /help', 'Text:  !ls', 'a / b']);
  });

  it('is found in the record, line by line, whatever else stands there', () => {
    const record = { path: '/r/{conversation}', text: 'message.content.0.text', where: { type: 'user', 'message.meta': false } };
    const row = (type: string, text: unknown, meta = false) => JSON.stringify({ type, message: { meta, content: [{ text }] } });
    const text = [row('user', 'One\n'), row('assistant', 'two'), row('user', 'three', true), row('user', 4), 'null', '{"type":"user"', row('user', 'five')].join('\n');
    const { promptsIn, record: look } = adapter({ input, record }).delivery!;
    expect(promptsIn(text)).toEqual([{ text: 'One\n' }, { text: 'five' }]);
    expect(look!({ pid: 1, directory: '/w', conversation: 'c', environment: {} })).toEqual({ path: '/r/c' });
  });
});
