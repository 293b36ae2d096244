import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../src/snapshot/document.ts';
import { keptSnapshots } from '../../../src/snapshot/take.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { readDocument } from '../cli/documents.ts';

const manifest = `
env: {TEAM_TOKEN: planted-secret-one} # seen by all
defaults: {tool: demo}
orchestrator: {brief: "demo: say hi"}
projects:
  store:
    repo: repo
    engineers:
      cart: {brief: "demo: say cart", env: {CART_TOKEN: "planted-secret-two", FROM_OUTSIDE: "\${OUTSIDE}"}}
      search: {tool: command, command: [sh, -c, exec sleep 86400, "\${OUTSIDE}"], env: {PIN: 123456789}}
`;

async function appliedTeam(): Promise<TestTeam> {
  const team = await testTeam({ env: { OUTSIDE: 'planted-secret-three' } });
  await team.write(manifest);
  await team.succeed('apply');
  await team.saysItIs('store/cart', 'idle');
  return team;
}

async function snapshotsIn(team: TestTeam): Promise<string[]> {
  return (await readdir(join(team.stateDirectory, 'snapshots'))).map((name) => join(team.stateDirectory, 'snapshots', name)).sort();
}

test('a snapshot has the windows as tmux tells, every launch and conversation, and where each worktree stands', async () => {
  const team = await appliedTeam();
  await writeFile(join(team.worktree('cart'), 'unfinished.txt'), 'not committed');
  const snapshot = readDocument<Snapshot>('snapshot', await team.succeed('snapshot', '--json'));
  expect(snapshot.metadata).toMatchObject({ version: 1, sessionCount: 1, platform: process.platform });
  const [session] = snapshot.sessions;
  expect(session).toMatchObject({ sessionName: 'shop', windows: [{ windowName: 'orchestrator' }, { windowName: 'store/cart' }, { windowName: 'store/search' }] });
  const cart = await team.pane('store/cart');
  expect(session!.windows[1]).toMatchObject({
    index: 1,
    layout: expect.stringMatching(/^[0-9a-f]{4},200x50/),
    panes: [{ paneId: cart.id, workingDirectory: team.worktree('cart'), command: 'node', width: 200, height: 50, member: 'member/store/cart', environment: { HOME: team.home } }],
  });
  expect(snapshot.coders).toMatchObject({ team: 'shop', why: 'asked for', kept: false, manifest: { file: team.file } });
  const member = snapshot.coders.members.find(({ address }) => address === 'member/store/cart')!;
  const { conversation } = cart.tag!;
  expect(member).toMatchObject({
    running: true,
    branch: 'shop/cart',
    launch: { epoch: 1, fingerprint: cart.tag!.fingerprint, conversation, conversationName: conversation, settings: { tool: 'demo', env: ['CART_TOKEN', 'FROM_OUTSIDE', 'TEAM_TOKEN'] } },
  });
  const head = await team.repository.git(['rev-parse', 'shop/cart']);
  expect(snapshot.coders.worktrees).toMatchObject([
    { address: 'worktree/store/cart', state: 'present', head, on: 'shop/cart', dirty: true },
    { address: 'worktree/store/search', state: 'present', head, on: 'shop/search', dirty: false },
  ]);
  expect(snapshot.coders.repositories).toMatchObject([{ path: team.repository.path, branch: 'main', head, dirty: false }]);
  const [file] = await snapshotsIn(team);
  expect((await stat(file!)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file!, 'utf8'))).toEqual(snapshot);
});

/** As the other programs that write version 1 declare it. */
const versionOne = {
  metadata: { version: expect.any(Number), timestamp: expect.any(Number), hostname: expect.any(String), platform: expect.any(String), sessionCount: 1 },
  createdAt: expect.any(String),
  sessions: [{
    sessionName: expect.any(String),
    sessionId: expect.any(String),
    createdAt: expect.any(String),
    windows: [{
      windowId: expect.any(String),
      windowName: expect.any(String),
      layout: expect.any(String),
      panes: [{ paneId: expect.any(String), windowId: expect.any(String), sessionName: expect.any(String), command: 'sleep', workingDirectory: expect.any(String), environment: expect.any(Object) }],
    }],
  }],
};

test('who reads version 1 finds all of it, and the file by its name', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: command, command: [sleep, "86400"]}\n');
  await team.succeed('apply');
  await waitUntil(async () => (await team.tmux('list-panes', '-a', '-F', '#{pane_current_command}')) === 'sleep', { what: 'the program to run' });
  await team.succeed('snapshot');
  const [file] = await snapshotsIn(team);
  expect(file).toMatch(/\/snapshots\/snapshot-[^/]+\.json$/);
  expect(JSON.parse(await readFile(file!, 'utf8'))).toMatchObject(versionOne);
});

