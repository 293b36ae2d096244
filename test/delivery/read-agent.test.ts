import { expect, it } from 'vitest';
import { adapterFor } from '../../src/agents/registry.ts';
import { readAgent } from '../../src/delivery/read-agent.ts';
import type { FileLook } from '../../src/agents/adapter.ts';
import type { LaunchPrompt } from '../../src/state/observed.ts';

const launchedAt = Date.parse('2030-01-01T22:00:00Z');
const live = { pid: 7, directory: '/work/cart', conversation: 'talk-1', environment: { HOME: '/home/ann' } };

/** A prompt as Claude Code writes it down. */
const row = (text: string, at: number) => JSON.stringify({ type: 'user', promptSource: 'user', timestamp: new Date(at).toISOString(), message: { content: text } });

interface Case {
  readonly tool?: string;
  readonly prompt?: LaunchPrompt | undefined;
  readonly record?: string | undefined;
  readonly afterMs?: number;
  readonly says?: 'idle' | 'working';
}

function judged({ tool = 'claude', prompt, record, afterMs = 900, says = 'idle' }: Case): string {
  const now = launchedAt + afterMs;
  const texts = { session: JSON.stringify({ status: says === 'idle' ? 'idle' : 'busy' }), record };
  const look = ({ path }: FileLook) => {
    const text = texts[path.endsWith('/sessions/7.json') ? 'session' : 'record'];
    return text === undefined ? undefined : { text, writtenAt: now, end: { path, bytes: text.length } };
  };
  const agent = { adapter: adapterFor(tool, undefined)!, live, title: tool === 'demo' ? '◇ idle · cart' : '✳ cart', launch: { at: launchedAt, ...(prompt === undefined ? {} : { prompt }) } };
  return readAgent(agent, { files: { look }, clock: { now: () => now } } as unknown as Parameters<typeof readAgent>[1])().reading.status;
}

it.each<[string, Case, string]>([
  ['starts until its record exists', { prompt: 'first' }, 'starting'],
  ['starts until its record holds a prompt', { prompt: 'first', record: '' }, 'starting'],
  ['is idle once its record holds the first prompt', { prompt: 'first', record: row('Begin.', launchedAt + 500) }, 'idle'],
  ['starts while its record holds only what was said before this launch', { prompt: 'further', record: row('Begin.', launchedAt - 500) }, 'starting'],
  ['is idle once what was said with this launch is there, too', { prompt: 'further', record: `${row('Begin.', launchedAt - 500)}\n${row('Go on.', launchedAt + 500)}` }, 'idle'],
  ['works where it says so', { prompt: 'first', says: 'working' }, 'working'],
  ['is believed a minute after its launch', { prompt: 'first', afterMs: 60_000 }, 'idle'],
  ['is believed where it was launched without a prompt', { record: undefined }, 'idle'],
  ['is believed where it says nothing too early', { tool: 'demo', prompt: 'first' }, 'idle'],
])('an agent that was launched with a prompt %s', (_name, given, status) => {
  expect(judged(given)).toBe(status);
});
