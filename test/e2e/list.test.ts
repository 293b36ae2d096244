import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import { testTeam } from '../rig/team.ts';
import { codersFrom } from './cli/command-line.ts';
import { record, states } from '../missions/records.ts';
import { readDocument } from './cli/documents.ts';


test('list has a line a team: who runs, whether it is kept, since when, and what is out of the ordinary', async () => {
  const team = await testTeam();
  expect(await team.succeed('list')).toBe('No team has been applied yet.\n');
  await team.write('defaults: {tool: demo}\norchestrator:\nprojects: {store: {repo: repo, engineers: {cart: {}}}}\n');
  await team.succeed('apply');
  const directory = join(team.directory, 'second');
  await mkdir(directory);
  await writeFile(join(directory, 'team.yaml'), `version: 1\nteam: market\ntmux: {socket: ${team.socket}}\norchestrator: {tool: demo}\n`);
  await codersFrom(team, { directory }, 'apply');
  await codersFrom(team, { directory }, 'down', '--yes');
  await rm(directory, { recursive: true });
  const store = openStore(team.stateDirectory);
  store.setCare('shop', { address: 'member/store/cart', crashes: [], hold: { at: 1, because: 'a person took over' } });
  for (const state of ['done', 'failed', 'waiting'] as const) store.missions.put('shop', record(state, { state: states[state] }));
  store.close();
  const [market, shop, ...rest] = (await team.succeed('list')).split('\n');
  expect(market).toMatch(new RegExp(`^market {2}0/1 alive {2}not kept {2}applied \\d+s ago {2}${directory}/team.yaml {2}\\(its manifest is gone\\)$`));
  expect(shop).toMatch(new RegExp(`^shop {4}2/2 alive {2}not kept {2}applied \\d+s ago {2}${team.file} {2}\\(1 held, 1 of 3 missions done, 1 mission failed\\)$`));
  expect(rest).toEqual(['']);
  expect(readDocument('list', await team.succeed('list', '--json'))).toMatchObject({
    supervisor: false,
    teams: [{ name: 'market', manifestStands: false, members: { alive: 0, total: 1 }, kept: false, held: 0 }, { name: 'shop', members: { alive: 2, total: 2 }, held: 1, missions: { done: 1, failed: 1, waiting: 1, working: 0 } }],
  });
});

test('a tmux that can not be looked at leaves the count open, and says why', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  await team.succeed('apply');
  const bin = join(team.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'tmux'), '#!/bin/sh\necho "server is unwell" >&2\nexit 1\n', { mode: 0o755 });
  const { exit, stdout } = await team.run(['list'], { PATH: `${bin}:${team.environment['PATH']}` });
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^shop {2}\?\/1 alive .*\(.*server is unwell/);
});
