import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../src/agents/demo.ts';
import { statusBy } from '../rig/status-by.ts';
import { sessionFile } from '../../src/demo/session-file.ts';
import { demoAgents } from '../demo/demo-agent.ts';
import { childOf, gone, rowsIn } from '../demo/demo-pane.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let agents: Awaited<ReturnType<typeof demoAgents>>;

beforeAll(async () => {
  agents = await demoAgents();
});

describe('sessions', () => {
  test('are resumed: the earlier end is shown, and the agent is idle', async () => {
    const first = await agents.start({ brief: 'demo: say one\ndemo: say two' });
    await first.turns(1);
    await first.pane.press('C-d');
    await first.pane.ended();
    const { pane, said } = await agents.start({ session: first.session, resume: true });
    const screen = await pane.sees('Resumed. The conversation so far ends here.');
    expect(screen).toMatch(/› demo: say one[^]*● one[^]*● two[^]*Resumed/);
    expect(await said('session')).toEqual(['started', 'resumed']);
    expect(await said('user')).toHaveLength(1);
  });

  test('are resumed with a prompt', async () => {
    const first = await agents.start({ brief: 'demo: exit 0' });
    await first.pane.ended();
    const { turns, said } = await agents.start({ session: first.session, resume: true, brief: 'demo: say back' });
    await turns(2);
    expect(await said('assistant')).toEqual(['back']);
  });

  test('survive kill -9: a line cut short is passed over, and what was not answered is told', async () => {
    const first = await agents.start({ brief: 'demo: run sleep 1000' });
    await first.pane.sees('Run(sleep 1000)');
    const pid = await first.pane.show('#{pane_pid}');
    const child = await childOf(pid);
    process.kill(Number(pid), 'SIGKILL');
    await gone(pid, child);
    await appendFile(first.file, '{"type":"assis');
    const { pane, turns } = await agents.start({ session: first.session, resume: true });
    await pane.sees('The agent ended before 1 prompt was answered.\n  1 line of the session can not be read.');
    await pane.type('demo: say still here');
    await pane.press('Enter');
    await turns(1);
  });

  test('that exist are not started anew, nor missing ones resumed: exit code 1 and a sentence', async () => {
    const session = randomUUID();
    expect((await agents.pipe(['--session-id', session, 'demo: say hi'])).code).toBe(0);
    const again = await agents.pipe(['--session-id', session]);
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: `The session in "${sessionFile(session, agents.env)}" exists already. "--resume" goes on with it; another id starts a new one.\n` });
    const missing = await agents.pipe(['--resume', randomUUID()]);
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^There is no session in ".*" to resume\./) });
  });

  test('are kept where CODERS_DEMO_HOME says', async () => {
    const folder = join(await temporaryDirectory(), 'sessions');
    const session = randomUUID();
    await agents.pipe(['--session-id', session, 'demo: say hi'], '', { CODERS_DEMO_HOME: folder });
    const rows = await rowsIn(join(folder, `${session}.jsonl`));
    expect(rows.map((row) => row.type)).toEqual(['session', 'user', 'assistant', 'turn-end']);
    expect(rows.every((row) => Number.isFinite(Date.parse(row.at)))).toBe(true);
  });
});

describe('without a terminal', () => {
  test('each line in is a prompt, and the end of input ends the agent after its work', async () => {
    const { code, stdout } = await agents.pipe([], 'demo: think 50ms\n\ndemo: say two\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/● Think\(50 ms\)[^]*● Done\.[^]*● two/);
    expect(stdout).not.toContain('\x1b');
  });

  test('the exit code is the one asked for', async () => {
    expect((await agents.pipe(['demo: exit 7'])).code).toBe(7);
  });

  test.each([
    [['--resume', '../../etc/passwd'], '"--resume" is given "../../etc/passwd". A UUID is valid'],
    [['--session-id', randomUUID(), '--resume', randomUUID()], 'Only one of them is valid.'],
    [['--colour'], "Unknown option '--colour'"],
    [['two', 'briefs'], 'There are 2 briefs, beginning with "two" and "briefs".'],
  ])('%j is refused with exit code 2', async (argv, sentence) => {
    expect(await agents.pipe(argv)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
  });

  test('--help shows each directive', async () => {
    expect((await agents.pipe(['--help'])).stdout).toContain('  demo: wait-for PATH\n');
  });
});

test('the adapter launches it, finds its conversation and reads its state', async () => {
  const conversation = randomUUID();
  const directory = await temporaryDirectory();
  const settings = { tool: 'demo', model: 'sonnet', role: 'coder', brief: '-- demo\ndemo: say hi', directory, args: [], env: {} };
  const request = { settings, conversation, packageDirectory: join(agents.program, '..') };
  const first = await agents.start({ directory, argv: demo.launch({ ...request, start: { mode: 'new' } }).argv });
  await waitUntil(async () => statusBy(demo, { title: await first.pane.show('#{pane_title}') }) === 'idle', { what: 'an idle agent' });
  const file = demo.conversationFile?.(conversation, agents.env) ?? '';
  expect((await rowsIn(file)).filter((row) => row.type === 'user').map((row) => row.text)).toEqual([settings.brief]);
  await first.pane.press('C-d');
  await first.pane.ended();
  const second = await agents.start({ directory, argv: demo.launch({ ...request, start: { mode: 'resume', brief: 'demo: exit 3' } }).argv });
  expect(await second.pane.ended()).toBe(3);
});
