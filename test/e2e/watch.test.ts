import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import type { TeamEvent } from '../../src/state/event.ts';
import { ended, testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { programOf } from './cli/command-line.ts';
import { personAt, type Person } from './cli/person.ts';

const manifest = `
defaults: {tool: demo}
orchestrator: {brief: Watch over all.}
projects:
  store:
    repo: repo
    pm: {brief: Plan the work.}
    engineers: {cart: {brief: Build the cart.}, search: {brief: Look.}}
`;
let team: TestTeam;
let person: Person;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply', '--once');
  // apply is content with those who still work at their briefs.
  for (const seat of ['orchestrator', 'store/pm', 'store/cart', 'store/search']) await team.saysItIs(seat, 'idle');
});

beforeEach(async () => {
  person = await personAt(team, { columns: 80, rows: 24 });
});

afterEach(async () => {
  await person.leave();
  for (const { pid } of await watchers()) process.kill(pid, 'SIGKILL');
});

async function watchers() {
  return (await team.processes()).filter(({ command }) => /coders\.js watch/.test(command));
}

function record(...events: readonly TeamEvent[]): void {
  const store = openStore(team.stateDirectory);
  store.append('shop', Date.now(), events);
  store.close();
}

/** Whether the terminal is as a shell wants it: its own screen, a cursor, lines that wrap. */
async function terminalState(): Promise<string> {
  return (await person.tmux('display-message', '-p', '#{alternate_on} #{cursor_flag} #{wrap_flag}')).trim();
}

/** Begins a watch below a line that must still be there afterwards. */
async function watching(words = 'coders watch'): Promise<string> {
  await person.begins(`echo before it; ${words}`);
  return person.sees(/orchestrator +idle[^]*quit/);
}

/** The watch has ended, and the person's screen is theirs again. */
async function isOver(): Promise<{ exit: number; screen: string }> {
  const done = await person.isDone();
  expect(done.screen).toContain('before it');
  expect(await terminalState()).toBe('0 1 1');
  return done;
}

test('a tree of the team, what happened, and what the keys do; q leaves everything running', async () => {
  const before = await team.panes();
  await watching();
  expect(await terminalState()).toBe('1 0 0');
  // Events come a moment after what is so.
  await person.sees(/^coders watch {2}1 team, 4 members, 4 idle\n {2}MEMBER +STATUS +SINCE +TOKENS +DOING\nshop {2}applied .* ago\n▸ orchestrator .*\n {2}└─ store\/pm .*\n {5}├─ cart .*\n {5}└─ search .*\n── Events, the last of orchestrator /);
  await person.press('q');
  expect(await isOver()).toMatchObject({ exit: 0, screen: 'before it' });
  expect(await team.panes()).toEqual(before);
  expect(await watchers()).toEqual([]);
});

test('a change of an agent, and an event of another process, are there without a key', async () => {
  await watching();
  await team.succeed('send', 'store/cart', 'demo: think 10m');
  await person.sees(/cart +working +\d+s .*turn 2: demo: think 10m/);
  record({ type: 'drift', address: 'member/store/pm', cause: 'fingerprint differs: model' });
  await person.sees(/store\/pm {2}otherwise than the manifest: fingerprint differs/);
  await team.tmux('send-keys', '-t', (await team.pane('store/cart')).id, 'Escape');
  await person.sees(/cart +idle/);
  await person.press('q');
  await isOver();
});

test('no line is ever broken by the terminal, on any size that it is given', async () => {
  await watching();
  record({ type: 'step-failed', address: 'member/store/cart', reason: `It ${'言葉 '.repeat(200)}ends.` });
  await person.sees(/step failed: It/);
  for (const [columns, rows] of [[80, 24], [300, 50], [41, 9], [120, 30], [80, 24]] as const) {
    await person.tmux('resize-window', '-x', String(columns), '-y', String(rows));
    await waitUntil(async () => {
      const screen = await person.screen();
      return screen.split('\n').length === rows && screen.startsWith('coders watch') && screen.endsWith(columns < 60 ? '…' : 'q quit');
    }, { what: `the screen of ${columns} × ${rows}` });
    // As one command of the server, since the view is drawn anew with each second.
    const [broken = '', joined = ''] = (await person.tmux('capture-pane', '-p', ';', 'display-message', '-p', '=====', ';', 'capture-pane', '-p', '-J')).split('=====\n');
    expect(broken.split('\n').length).toBe(rows + 1);
    expect(joined.replace(/ +$/gm, '').trimEnd()).toBe(broken.replace(/ +$/gm, '').trimEnd());
    if (rows >= 24) expect(broken).toMatch(/step failed: It 言葉 .*…$/m);
  }
  await person.press('q');
  await isOver();
});

describe('the terminal is as it was after', () => {
  test.each(['C-c', 'C-d'])('%s', async (key) => {
    await watching();
    await person.press(key);
    expect(await isOver()).toMatchObject({ exit: 0 });
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s', async (signal) => {
    await watching();
    for (const { pid } of await watchers()) process.kill(pid, signal);
    expect(await isOver()).toMatchObject({ exit: 0 });
  });

  test('a crash, which is told', async () => {
    await writeFile(join(team.directory, 'crash.mjs'), 'process.on("SIGUSR2", () => { throw new Error("a bug of ours"); });\n');
    await watching('NODE_OPTIONS="--import=./crash.mjs" coders watch');
    for (const { pid } of await watchers()) process.kill(pid, 'SIGUSR2');
    const { exit, screen } = await isOver();
    expect(exit).not.toBe(0);
    expect(screen).toContain('a bug of ours');
  });
});

