import { spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import type { TeamEvent } from '../../src/state/event.ts';
import { ended, testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { codersFrom, shell } from './cli/command-line.ts';
import { readDocument } from './cli/documents.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write('projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n');
  await team.succeed('apply');
});

/** Records events as another process would. */
function record(name: string, ...events: readonly TeamEvent[]): void {
  const store = openStore(team.stateDirectory);
  store.append(name, Date.now(), events);
  store.close();
}

interface Follower {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** When each line came. */
  readonly times: number[];
  readonly done: Promise<{ readonly exit: number | null; readonly stderr: string }>;
}

/** Follows with a program that prints a line an event, until it has its watch. */
async function following(argv: readonly string[]): Promise<Follower> {
  const child = spawn(process.execPath, argv, { cwd: team.directory, env: team.environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const times: number[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const all = (rest + text).split('\n');
    rest = all.pop() ?? '';
    lines.push(...all);
    times.push(...all.map(() => performance.now()));
  });
  const done = ended(child);
  await waitUntil(() => {
    record('other', { type: 'released', address: 'member/other/probe' });
    return lines.some((line) => line.includes('probe'));
  }, { what: 'the first event that is followed' });
  return { child, lines, times, done };
}

const events = (...argv: readonly string[]) => [join(team.package, 'dist', 'coders.js'), 'events', ...argv];

test('apply and what followed, a line an event, and only of the team that is named', async () => {
  record('other', { type: 'held', address: 'member/other/pm', because: 'a person took over' });
  const shop = await team.succeed('events', 'shop');
  expect(shop).toMatch(/^\S+Z {2}shop {2}apply began, with 2 steps\n\S+Z {2}shop {2}store\/cart {2}worktree made at \S+ on branch shop\/cart: not made yet\n\S+Z {2}shop {2}store\/cart {2}launch 1 started, a new conversation: not started yet\n/);
  expect(shop).not.toContain('other');
  expect(await team.succeed('events')).toContain('  other  other/pm  held: a person took over\n');
  expect(await team.succeed('events', 'other'), 'a team that has nothing but its past').toMatch(/^\S+ {2}other {2}other\/pm {2}held: a person took over\n$/);
});

test('--json prints a document a line, as the schema describes it', async () => {
  const lines = (await team.succeed('events', '--json')).trimEnd().split('\n');
  const documents = lines.map((line) => readDocument<{ id: number; type: string }>('events', line));
  expect(documents.map(({ type }) => type)).toEqual(expect.arrayContaining(['worktree-changed', 'launched', 'held']));
  expect(documents.map(({ id }) => id)).toEqual(documents.map(({ id }) => id).sort((a, b) => a - b));
});

test('--since leaves out what is older, and nothing at all is said on standard error', async () => {
  const store = openStore(team.stateDirectory);
  store.append('old', Date.now() - 3 * 3_600_000, [{ type: 'down' }]);
  store.close();
  expect(await team.coders('events', 'old', '--since', '2h')).toEqual({ exit: 0, stdout: '', stderr: 'Nothing happened in the last 2h.\n' });
  expect(await team.succeed('events', 'old', '--since', '4h')).toContain('taken down');
  expect(await team.coders('events', '--since', 'yesterday')).toMatchObject({ exit: 2, stderr: 'error: "yesterday" is no duration.\nhelp: Write one as 90s, 30m or 2h.\n' });
  expect(await codersFrom(team, { environment: { ...team.environment, CODERS_STATE_DIR: join(team.home, 'none') } }, 'events')).toEqual({ exit: 0, stdout: '', stderr: 'Nothing has happened yet.\n' });
  expect(await team.coders('events', 'nobody')).toMatchObject({ exit: 2, stderr: expect.stringContaining('There is no applied team "nobody"') });
});

test.each([['SIGINT', 1000], ['SIGTERM', 2000]] as const)('-f tells each event that any process records, and ends with 0 on %s', async (signal, first) => {
  const { child, lines, done } = await following(events('-f', '--since', '1s', '--json'));
  for (let steps = 0; steps < 20; steps += 1) record('shop', { type: 'apply-started', steps: first + steps });
  await waitUntil(() => lines.some((line) => line.includes(String(first + 19))), { what: 'the last event' });
  const told = lines.map((line) => readDocument<{ id: number; steps?: number }>('events', line));
  expect(told.filter(({ steps = 0 }) => steps >= first).map(({ steps }) => steps)).toEqual(Array.from({ length: 20 }, (_, index) => first + index));
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  child.kill(signal);
  expect(await done).toMatchObject({ exit: 0, stderr: '' });
});

test('-f tells what another process of coders does, within 50 ms of its being on disk', async () => {
  const { child, lines, times, done } = await following(events('-f', '--since', '1s'));
  const delays: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const id = `round-${round}`;
    record('shop', { type: 'message', address: 'member/store/cart', message: id, state: 'queued' });
    const written = performance.now();
    const line = await waitUntil(() => lines.findIndex((text) => text.includes(`message ${id} `)) + 1, { what: `round ${round}` });
    delays.push(times[line - 1]! - written);
  }
  delays.sort((a, b) => a - b);
  expect(delays[10], `the median of ${delays.map((delay) => delay.toFixed(1)).join(', ')}`).toBeLessThan(50);
  child.kill();
  expect(await done).toMatchObject({ exit: 0 });
});

test('-f ends once its reader has gone', async () => {
  const gone = shell(team, 'set -o pipefail; coders events -f | head -1; echo ${PIPESTATUS[0]}');
  let isOver = false;
  void gone.finally(() => (isOver = true));
  await waitUntil(() => {
    record('shop', { type: 'resumed' });
    return isOver;
  }, { what: 'the end' });
  expect(await gone).toMatchObject({ exit: 0, stdout: expect.stringMatching(/\n0\n$/), stderr: '' });
});

test('the programming interface tells the same, as a user of the package imports it', async () => {
  const installed = join(team.directory, 'node_modules', 'coders');
  await mkdir(installed, { recursive: true });
  await copyFile(new URL('../../package.json', import.meta.url), join(installed, 'package.json'));
  await symlink(join(team.package, 'dist'), join(installed, 'dist'));
  const program = join(team.directory, 'watching.mjs');
  await writeFile(program, `
    import { watch } from 'coders';
    const end = new AbortController();
    for await (const event of watch({ team: process.argv[2] || undefined, signal: end.signal })) {
      console.log(JSON.stringify(event));
      if (event.type === 'down') end.abort();
    }
    console.log('over');
  `);
  const { lines, done } = await following([program, '']);
  record('shop', { type: 'held', address: 'member/store/cart', because: 'somebody' }, { type: 'down' });
  expect(await done).toMatchObject({ exit: 0, stderr: '' });
  expect(lines.at(-1)).toBe('over');
  const told = lines.slice(0, -1).map((line) => JSON.parse(line) as object);
  expect(told.at(-2)).toEqual({ id: expect.any(Number), team: 'shop', at: expect.any(Number), type: 'held', address: 'member/store/cart', because: 'somebody' });
  expect(told.at(-1)).toMatchObject({ type: 'down' });
});

test('following leaves nothing behind', async () => {
  expect((await team.processes()).filter(({ command }) => / events |watching/.test(command))).toEqual([]);
});
