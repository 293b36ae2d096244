import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

interface Member {
  readonly address: string;
  readonly status: string;
  readonly detail?: string;
  readonly since?: string;
  readonly startedAt?: string;
  readonly turn?: { readonly number: number; readonly prompt: string; readonly at: string; readonly endedAt?: string };
  readonly lastLines?: readonly string[];
}

async function statusOf(team: TestTeam, seat: string): Promise<Member> {
  const { members } = readDocument<{ members: Member[] }>('status', await team.succeed('status', '--json'));
  return members.find(({ address }) => address === `member/${seat}`)!;
}

function becomes(team: TestTeam, seat: string, status: string): Promise<Member> {
  return waitUntil(async () => { const member = await statusOf(team, seat); return member.status === status ? member : undefined; }, { what: `${seat} to be ${status}` });
}

test('an agent whose turn ends without a sign is stuck, and why says so; one that only rests is not', async () => {
  const team = await testTeam();
  await team.write(`
defaults: {tool: demo, stuck_after: 1s}
projects: {store: {repo: repo, engineers: {cart: {brief: Build the cart., args: [--persona, silent-stop]}, search: {brief: Look.}}}}
`);
  await team.coders('apply', '--timeout', '5s'); // one never becomes idle
  // Its last sign: on a busy machine the time without one may be over before it, too.
  await waitUntil(async () => (await team.conversation('store/cart')).some(({ type }) => type === 'assistant'), { what: 'its answer to be written' });
  const { since, turn, detail } = await becomes(team, 'store/cart', 'stuck');
  expect(turn).toMatchObject({ number: 1, prompt: 'Build the cart.' });
  expect(Date.parse(since!)).toBeGreaterThanOrEqual(Date.parse(turn!.at));
  expect(detail).toBe('it works, without a sign of life');
  await becomes(team, 'store/search', 'idle');
  const why = readDocument<{ because: string }>('why', await team.succeed('why', 'cart', '--json'));
  expect(why).toMatchObject({ status: 'stuck', since, because: expect.stringContaining('for longer than stuck_after (1s)') });
  expect(await team.succeed('status')).toMatch(/store\/cart +stuck +for \d+s .*\n {4,}turn 1, for /);
});

test('the manifest decides how long that takes, and a new apply is enough to say so', async () => {
  const team = await testTeam();
  const manifest = (stuckAfter: string) => `orchestrator: {tool: demo, brief: Begin., stuck_after: ${stuckAfter}, args: [--persona, silent-stop]}\n`;
  await team.write(manifest('1s'));
  await team.coders('apply', '--timeout', '1s');
  await becomes(team, 'orchestrator', 'stuck');
  await team.write(manifest('1h'));
  const { pid } = await team.pane('orchestrator');
  await team.succeed('apply');
  expect(await statusOf(team, 'orchestrator')).toMatchObject({ status: 'working' });
  expect((await team.pane('orchestrator')).pid).toBe(pid);
});

test('since when: a turn, a rest, an end', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo, brief: Begin.}\n');
  await team.succeed('apply');
  const idle = await becomes(team, 'orchestrator', 'idle');
  expect(idle.since).toBe(idle.turn!.endedAt);
  await team.succeed('send', 'orchestrator', 'Go on.\ndemo: think 10m');
  const working = await becomes(team, 'orchestrator', 'working');
  expect(working.turn).toMatchObject({ number: 2, prompt: 'Go on.' });
  expect(working.since).toBe(working.turn!.at);
  expect(await team.succeed('status')).toMatch(/orchestrator +working +for \d+s .*\n {4,}turn 2: Go on\.\n/);
  process.kill((await team.pane('orchestrator')).pid, 'SIGTERM');
  const exited = await becomes(team, 'orchestrator', 'exited');
  expect(Date.parse(exited.since!)).toBeGreaterThanOrEqual(Math.floor(Date.parse(working.since!) / 1000) * 1000);
});

/** A program that ends once its last word stands in its window: tmux 3.3 at times loses what one says in the very moment that it ends. */
async function saysAndEnds(team: TestTeam, lines: string, lastWord: string): Promise<void> {
  const mark = join(team.directory, 'read');
  await team.write(`orchestrator: {tool: command, command: [sh, -c, "${lines}; until [ -e ${mark} ]; do sleep 0.1; done; exit 3"]}\n`);
  await team.coders('apply', '--timeout', '1s');
  const { id } = await team.pane('orchestrator');
  await waitUntil(async () => (await team.tmux('capture-pane', '-p', '-t', id)).includes(lastWord), { what: `"${lastWord}" in its window` });
  await writeFile(mark, '');
}

test('of a program that has ended: its exit code and its last lines', async () => {
  const team = await testTeam();
  await saysAndEnds(team, 'echo one; echo two; echo three; echo four; echo five; echo six >&2', 'six');
  const member = await becomes(team, 'orchestrator', 'exited');
  expect(member).toMatchObject({ detail: 'exited with code 3', lastLines: ['two', 'three', 'four', 'five', 'six'] });
  expect(await team.succeed('status')).toMatch(/\(exited with code 3\)\n {4,}\| two\n[^]*\| six\n$/);
});

test('of one that said little, too: tmux scrolls its window for a note of its own', async () => {
  const team = await testTeam();
  await saysAndEnds(team, 'echo one; echo two', 'two');
  expect(await becomes(team, 'orchestrator', 'exited')).toMatchObject({ lastLines: ['one', 'two'] });
});

test('an agent is looked for where it was told to keep its files, not where whoever looks keeps theirs', async () => {
  const team = await testTeam();
  const elsewhere = join(team.home, 'elsewhere');
  await team.write(`
defaults: {tool: demo, brief: Begin.}
projects: {store: {repo: repo, engineers: {cart: {env: {XDG_STATE_HOME: ${JSON.stringify(elsewhere)}}}, search: {}}}}
`);
  await team.succeed('apply');
  const told = ['cart', 'search'].map((name) => `store/${name}`);
  // apply is content with those who still work at their briefs.
  for (const seat of told) expect((await becomes(team, seat, 'idle')).turn, seat).toMatchObject({ number: 1, endedAt: expect.any(String) });
  expect(await team.run(['send', 'cart', 'Hello.'])).toMatchObject({ exit: 0 });
  expect(await team.succeed('logs', 'cart', '--turns')).toContain('Hello.');

  const another = { XDG_STATE_HOME: join(team.home, 'nothing-here') };
  const { stdout } = await team.run(['status', '--json'], another);
  expect(readDocument<{ members: Member[] }>('status', stdout).members.map(({ turn }) => turn?.number)).toEqual([2, 1]);
  expect(await team.run(['send', 'search', 'Hello.'], another)).toMatchObject({ exit: 0 });
});

test('of an agent\'s environment only the folders of its tool are kept', async () => {
  const team = await testTeam();
  await team.write('env: {TOKEN: "${TOKEN}"}\norchestrator: {tool: demo, brief: Begin.}\n');
  expect(await team.run(['apply'], { TOKEN: 'the-secret-of-the-night' })).toMatchObject({ exit: 0 });
  const files = await readdir(team.stateDirectory, { recursive: true, withFileTypes: true });
  const kept = await Promise.all(files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  expect(kept.join('')).toContain('CODERS_DEMO_HOME');
  expect(kept.join('')).not.toContain('the-secret-of-the-night');
});
