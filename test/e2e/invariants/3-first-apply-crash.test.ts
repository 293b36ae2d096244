import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crashedApply, crashPoints, forEach, wholeApply } from '../../rig/crash.ts';
import { sample } from '../../rig/sample.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const manifest = `
projects:
  shop:
    repo: repo
    engineers:
      cart: {tool: demo, brief: "demo: say hi"}
      search: {tool: command, command: [sleep, "1000"]}
    missions:
      first: {to: cart, brief: "demo: say one"}
`;

async function newTeam(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(manifest);
  return team;
}

interface ListedMission {
  readonly address: string;
  readonly state: string;
}

async function missionsOf(team: TestTeam): Promise<readonly ListedMission[]> {
  return (JSON.parse(await team.succeed('mission', 'list', '--all', '--json')) as { missions: readonly ListedMission[] }).missions;
}

/** Which agents run, in a process each. */
async function agentsOf(team: TestTeam): Promise<readonly string[]> {
  const programs = (await team.processes()).map(({ command }) => command);
  return programs.filter((command) => /demo\.js|sleep/.test(command)).map((command) => (command.includes('demo.js') ? 'demo' : 'sleep')).sort();
}

/** All that a person could find in the end, without what is another each time. */
async function endState(team: TestTeam) {
  const panes = await team.panes();
  return {
    windows: panes.map(({ name, dead, tag }) => `${name} ${dead ? 'dead' : 'alive'} ${tag?.address}`).sort(),
    agents: await agentsOf(team),
    branches: await team.repository.git(['for-each-ref', '--format=%(refname) %(contents:subject)']),
    worktrees: (await team.repository.git(['worktree', 'list'])).split('\n').map((line) => line.replace(/^\S*\/team\//, '').replace(/ +[0-9a-f]+ /, ' ')),
    conversations: await readdir(join(team.home, '.local', 'state', 'coders', 'demo')),
    prompts: (await team.conversation('shop/cart')).filter(({ type }) => type === 'user').length,
    missions: (await missionsOf(team)).map(({ address, state }) => `${address} ${state}`),
    plan: await team.succeed('plan'),
  };
}

/** How many places of death one run takes. */
const pointsARun = 8;

test('invariant 3: a first apply that is killed before or after any host call leaves nothing that the next apply does not mend', async () => {
  const whole = await newTeam();
  const calls = await wholeApply(whole);
  expect(calls.length).toBeGreaterThan(20);
  await whole.succeed('down', '--yes');
  const points = sample(crashPoints(calls), pointsARun);
  let deaths = 0;
  await forEach(points, async (point) => {
    const team = await newTeam();
    if (await crashedApply(team, point)) deaths += 1;
    await team.succeed('apply');
    await waitUntil(async () => (await team.conversation('shop/cart')).length > 1, { what: 'the prompt to arrive' });
    await waitUntil(async () => (await agentsOf(team)).includes('sleep'), { what: 'the program to be what runs in its window' });
    const { conversations, ...state } = await endState(team);
    expect(state).toEqual({
      windows: ['shop/cart alive member/shop/cart', 'shop/search alive member/shop/search'],
      agents: ['demo', 'sleep'],
      branches: ['main', 'shop/cart', 'shop/search'].map((name) => `refs/heads/${name} Change README.md`).join('\n'),
      worktrees: ['repo [main]', 'repo/.coders/worktrees/shop/cart [shop/cart]', 'repo/.coders/worktrees/shop/search [shop/search]'],
      prompts: 1,
      missions: ['mission/shop/first waiting'],
      plan: 'No changes. Everything is as the manifest says.\n',
    });
    expect(conversations).toHaveLength(1);
    await team.succeed('down', '--yes');
    expect(await team.processes()).toEqual([]);
  });
  expect(deaths).toBeGreaterThan(points.length * 0.7);
}, 400_000);
