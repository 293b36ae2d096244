import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { personAt } from './cli/person.ts';
import { readDocument } from './cli/documents.ts';

const manifest = 'defaults: {tool: demo}\nprojects: {store: {repo: repo, engineers: {cart: {}, search: {}}}}\n';

interface Pruned {
  readonly cleared: readonly { is: string; what: string; team?: string; path?: string; failed?: string }[];
  readonly stays: readonly { what: string; reason: string }[];
}

async function appliedTeam(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  return team;
}

async function endServer(team: TestTeam): Promise<void> {
  await team.tmux('kill-server');
  await waitUntil(async () => (await team.processes()).length === 0, { what: 'all to end' });
}

async function prune(team: TestTeam): Promise<Pruned> {
  return readDocument<Pruned>('prune', await team.succeed('prune', '--yes', '--json'));
}

function teamsOf(team: TestTeam): string[] {
  const store = openStore(team.stateDirectory);
  try {
    return store.teams().map(({ name }) => name);
  } finally {
    store.close();
  }
}

test('a team that runs, or whose manifest stands, or that is kept, is not dead', async () => {
  const team = await appliedTeam();
  expect(await team.succeed('prune', '--yes')).toBe('Nothing is dead.\n');
  await rm(team.file);
  expect(await prune(team)).toMatchObject({ cleared: [], stays: [] });
  await endServer(team);
  const store = openStore(team.stateDirectory);
  const { tmux } = store.team('shop')!;
  store.keepTeam({ name: 'shop', since: 1, desired: { team: 'shop', tmux, worktrees: [], members: [], missions: [], deferred: [] }, limits: {}, environment: {}, confirmed: [] });
  expect((await prune(team)).cleared.map(({ is }) => is)).toEqual(['socket']);
  store.letGo('shop');
  store.close();
  await team.write(manifest);
  expect((await prune(team)).cleared).toEqual([]);
  expect(teamsOf(team)).toEqual(['shop']);
});

test('a dead team goes with its empty worktrees; branches stay, and a snapshot can bring it back', async () => {
  const team = await appliedTeam();
  await endServer(team);
  await rm(team.file);
  const { cleared, stays } = await prune(team);
  expect(stays).toEqual([]);
  expect(cleared.filter(({ is }) => is !== 'socket')).toMatchObject([{ is: 'worktree', team: 'shop', path: team.worktree('cart') }, { is: 'worktree', path: team.worktree('search') }, { is: 'team', team: 'shop' }]);
  expect(teamsOf(team)).toEqual([]);
  expect(existsSync(team.worktree('cart'))).toBe(false);
  expect(await team.repository.git(['branch', '--list', 'shop/*'])).toContain('shop/cart');
  expect(await team.succeed('snapshots')).toContain('before coders prune');
  expect(await team.succeed('restore')).toMatch(/store\/cart: its conversation is resumed\n/);
  expect(existsSync(team.worktree('cart'))).toBe(true);
});

test('work stays, whatever became of its team, and the team stays known with it', async () => {
  const team = await appliedTeam();
  await team.succeed('down', '--yes');
  await rm(team.file);
  await writeFile(join(team.worktree('cart'), 'draft.txt'), 'not committed');
  await team.repository.commit({ 'found.txt': 'x\n' }, team.worktree('search'));
  const { cleared, stays } = await prune(team);
  expect(cleared).toEqual([]);
  expect(stays).toEqual([
    { what: `worktree/store/cart at ${team.worktree('cart')}`, reason: 'It holds what is not committed: draft.txt.' },
    { what: `worktree/store/search at ${team.worktree('search')}`, reason: '1 commit on shop/search is on no other branch.' },
    { what: 'team shop', reason: 'It stays known as long as its worktrees stay.' },
  ]);
  expect(existsSync(join(team.worktree('cart'), 'draft.txt'))).toBe(true);
  await rm(join(team.worktree('cart'), 'draft.txt'));
  expect((await prune(team)).cleared).toMatchObject([{ is: 'worktree', path: team.worktree('cart') }]);
  expect(teamsOf(team)).toEqual(['shop']);
});

test('folders of launches, locks, sockets and snapshots of nobody go once they are old enough', async () => {
  const team = await appliedTeam();
  const state = team.stateDirectory;
  const long = new Date(Date.now() - 40 * 86_400_000);
  const spools = ['shop/store~cart/99', 'market/pm/1', 'mill/pm/1'].map((name) => join(state, 'spools', name));
  for (const path of spools) await mkdir(path, { recursive: true });
  await utimes(spools[1]!, long, long);
  for (const name of ['market', 'mill~pm']) await writeFile(join(state, 'locks', `${name}.lock`), '');
  await utimes(join(state, 'locks/market.lock'), long, long);
  await mkdir(join(state, 'snapshots'));
  const snapshots = ['snapshot-market-20200101T000000000Z.json', 'snapshot-shop-20200101T000000000Z.json', 'snapshot-shop-20260101T000000000Z.json.7.unfinished'].map((name) => join(state, 'snapshots', name));
  for (const path of snapshots) await writeFile(path, '{}');
  await utimes(snapshots[2]!, long, long);
  const socket = join(state, 'supervisor.sock');
  const server = createServer().listen(socket);
  await new Promise((resolve) => server.once('listening', resolve));
  const { cleared } = await prune(team);
  expect(cleared.map(({ is, path }) => path ?? is).sort()).toEqual([spools[0], spools[1], 'lock', snapshots[0], snapshots[2]].sort());
  expect(cleared.filter(({ failed }) => failed !== undefined)).toEqual([]);
  expect((await readdir(join(state, 'locks'))).filter((name) => name.startsWith('m'))).toEqual(['mill~pm.lock']);
  expect(existsSync(spools[2]!) && existsSync(socket) && existsSync(snapshots[1]!)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect((await team.panes()).every(({ dead }) => !dead)).toBe(true);
});

test('it shows first, and asks on a terminal; a script says --yes', async () => {
  const team = await appliedTeam();
  await team.succeed('down', '--yes');
  await rm(team.file);
  expect(await team.coders('prune')).toMatchObject({ exit: 2, stdout: expect.stringContaining('team shop: nothing runs'), stderr: expect.stringContaining('nobody can be asked.\nhelp: Look at them with coders prune on a terminal, or say --yes.') });
  const person = await personAt(team, { columns: 160 });
  await person.begins('coders prune');
  await person.sees(/Clear all of it\? Only "yes" is taken as yes:/);
  await person.type('no');
  expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringContaining('Nothing was cleared.') });
  expect(teamsOf(team)).toEqual(['shop']);
  await person.begins('coders prune');
  await person.sees(/Clear all of it\?/);
  await person.type('yes');
  expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringContaining('Cleared 3 things.') });
  expect(teamsOf(team)).toEqual([]);
});
