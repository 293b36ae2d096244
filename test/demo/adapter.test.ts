import { expect, test } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { demo } from '../../src/agents/demo.ts';
import { statusBy } from '../rig/status-by.ts';

const conversation = '9f3c2a10-4b7e-4c62-8a51-0d2f6b7c1e94';
const request = (changes: Partial<LaunchRequest> = {}): LaunchRequest => ({
  settings: { tool: 'demo', model: 'sonnet', role: 'coder', brief: '-- Begin.', directory: '/shop', args: ['--name', 'cart'], env: { A: 'b' } },
  conversation,
  start: { mode: 'new' },
  packageDirectory: '/package/dist',
  ...changes,
});

test('a new launch is told its brief', () => {
  expect(demo.launch(request())).toEqual({
    argv: ['node', '/package/dist/demo.js', '--session-id', conversation, '--model', 'sonnet', '--name', 'cart', '--', '-- Begin.'],
    env: { A: 'b' },
    unset: [],
  });
});

test('a resumed launch is told nothing, or what it is given', () => {
  const resumed = ['node', '/package/dist/demo.js', '--resume', conversation, '--model', 'sonnet', '--name', 'cart'];
  expect(demo.launch(request({ start: { mode: 'resume' } })).argv).toEqual(resumed);
  expect(demo.launch(request({ start: { mode: 'resume', brief: 'Go on.' } })).argv).toEqual([...resumed, '--', 'Go on.']);
});

test('another Node can be named', () => {
  expect(demo.launch(request({ settings: { ...request().settings, binary: '/opt/node' } })).argv[0]).toBe('/opt/node');
});

test.each([
  [{ CODERS_DEMO_HOME: '/demo', XDG_STATE_HOME: '/state', HOME: '/home/ann' }, '/demo'],
  [{ XDG_STATE_HOME: '/state', HOME: '/home/ann' }, '/state/coders/demo'],
  [{ XDG_STATE_HOME: 'relative', HOME: '/home/ann' }, '/home/ann/.local/state/coders/demo'],
  [{ CODERS_DEMO_HOME: '', XDG_STATE_HOME: '', HOME: '/home/ann' }, '/home/ann/.local/state/coders/demo'],
])('with %j, conversations are kept in %s', (environment, folder) => {
  expect(demo.conversationFile?.(conversation, environment)).toBe(`${folder}/${conversation}.jsonl`);
});

test('what it does is read from the title, and it is starting without one', () => {
  expect(statusBy(demo, { title: '◆ working · cart' })).toBe('working');
  expect(statusBy(demo, { title: '◇ idle · cart' })).toBe('idle');
  expect(statusBy(demo, { title: 'build-host' })).toBe('starting');
});
