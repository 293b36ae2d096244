import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { codersFrom } from '../cli/command-line.ts';

const members = 'orchestrator: {tool: demo}\n';

/** A second manifest, in a folder of its own, on the same tmux server. */
async function secondManifest(team: TestTeam, text: string): Promise<string> {
  const directory = join(team.directory, 'second');
  await mkdir(directory);
  await writeFile(join(directory, 'team.yaml'), `version: 1\ntmux: {socket: ${team.socket}}\n${text}`);
  return directory;
}

test('two teams with places of their own live on one server and leave each other alone', async () => {
  const team = await testTeam();
  await team.write(members);
  await team.succeed('apply');
  const directory = await secondManifest(team, `team: market\n${members}`);
  expect(await codersFrom(team, { directory }, 'apply', '--prune', '--yes')).toMatchObject({ exit: 0 });
  expect((await team.panes()).map(({ tag }) => tag?.team).sort()).toEqual(['market', 'shop']);
  expect(await codersFrom(team, { directory }, 'down', '--yes')).toMatchObject({ exit: 0 });
  expect((await team.panes()).map(({ tag }) => tag?.team)).toEqual(['shop']);
});

test('invariant 10: a team is not started where an agent of another team works', async () => {
  const team = await testTeam();
  await team.write(members);
  await team.succeed('apply');
  const directory = await secondManifest(team, `team: market\norchestrator: {tool: demo, directory: ..}\n`);
  for (const verb of ['plan', 'apply']) {
    expect(await codersFrom(team, { directory }, verb)).toEqual({
      exit: 2,
      stdout: '',
      stderr: `error: Team shop still runs, with 1 window: its member/orchestrator works in ${team.directory}, where this team would work too.\nhelp: Take it down first: coders down shop\n`,
    });
  }
  await team.succeed('down', '--yes');
  expect(await codersFrom(team, { directory }, 'apply')).toMatchObject({ exit: 0 });
});

test('a command is no agent: its team is started where an agent of another team works', async () => {
  const team = await testTeam();
  await team.write(members);
  await team.succeed('apply');
  const directory = await secondManifest(team, 'team: market\norchestrator: {tool: command, command: [sleep, "1000"], directory: ..}\n');
  expect(await codersFrom(team, { directory }, 'apply')).toMatchObject({ exit: 0 });
  expect((await team.panes()).map(({ tag }) => tag?.team).sort()).toEqual(['market', 'shop']);
});

test('a second team of the same name, from another folder, does not take the first one\'s windows for its own', async () => {
  const team = await testTeam();
  await team.write(members);
  await team.succeed('apply');
  const { pid } = await team.pane('orchestrator');
  const directory = await secondManifest(team, `team: shop\n${members}`);
  expect(await codersFrom(team, { directory }, 'apply', '--now', '--yes')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(`it was applied from ${team.file}, which is another manifest of that name.`) });
  expect(await team.pane('orchestrator')).toMatchObject({ pid, dead: false });
});

test('two manifests in one folder are two ways to run one team', async () => {
  const team = await testTeam();
  await team.write('projects: {store: {repo: repo, engineers: {watch: {tool: command, command: [sleep, "86400"], directory: .}}}}\n');
  await team.succeed('apply');
  const { pid } = await team.pane('store/watch');
  await writeFile(join(team.directory, 'night.yaml'), `version: 1\nteam: shop\ntmux: {socket: ${team.socket}}\nprojects: {store: {repo: repo, engineers: {watch: {tool: command, command: [sleep, "86400"], directory: .}}}}\n`);
  expect(await team.succeed('plan', 'night.yaml')).toContain('No changes.');
  expect(await team.pane('store/watch')).toMatchObject({ pid });
});
