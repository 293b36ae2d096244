import { describe, expect, it } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { codex } from '../../src/agents/codex/adapter.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import type { MemberSettings } from '../../src/state/desired.ts';
import type { Verdict } from '../../src/state/evidence.ts';
import { timeUuid } from '../../src/util/time-uuid.ts';

const settings: MemberSettings = { tool: 'codex', model: 'opus', role: 'coder', brief: 'You are cart.', directory: '/w', args: [], env: {} };

function launch(changes: Partial<MemberSettings>, start: LaunchRequest['start'] = { mode: 'new' }) {
  return codex.launch({ settings: { ...settings, ...changes }, conversation: 'its-own-name', start, packageDirectory: '/p' });
}

/** Without what every launch has. */
function argv(changes: Partial<MemberSettings>, start?: LaunchRequest['start']): readonly string[] {
  const words = launch(changes, start).argv;
  const isOurs = (word: string) => /^(check_for_update|notice\.|tui\.)/.test(word);
  return words.filter((word, at) => !isOurs(word) && !(word === '-c' && isOurs(words[at + 1] ?? '')));
}

describe('the command line of Codex', () => {
  it('says where it works and ends in the brief; a tier leaves the model to the person', () => {
    expect(argv({})).toEqual(['codex', '--no-daemon', '-C', '/w', '--', 'You are cart.']);
  });

  it('has the model, the permissions and then the person\'s own arguments; its title has the last word', () => {
    expect(argv({ binary: '/opt/codex', model: 'gpt-6', permissionMode: 'read-only', args: ['--search'] })).toEqual(['/opt/codex', '--no-daemon', '-C', '/w', '-m', 'gpt-6', '-s', 'read-only', '--search', '--', 'You are cart.']);
    const words = launch({ args: ['-c', 'tui.terminal_title=["project"]'] }).argv;
    expect(words.filter((word) => word.startsWith('tui.terminal_title=')).at(-1)).toContain('run-state');
  });

  it.each([
    ['workspace-write', ['-s', 'workspace-write']],
    ['workspace-write never', ['-s', 'workspace-write', '-a', 'never']],
    ['danger-full-access on-request', ['-s', 'danger-full-access', '-a', 'on-request']],
    ['approve-for-me', ['--approve-for-me']],
    ['bypass', ['--dangerously-bypass-approvals-and-sandbox']],
  ])('knows the permission mode %j', (permissionMode, words) => {
    expect(argv({ permissionMode, brief: '' })).toEqual(['codex', '--no-daemon', '-C', '/w', ...words]);
  });

  it('resumes by the tool\'s own name, with a prompt only where the brief is new', () => {
    expect(argv({}, { mode: 'resume' })).toEqual(['codex', 'resume', '--no-daemon', '-C', '/w', '--', 'its-own-name']);
    expect(argv({}, { mode: 'resume', brief: 'Now this.' }).slice(-2)).toEqual(['its-own-name', 'Now this.']);
  });

  it('gives a brief that begins like a shell line as text', () => {
    expect(argv({ brief: '!important' }).at(-1)).toBe(' !important');
  });

  it('names the model server of the manifest, with a key where the environment has one', () => {
    const baseUrl = 'http://127.0.0.1:11434/v1';
    expect(argv({ baseUrl, brief: '' }).slice(-4)).toEqual(['-c', 'model_providers.coders={name="coders",base_url="http://127.0.0.1:11434/v1",wire_api="responses"}', '-c', 'model_provider="coders"']);
    expect(argv({ baseUrl, brief: '', env: { OPENAI_API_KEY: 'k' } }).join(' ')).toContain('env_key="OPENAI_API_KEY"');
  });

  it('forgets a session that it was started from, but not what the person sets', () => {
    expect(launch({}).unset).toContain('CODEX_THREAD_ID');
    expect(launch({ env: { CODEX_CI: '1' } })).toMatchObject({ env: { CODEX_CI: '1' }, unset: expect.not.arrayContaining(['CODEX_CI']) });
  });
});

