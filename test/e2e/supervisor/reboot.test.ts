import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsOf, happened, keptTeam, startedAgain } from '../../rig/kept-team.ts';
import { powerLoss, strangersAs } from '../../rig/power-loss.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** One of each kind: two that work, one taken over, one whose window is closed, one that crashes too often. */
const manifest = `
defaults: {tool: demo}
projects:
  web:
    repo: repo
    pm: {}
    engineers:
      a: {}
      b: {}
      taken: {}
      closed: {}
      broken: {tool: command, command: [sleep, "86400"], restart: {max: 2, window: 1h}}
`;
const working = ['web/a', 'web/b', 'web/pm'];

/** All that is to be the same after a reboot. */
interface Before {
  readonly team: TestTeam;
  readonly conversations: ReadonlyMap<string, string>;
  readonly epochs: ReadonlyMap<string, number>;
}

async function teamInFullWork(): Promise<Before> {
  const team = await keptTeam(manifest);
  await Promise.all([...working, 'web/taken', 'web/closed'].map((seat) => team.saysItIs(seat, 'idle')));
  await team.succeed('send', 'web/a', 'Remember the apples.');
  await writeFile(join(team.worktree('a'), 'draft.txt'), 'not yet committed\n');
  await team.succeed('send', 'web/b', 'demo: write done.txt | done\ndemo: commit Add what is done');
  await waitUntil(async () => (await team.repository.git(['log', '--format=%s', 'shop/b'])).includes('Add what is done'), { what: 'the commit' });
  const broken = await team.pane('web/broken');
  process.kill(broken.pid, 'SIGKILL');
  process.kill((await startedAgain(team, 'web/broken', broken)).pid, 'SIGKILL');
  await happened(team, 'quarantined', 'member/web/broken');
  const panes = await team.panes();
  await team.succeed('hold', 'web/taken');
  await team.tmux('kill-window', '-t', panes.find(({ tag }) => tag?.address === 'member/web/closed')!.window);
  await happened(team, 'held', 'member/web/closed');
  await team.succeed('send', 'web/b', 'demo: think 1h');
  await team.saysItIs('web/b', 'working');
  expect(await team.coders('send', 'web/b', 'And then the pears.', '--op-id', 'pears', '--timeout', '0')).toMatchObject({ exit: 4 });
  return {
    team,
    conversations: new Map(panes.map(({ tag }) => [tag!.address.slice('member/'.length), tag!.conversation])),
    epochs: new Map(panes.map(({ tag }) => [tag!.address.slice('member/'.length), tag!.epoch])),
  };
}

/** The same team, conversations and worktrees; held stays held, and quarantined quarantined; nobody is there twice. */
async function expectAllIsBack({ team, conversations, epochs }: Before): Promise<void> {
  await allWork(team);
  const own = (await team.panes()).filter(({ tag }) => tag !== undefined);
  expect(own.map(({ tag, dead }) => ({ ...tag, dead })).sort((a, b) => a.address!.localeCompare(b.address!))).toMatchObject(
    working.map((seat) => ({ address: `member/${seat}`, dead: false, conversation: conversations.get(seat), epoch: epochs.get(seat)! + 1 })));
  // Git, which one of them asks where it is, has its command line for a moment.
  await waitUntil(async () => (await agents(team)).length === working.length, { what: 'nobody to be there twice' });
  const status = await team.succeed('status');
  expect(status).toContain('held: A person took it over');
  expect(status).toContain('held: A person closed its window');
  expect(status).toContain('quarantined: it ended 2 times within 1h');
  expect(await eventsOf(team, 'quarantined')).toHaveLength(1);
  expect(await readFile(join(team.worktree('a'), 'draft.txt'), 'utf8')).toBe('not yet committed\n');
  expect(await readFile(join(team.worktree('b'), 'done.txt'), 'utf8')).toBe('done\n');
}