test('no value of an environment is in a snapshot, wherever it was given', async () => {
  const team = await appliedTeam();
  const text = await team.succeed('snapshot', '--json');
  for (const secret of ['planted-secret-one', 'planted-secret-two', 'planted-secret-three', '123456789']) expect(text).not.toContain(secret);
  const { coders: { manifest: { text: kept, withheld } } } = JSON.parse(text) as Snapshot;
  expect(withheld).toEqual([
    { variable: 'CODERS_WITHHELD_1', path: ['env', 'TEAM_TOKEN'] },
    { variable: 'CODERS_WITHHELD_2', path: ['projects', 'store', 'engineers', 'cart', 'env', 'CART_TOKEN'] },
    { variable: 'CODERS_WITHHELD_3', path: ['projects', 'store', 'engineers', 'search', 'env', 'PIN'] },
  ]);
  expect(kept).toBe((await readFile(team.file, 'utf8')).replace('planted-secret-one', '"${CODERS_WITHHELD_1}"').replace('"planted-secret-two"', '"${CODERS_WITHHELD_2}"').replace('123456789', '"${CODERS_WITHHELD_3}"'));
});

test('one is taken before a down and before an apply that ends a conversation, and before nothing else', async () => {
  const team = await appliedTeam();
  const { tag } = await team.pane('store/cart');
  await team.succeed('apply');
  await writeFile(team.file, (await readFile(team.file, 'utf8')).replace('say cart', 'say more'));
  await team.succeed('apply', '--now');
  await waitUntil(async () => (await team.pane('store/cart')).tag?.epoch === 2, { what: 'the second launch' });
  expect(readDocument('snapshots', await team.succeed('snapshots', '--json'))).toMatchObject({ snapshots: [] });
  await writeFile(team.file, (await readFile(team.file, 'utf8')).replace(/ {6}cart: .*\n/, ''));
  await team.succeed('apply', '--prune', '--yes', '--now');
  await team.succeed('down', '--yes');
  await team.succeed('down', '--yes');
  const { snapshots } = readDocument<{ snapshots: { id: string; why: string; members: string[] }[] }>('snapshots', await team.succeed('snapshots', '--json'));
  expect(snapshots).toMatchObject([{ why: 'before coders down', members: ['member/orchestrator', 'member/store/search'] }, { why: 'before an apply that ends or removes something' }]);
  const [, beforePrune] = (await snapshotsIn(team)).reverse();
  const { coders: { members } } = JSON.parse(await readFile(beforePrune!, 'utf8')) as Snapshot;
  expect(members.find(({ address }) => address === 'member/store/cart')).toMatchObject({ launch: { epoch: 2, conversation: tag!.conversation } });
  expect(await team.succeed('snapshots')).toMatch(/^shop-\S+ {2}\d+s ago {2}2 members, before coders down\n/);
});

test('a worktree that can not be read keeps nobody from a snapshot of the rest', async () => {
  const team = await appliedTeam();
  const record = join(team.repository.path, '.git/worktrees/cart/index');
  await writeFile(record, 'damaged');
  const { coders: { worktrees } } = readDocument<Snapshot>('snapshot', await team.succeed('snapshot', '--json'));
  expect(worktrees).toMatchObject([{ address: 'worktree/store/cart', on: 'shop/cart', problem: expect.stringContaining('index') }, { address: 'worktree/store/search', dirty: false }]);
});

test('the newest of a team are kept, and those of other teams are left alone', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  await team.succeed('apply');
  await team.succeed('snapshot');
  const [first] = await snapshotsIn(team);
  const text = await readFile(first!, 'utf8');
  const other = first!.replace('snapshot-shop-', 'snapshot-shop-2-');
  await writeFile(other, text);
  const older = Array.from({ length: keptSnapshots }, (_, index) => join(team.stateDirectory, 'snapshots', `snapshot-shop-20200101T0000000${String(index).padStart(2, '0')}Z.json`));
  for (const path of older) await writeFile(path, text);
  await team.succeed('snapshot');
  const left = await snapshotsIn(team);
  expect(left).toContain(other);
  expect(left).not.toContain(older[0]);
  expect(left).not.toContain(older[1]);
  expect(left).toContain(older[2]);
  expect(left.length).toBe(keptSnapshots + 1);
});

test('a file that is no snapshot is listed with what is wrong with it, and a team without one is told of', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  expect(await team.succeed('snapshots')).toBe('There is no snapshot yet. Take one with coders snapshot.\n');
  await team.succeed('apply');
  await team.succeed('snapshot');
  await writeFile(join(team.stateDirectory, 'snapshots', 'snapshot-shop-20200101T000000000Z.json'), '{"metadata": {}}');
  expect(readDocument('snapshots', await team.succeed('snapshots', 'shop', '--json'))).toMatchObject({ snapshots: [{ team: 'shop' }, { problem: expect.stringContaining('is no snapshot of a team') }] });
  expect(await team.coders('snapshots', 'market')).toMatchObject({ exit: 2, stderr: expect.stringContaining('There is no snapshot of a team "market".\nhelp: There are snapshots of shop.') });
});