describe('the rollout of a conversation', () => {
  const begun = Date.UTC(2026, 10, 21, 0, 30);
  const environment = { HOME: '/home/ann' };
  const { path, only } = codex.discovery!.look({ conversation: timeUuid(begun), directory: '/w/ca"rt', environment });
  const nameAt = (ms: number) => `${ms.toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7000-8000-0123456789ab`;
  const rollout = (day: string, ms: number) => `/home/ann/.codex/sessions/${day}/rollout-2026-11-21T00-30-01-${nameAt(ms)}.jsonl`;

  it('lies where Codex keeps its things', () => {
    expect(path).toBe('/home/ann/.codex/sessions/*/*/*/*');
    expect(codex.discovery!.look({ conversation: timeUuid(begun), directory: '/w', environment: { ...environment, CODEX_HOME: '/codex' } }).path).toBe('/codex/sessions/*/*/*/*');
  });

  it('was begun by the launch or later', () => {
    expect(only!.path(rollout('2026/11/21', begun))).toBe(true);
    expect(only!.path(rollout('2026/11/20', begun + 5))).toBe(true); // the clock on the wall may be behind
    expect(only!.path(rollout('2026/11/21', begun - 1))).toBe(false);
    expect(only!.path('/home/ann/.codex/sessions/2026/11/21/notes.jsonl')).toBe(false);
  });

  it('is not looked for in folders of earlier days', () => {
    const folders = ['2025', '2026', '2027', '2026/10', '2026/11', '2026/12', '2027/01', '2026/11/19', '2026/11/20', '2026/11/21', 'archived'];
    expect(folders.filter((folder) => only!.path(`/home/ann/.codex/sessions/${folder}`))).toEqual(['2026', '2027', '2026/11', '2026/12', '2027/01', '2026/11/20', '2026/11/21']);
  });

  it.each([
    ['its own', { cwd: '/w/ca"rt', source: 'cli' }, true],
    ['another directory\'s', { cwd: '/w/cart', source: 'cli' }, false],
    ['one of codex exec', { cwd: '/w/ca"rt', source: 'exec' }, false],
    ['a sub-agent\'s', { cwd: '/w/ca"rt', source: { subagent: 'review' } }, false],
  ])('is known by its beginning from %s', (_, payload, isMeant) => {
    expect(only!.beginning(`{"timestamp":"2026-11-21T00:30:02.000Z","type":"session_meta","payload":${JSON.stringify({ id: 'x', ...payload, base_instructions: 'cut' }).slice(0, -3)}`)).toBe(isMeant);
  });

  it('has Codex\'s own name in its path', () => {
    expect(codex.discovery!.nameIn(rollout('2026/11/21', begun))).toBe(nameAt(begun));
    expect(codex.discovery!.nameIn('/home/ann/.codex/history.jsonl')).toBeUndefined();
  });

  it('is not found for a conversation that tells no time', () => {
    const look = codex.discovery!.look({ conversation: 'talk-1', directory: '/w', environment });
    expect([rollout('2026/11/21', begun), '/home/ann/.codex/sessions/2026'].filter((one) => look.only!.path(one))).toEqual([]);
  });
});

describe('what a rollout tells', () => {
  const at = new Date(2026, 10, 21, 10, 0).getTime();
  const event = (payload: object) => JSON.stringify({ timestamp: new Date(at).toISOString(), type: 'event_msg', payload });
  const limit = (message: string) => event({ type: 'task_complete', error: { message, codex_error_info: 'usage_limit_exceeded' } });
  const used = (resets: number) => event({ type: 'token_count', rate_limits: { primary: { used_percent: 100, resets_at: resets }, secondary: { used_percent: 20, resets_at: resets * 2 } } });

  function read(rows: readonly string[], now = at): Verdict['reading'] {
    const rollout = { text: rows.join('\n'), writtenAt: at, end: { path: 'x', bytes: 0 } };
    return verdictOf(codex.evidence({ title: 'codex | Ready', files: { rollout } }), now).reading;
  }

  it.each([
    ['a title at rest beats a turn that a kill -9 cut off', [event({ type: 'task_started' })], { status: 'idle' }],
    ['the end of a limit is read from the account of limits', [used(at / 1000 + 3600), limit('Try again later.')], { status: 'limited', until: at + 3_600_000 }],
    ['else from the words: later today', [limit('You’ve hit your usage limit. Try again at 5:23 PM.')], { status: 'limited', until: new Date(2026, 10, 21, 17, 23).getTime() }],
    ['tomorrow', [limit('Try again at 5:23 AM.')], { status: 'limited', until: new Date(2026, 10, 22, 5, 23).getTime() }],
    ['another day', [limit('Try again at May 6th, 2031 7:08 AM.')], { status: 'limited', until: new Date(2031, 4, 6, 7, 8).getTime() }],
    ['no end is made up', [limit('Try again later.')], { status: 'limited' }],
    ['a limit that a turn followed is over', [limit('Try again later.'), event({ type: 'task_started' }), event({ type: 'task_complete', error: null })], { status: 'idle' }],
    ['half a row and other rows say nothing', ['{"type":"event_msg","payl', '{"type":"response_item","payload":{"text":"\\"type\\":\\"event_msg\\""}}'], { status: 'idle' }],
  ])('%s', (_, rows, reading) => {
    expect(read(rows)).toEqual(reading);
  });

  it('a limit holds until its end, and no longer', () => {
    const rows = [used(at / 1000 + 60), limit('Try again later.')];
    expect(read(rows, at + 59_000)).toMatchObject({ status: 'limited' });
    expect(read(rows, at + 61_000)).toEqual({ status: 'idle' });
  });

  it('prompts are what somebody said, and nothing that Codex adds', () => {
    const message = (text: string) => event({ type: 'item_completed', item: { type: 'UserMessage', content: [{ type: 'text', text }, { type: 'image' }] } });
    const record = [message('One.\n'), event({ type: 'item_completed', item: { type: 'AgentMessage', content: [{ type: 'Text', text: 'Two.' }] } }), message('!Three.')].join('\n');
    expect(codex.delivery!.promptsIn(record)).toEqual([{ text: codex.delivery!.asPrompt('One.'), at }, { text: codex.delivery!.asPrompt('!Three.'), at }]);
  });
});

