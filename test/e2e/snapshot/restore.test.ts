import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sessionFile } from '../../../src/demo/session-file.ts';
import { openStore } from '../../../src/host/store/store.ts';
import { keptTeam, startedAgain } from '../../rig/kept-team.ts';
import { powerLoss } from '../../rig/power-loss.ts';
import { ended, testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { personAt } from '../cli/person.ts';
import { readDocument } from '../cli/documents.ts';

const manifest = `
defaults: {tool: demo}
orchestrator: {brief: "demo: say hi"}
projects:
  store:
    repo: repo
    engineers:
      cart: {brief: "demo: say cart", env: {TOKEN: planted-secret}}
      clock: {tool: command, command: [sleep, "86400"]}
`;

const seats = ['orchestrator', 'store/cart'];

interface Restored {
  readonly snapshot: string;
  readonly members: readonly { address: string; is: string; because?: string }[];
  readonly notes: readonly { address: string; reason: string }[];
}

async function appliedTeam(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  for (const seat of seats) await team.saysItIs(seat, 'idle');
  return team;
}

async function conversations(team: TestTeam): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(seats.map(async (seat) => [seat, (await team.pane(seat)).tag!.conversation] as const)));
}

async function restore(team: TestTeam, ...argv: readonly string[]): Promise<Restored> {
  return readDocument<Restored>('restore', await team.succeed('restore', ...argv, '--json'));
}

async function loseTheStore(team: TestTeam): Promise<void> {
  for (const name of await readdir(team.stateDirectory)) if (name !== 'snapshots') await rm(join(team.stateDirectory, name), { recursive: true });
}

/** Each agent has gone on, and was told its brief once. */
async function goOn(team: TestTeam, before: Record<string, string>): Promise<void> {
  expect(await conversations(team)).toEqual(before);
  for (const seat of seats) {
    await waitUntil(async () => (await team.conversation(seat)).some(({ text }) => text === 'resumed'), { what: `${seat} to go on` });
    expect((await team.conversation(seat)).filter(({ type }) => type === 'user')).toHaveLength(1);
  }
  expect(await team.succeed('plan')).toContain('No changes.');
}

const fates = (is: string) => [{ address: 'member/orchestrator', is }, { address: 'member/store/cart', is }];

test('after a down the team is back with its conversations, in launches that none before had', async () => {
  const team = await appliedTeam();
  const before = await conversations(team);
  await team.succeed('down', '--yes');
  const { members, notes } = await restore(team);
  expect(members).toMatchObject([...fates('resumed'), { address: 'member/store/clock', is: 'begun-anew', because: 'A conversation of command can not be resumed.' }]);
  expect(notes).toEqual([]);
  expect((await team.pane('store/cart')).tag?.epoch).toBe(2);
  await goOn(team, before);
});

test('after the store was lost, agents that run are adopted, and nothing is started', async () => {
  const team = await appliedTeam();
  await team.succeed('snapshot');
  const panes = await team.panes();
  await loseTheStore(team);
  expect((await restore(team, 'shop')).members).toMatchObject([...fates('running'), { is: 'running' }]);
  expect((await team.panes()).map(({ id, pid, tag }) => ({ id, pid, tag }))).toEqual(panes.map(({ id, pid, tag }) => ({ id, pid, tag })));
  expect(await team.succeed('plan')).toContain('No changes.');
  expect(await team.succeed('status', 'shop')).toMatch(/store\/cart +idle/);
});

test('after the store was lost and the agents too, their conversations are resumed', async () => {
  const team = await appliedTeam();
  const before = await conversations(team);
  await team.succeed('snapshot');
  await powerLoss(team);
  await loseTheStore(team);
  expect((await restore(team)).members.slice(0, 2)).toMatchObject(fates('resumed'));
  expect((await team.pane('store/cart')).tag?.epoch).toBe(2);
  await goOn(team, before);
});