/** What they were told before is in their conversation, and what nobody could be told yet comes now, once. */
async function expectWordsAreKept({ team, conversations }: Before): Promise<void> {
  const told = async (seat: string, text: string) => (await team.conversation(seat, conversations.get(seat)!)).filter((row) => row.type === 'user' && row.text === text);
  expect(await told('web/a', 'Remember the apples.')).toHaveLength(1);
  expect(await team.succeed('messages', '--json')).toContain('And then the pears.');
  expect(await told('web/b', 'And then the pears.')).toHaveLength(0);
  await team.succeed('send', 'web/b', 'And then the pears.', '--op-id', 'pears');
  expect(await told('web/b', 'And then the pears.')).toHaveLength(1);
}

/** Waits until all that are nobody's but the runner's are ready for a prompt. */
async function allWork(team: TestTeam): Promise<void> {
  const ready = async () => (await team.panes()).flatMap(({ tag, title }) => (tag !== undefined && title.includes(' idle ') ? [tag.address] : []));
  await waitUntil(async () => (await ready()).length >= working.length, { what: 'all to work' });
}

/** Programs of members, wherever they run: a second one beside a window would show here. */
async function agents(team: TestTeam): Promise<readonly string[]> {
  return (await team.processes()).map(({ command }) => command).filter((command) => /demo\.js/.test(command));
}

describe('the machine is switched off and on', () => {
  test('coders supervisor start: the same team, whoever has the numbers of its processes now', async () => {
    const before = await teamInFullWork();
    const { team } = before;
    const ran = await powerLoss(team);
    const strangers = strangersAs(ran.map(({ pid }) => pid));
    await team.succeed('supervisor', 'start');
    await expectAllIsBack(before);
    await expectWordsAreKept(before);
    await team.succeed('release', 'web/closed');
    await startedAgain(team, 'web/closed', { pid: 0 });
    expect(await team.saysItIs('web/closed', 'idle')).toMatchObject({ tag: { conversation: before.conversations.get('web/closed') } });
    expect(strangers.areAlive()).toBe(true);
  });

  test('what coders service has started: the same, with nothing of a person\'s shell, and after a terminal of theirs', async () => {
    const before = await teamInFullWork();
    const { team } = before;
    const unit = await team.succeed('service', 'install', '--kind', 'systemd', '--print');
    await powerLoss(team);
    await team.tmux('new-session', '-d', '-s', 'shop', '-n', 'mine', 'sleep 86400');
    const [mine] = await team.panes();
    runUnit(unit);
    await expectAllIsBack(before);
    await expectWordsAreKept(before);
    expect((await team.panes()).find(({ id }) => id === mine!.id)).toEqual(mine);
  });

  test('twice in a row, the second time while it comes up', async () => {
    const before = await teamInFullWork();
    const { team, epochs } = before;
    await powerLoss(team);
    const starting = team.coders('supervisor', 'start');
    await waitUntil(async () => (await agents(team)).length > 0, { what: 'the first agent' });
    await powerLoss(team);
    await starting;
    await team.succeed('supervisor', 'start');
    await allWork(team);
    const launched = new Map((await team.panes()).map(({ tag }) => [tag!.address.slice('member/'.length), tag!.epoch]));
    await expectAllIsBack({ ...before, epochs: new Map(working.map((seat) => [seat, launched.get(seat)! - 1])) });
    for (const seat of working) expect(launched.get(seat)).toBeLessThanOrEqual(epochs.get(seat)! + 2);
  });
});

/** Runs what the unit says, with nothing but what it says. */
function runUnit(text: string): void {
  const lines = text.split('\n');
  const valuesOf = (key: string) => lines.flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
  const env = Object.fromEntries(valuesOf('Environment').map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
  const [program = '', ...argv] = valuesOf('ExecStart')[0]!.split(' ');
  spawn(program, argv, { env, cwd: '/', stdio: 'ignore', detached: true }).unref();
}