describe('the turns in a rollout', () => {
  const row = (type: string, payload: object, second = 0) => JSON.stringify({ timestamp: new Date(second * 1000).toISOString(), type, payload });
  const said = (text: string, second: number) => row('event_msg', { type: 'item_completed', item: { type: 'UserMessage', content: [{ type: 'text', text }] } }, second);
  const replied = (text: string) => row('event_msg', { type: 'item_completed', item: { type: 'AgentMessage', content: [{ type: 'Text', text }] } });
  const model = (name: string) => row('turn_context', { model: name });
  const cost = (id: string, output_tokens: number) => row('token_usage_record', { response_id: id, usage: { input_tokens: 100, cached_input_tokens: 60, cache_write_input_tokens: 10, output_tokens, reasoning_output_tokens: 1 } });
  const tokens = (answers: number, output: number) => ({ input: 30 * answers, cacheRead: 60 * answers, cacheWrite: 10 * answers, output });
  const file = (...rows: readonly string[]) => ({ text: rows.join('\n'), writtenAt: 0, end: { path: 'x', bytes: 0 } });

  it('each begin with a prompt, and have what was used until the next, by model', () => {
    const record = file(model('one'), said('Go.', 1), cost('a', 2), replied('I look.'), model('two'), cost('b', 3), replied('There.'), row('event_msg', { type: 'task_complete' }, 4), said('On.', 5), cost('c', 4), '{"type":"event_msg","payl');
    expect(codex.history!.turns([record])).toEqual([
      { prompt: 'Go.', at: 1000, endedAt: 4000, reply: 'There.', usage: [{ model: 'one', tokens: tokens(1, 2) }, { model: 'two', tokens: tokens(1, 3) }] },
      { prompt: 'On.', at: 5000, reply: '', usage: [{ model: 'two', tokens: tokens(1, 4) }] },
    ]);
  });

  it('count no answer twice that stands in two rollouts', () => {
    const first = file(model('one'), said('Go.', 1), cost('a', 2), row('event_msg', { type: 'turn_aborted' }, 2));
    const copy = file(model('one'), said('Go on.', 3), cost('a', 2), cost('b', 3));
    expect(codex.history!.turns([first, copy]).map(({ usage }) => usage[0]!.tokens.output)).toEqual([2, 3]);
  });

  it('tell how full the context is by the latest answer, where one came', () => {
    const count = (info: object | null) => row('event_msg', { type: 'token_count', info });
    expect(codex.history!.context!([file(count(null))])).toBeUndefined();
    expect(codex.history!.context!([file(count({ last_token_usage: { total_tokens: 5 } }), count(null))])).toEqual({ used: 5 });
    expect(codex.history!.context!([file(count({ last_token_usage: { total_tokens: 7 }, model_context_window: 100 }))])).toEqual({ used: 7, window: 100 });
  });
});

it.each([
  ['codex | Ready', 'idle'],
  ['codex ⠹ Working', 'working'],
  ['codex ⠹ Thinking', 'working'],
  ['codex | Working', 'working'], // without animations
  ['codex | Starting', 'starting'],
  ['[ ! ] Action Required | codex', 'waiting'],
  ['[ . ] Action Required | codex', 'waiting'],
  ['laptop', 'starting'],
  ['codex', 'starting'],
])('under the title %j it is %s', (title, status) => {
  expect(verdictOf(codex.evidence({ title, files: {} }), 0).reading.status).toBe(status);
});