test('after a reboot as well, also from a copy of the snapshot elsewhere', async () => {
  const team = await appliedTeam();
  const before = await conversations(team);
  await writeFile(join(team.directory, 'copy.json'), await team.succeed('snapshot', '--json'));
  await powerLoss(team);
  expect((await restore(team, 'copy.json')).members.slice(0, 2)).toMatchObject(fates('resumed'));
  await goOn(team, before);
});

test('where the team is in other conversations by now, it is left alone unless a person says otherwise; then theirs can be brought back, too', async () => {
  const team = await appliedTeam();
  const before = await conversations(team);
  await team.succeed('down', '--yes');
  await team.succeed('apply');
  const newer = await conversations(team);
  const { exit, stderr, stdout } = await team.coders('restore');
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain('member/store/cart: It runs in another conversation, of launch 2; the snapshot has that of launch 1.');
  expect(stderr).toContain('help: To end what is newer, say --yes');
  expect(await conversations(team)).toEqual(newer);
  expect((await restore(team, '--yes')).members.slice(0, 2)).toMatchObject(fates('resumed'));
  expect(await conversations(team)).toEqual(before);
  expect((await team.pane('store/cart')).tag?.epoch).toBe(3);
  const { snapshots: [latest] } = readDocument<{ snapshots: { id: string; why: string }[] }>('snapshots', await team.succeed('snapshots', '--json'));
  expect(latest).toMatchObject({ why: 'before coders restore' });
  await restore(team, latest!.id, '--yes');
  expect(await conversations(team)).toEqual(newer);
});

test('a team that runs by another manifest is not taken back to the old one unasked', async () => {
  const team = await appliedTeam();
  await team.succeed('snapshot');
  await team.write(manifest.replace('say cart', 'say basket'));
  await team.succeed('apply');
  expect(await team.coders('restore')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('It was applied with another manifest at ') });
  expect((await team.pane('store/cart')).tag?.epoch).toBe(2);
});

test('what does not come back is told, with the reason; a branch that is gone is where it was', async () => {
  const team = await appliedTeam();
  const { tag } = await team.pane('store/cart');
  const head = await team.repository.commit({ 'cart.txt': 'a cart\n' }, team.worktree('cart'));
  await writeFile(join(team.worktree('cart'), 'draft.txt'), 'not committed');
  await team.succeed('down', '--yes');
  await rm(sessionFile(tag!.conversation, { HOME: team.home }));
  await team.repository.git(['worktree', 'remove', '--force', team.worktree('cart')]);
  await team.repository.git(['branch', '-D', 'shop/cart']);
  const text = await team.succeed('restore');
  expect(text).toContain(`store/cart: begins a new conversation. Conversation ${tag!.conversation} is not among the files of demo any more.`);
  expect(text).toContain(`worktree/store/cart: Branch shop/cart was gone, and is at ${head.slice(0, 10)} again.`);
  expect(text).toContain(`worktree/store/cart: ${team.worktree('cart')} is gone, and with it what was not committed there: no snapshot has that.`);
  expect(text).toContain('Converged');
  expect(await readFile(join(team.worktree('cart'), 'cart.txt'), 'utf8')).toBe('a cart\n');
  expect(existsSync(join(team.worktree('cart'), 'draft.txt'))).toBe(false);
});

test('values that no snapshot holds are asked for where they stand nowhere else, and are given by variables', async () => {
  const team = await appliedTeam();
  const { tag } = await team.pane('store/cart');
  await team.succeed('down', '--yes');
  await loseTheStore(team);
  await rm(team.file);
  const { exit, stderr } = await team.coders('restore');
  expect(exit).toBe(2);
  expect(stderr).toContain('projects.store.engineers.cart.env.TOKEN (CODERS_WITHHELD_1)');
  expect(stderr).toMatch(/help: Give each: CODERS_WITHHELD_1=… coders restore shop-\w+Z/);
  expect(await team.panes()).toEqual([]);
  expect(await team.run(['restore'], { CODERS_WITHHELD_1: 'planted-secret' })).toMatchObject({ exit: 0 });
  expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, fingerprint: tag!.fingerprint });
});