describe('keys', () => {
  test('enter attaches, and the view comes back', async () => {
    await watching();
    await person.press('j', 'j', 'Enter');
    await person.sees(/store\/cart\*/); // the team's own status line
    await person.press('C-b', 'd'); // the inner tmux's: the person's own has no client that would take it
    await person.sees(/▸ +├─ cart [^]*Back from member\/store\/cart: it goes on\.$/);
    await person.press('q');
    await isOver();
  });

  test('s sends a line, which is told as it arrives', async () => {
    await watching();
    await person.press('j', 's');
    await person.tmux('send-keys', '-l', 'Größe, 日本: quit?');
    await person.sees(/^To store\/pm: Größe, 日本: quit\?▏$/m);
    await person.press('Enter');
    await person.sees(/member\/store\/pm: acknowledged/);
    expect((await team.conversation('store/pm')).filter(({ type }) => type === 'user').at(-1)?.text).toBe('Größe, 日本: quit?');
    await person.press('q');
    await isOver();
  });

  test('h holds and releases', async () => {
    await watching();
    await person.press('h');
    await person.sees(/▸ orchestrator .*held: .*\n[^]*orchestrator is held\.$/);
    await person.press('h');
    await person.sees(/▸ orchestrator +idle(?: +\d+[smh])+ *\n[^]*released from its hold[^]*orchestrator is released\..*$/);
    await person.press('q');
    await isOver();
  });

  test('r restarts with the conversation, once it is told yes', async () => {
    const { pid, tag } = await team.pane('orchestrator');
    await watching();
    await person.press('r');
    await person.sees(/Restart orchestrator, with its conversation\? y restarts it\.$/);
    await person.press('n', 'r', 'y');
    await person.sees(/orchestrator runs again, with its conversation\.$/);
    expect((await team.pane('orchestrator')).pid).not.toBe(pid);
    expect((await team.pane('orchestrator')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });
    await person.press('q');
    await isOver();
  });

  test('q leaves at once, and says what it still waits for', async () => {
    await team.succeed('send', 'store/search', 'demo: think 10m');
    await team.saysItIs('store/search', 'working'); // a moment after it took the prompt
    await watching();
    await person.press('G', 's', 'x', 'Enter');
    await person.sees(/sending to member\/store\/search …$/);
    await person.press('q');
    await person.sees(/before it\nWaiting for what was asked for: sending to member\/store\/search\. Ctrl-C ends\s+that, too\.$/);
    expect(await terminalState()).toBe('0 1 1');
    await person.press('C-c');
    await person.sees(/that, too\.[^]*\$$/);
    expect(await watchers()).toEqual([]);
    await team.tmux('send-keys', '-t', (await team.pane('store/search')).id, 'Escape');
    await team.saysItIs('store/search', 'idle');
  });

  test('w tells why', async () => {
    await watching();
    await person.press('w');
    await person.sees(/^orchestrator (is|has been) idle.*: the terminal's title says so\.\n[^]*→ +title +idle/);
    await person.press('Escape');
    await person.sees(/▸ orchestrator/);
    await person.press('q');
    await isOver();
  });
});

test('without a terminal: the statuses, then a line for each change, and 0 at the end', async () => {
  const child = spawn(process.execPath, [programOf(team), 'watch'], { cwd: team.directory, env: team.environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  const done = ended(child);
  await waitUntil(() => /Team shop, 4 members[^]*store\/search +idle/.test(text), { what: 'the statuses' });
  await team.succeed('send', 'store/cart', 'demo: think 10m');
  await waitUntil(() => /Z {2}shop {2}store\/cart {2}now working\n/.test(text), { what: 'the change' });
  record({ type: 'held', address: 'member/store/pm', because: 'somebody took over' }, { type: 'health', address: 'member/store/pm', status: 'idle' });
  await waitUntil(() => /Z {2}shop {2}store\/pm {2}held: somebody took over\n/.test(text), { what: 'the event' });
  await team.tmux('send-keys', '-t', (await team.pane('store/cart')).id, 'Escape');
  await waitUntil(() => /store\/cart {2}now idle\n/.test(text), { what: 'the end of the turn' });
  child.kill('SIGTERM');
  const { exit, stderr } = await done;
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(text.split('\n').filter((line) => /Z {2}shop {2}store\/pm {2}/.test(line)).length, 'what the supervisor saw is told once, by the look').toBe(1);
  expect(text).not.toContain('\u001b');
});

test('a team that is applied while it is watched appears; one that was never applied is said not to be there', async () => {
  const other = await testTeam();
  await other.write('orchestrator: {tool: demo}\n');
  const watcher = await personAt(other);
  await watcher.begins('coders watch');
  await watcher.sees(/no team has been applied yet/);
  await other.succeed('apply', '--once');
  await watcher.sees(/1 team, 1 member, 1 idle[^]*▸ orchestrator +idle/);
  await other.succeed('down', '--yes');
  await watcher.sees(/shop {2}down for /);
  await watcher.press('q');
  expect(await watcher.isDone()).toMatchObject({ exit: 0 });
  expect(await watcher.runs('coders watch nobody')).toMatchObject({ exit: 2, screen: expect.stringContaining('There is no applied team "nobody"') });
});