test('in git only what is missing is made: a worktree that was put elsewhere since is not moved back', async () => {
  const team = await appliedTeam();
  await team.succeed('snapshot');
  await team.write(manifest.replace('cart: {', `cart: {worktree: {path: ${team.directory}/elsewhere}, `));
  await team.succeed('apply', '--yes', '--now');
  await team.succeed('down', '--yes');
  const { snapshots } = JSON.parse(await team.succeed('snapshots', '--json')) as { snapshots: { id: string }[] };
  expect(await team.coders('restore', snapshots.at(-1)!.id)).toMatchObject({ exit: 2, stderr: expect.stringContaining('Worktrees stand otherwise now than in the snapshot') });
  expect(existsSync(join(team.directory, 'elsewhere'))).toBe(true);
});

test.each([
  ['once the store knows the conversations again', (team: TestTeam) => knowsAgain(team)],
  ['once the first window is there', async (team: TestTeam) => (await team.panes()).length > 0],
])('invariant 3: a restore that is killed %s is done by another, or by an apply, without a second agent', async (_when, happened) => {
  const team = await appliedTeam();
  const before = await conversations(team);
  await team.succeed('down', '--yes');
  for (const verb of ['restore', 'apply']) {
    const restoring = team.start('coders', ['restore', '--yes']);
    const end = ended(restoring);
    await waitUntil(() => happened(team), { what: 'the moment' });
    restoring.kill('SIGKILL');
    await end;
    await team.succeed(verb, '--yes');
    expect(await conversations(team)).toEqual(before);
    expect(await team.panes()).toHaveLength(3);
    await team.succeed('down', '--yes');
  }
});

function knowsAgain(team: TestTeam): boolean {
  const store = openStore(team.stateDirectory);
  try {
    return store.launches('shop').some(({ address, conversation }) => address === 'member/store/cart' && conversation !== undefined);
  } finally {
    store.close();
  }
}

test('on a terminal a person is asked before anything newer is ended', async () => {
  const team = await appliedTeam();
  await team.succeed('down', '--yes');
  await team.succeed('apply');
  const newer = await conversations(team);
  const person = await personAt(team, { columns: 200 });
  await person.begins('coders restore');
  await person.sees(/End what is newer, after a snapshot of it\? Only "yes" is taken as yes:/);
  await person.type('no');
  expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringContaining('Nothing was changed.') });
  expect(await conversations(team)).toEqual(newer);
});

test('a team that the supervisor kept is kept again, and goes on where it was', async () => {
  const team = await keptTeam(manifest);
  for (const seat of seats) await team.saysItIs(seat, 'idle');
  const before = await conversations(team);
  await team.succeed('down', '--yes');
  await restore(team);
  expect(await conversations(team)).toEqual(before);
  const list = readDocument<{ supervisor: boolean; teams: { kept: boolean }[] }>('list', await team.succeed('list', '--json'));
  expect(list).toMatchObject({ supervisor: true, teams: [{ kept: true, members: { alive: 3 } }] });
  const cart = await team.pane('store/cart');
  process.kill(cart.pid, 'SIGKILL');
  expect((await startedAgain(team, 'store/cart', cart)).tag?.conversation).toBe(before['store/cart']);
});

test('what is no snapshot is refused with what is wrong with it', async () => {
  const team = await testTeam();
  expect(await team.coders('restore')).toMatchObject({ exit: 2, stderr: expect.stringContaining('There is no snapshot.') });
  await writeFile(join(team.directory, 'wrong.json'), '{"metadata": {"version": 2}}');
  expect(await team.coders('restore', 'wrong.json')).toMatchObject({ exit: 2, stderr: expect.stringContaining('wrong.json is no snapshot of a team: ') });
  await writeFile(join(team.directory, 'wrong.json'), 'no json');
  expect(await team.coders('restore', 'wrong.json')).toMatchObject({ exit: 2, stderr: expect.stringContaining('wrong.json holds no JSON.') });
});
