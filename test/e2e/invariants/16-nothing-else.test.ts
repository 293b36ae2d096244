import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { directoryContent } from '../../rig/directory-content.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';

const execute = promisify(execFile);
const servers: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of servers.splice(0)) await end();
});

/** A tmux server beside the team's. `default` is the person's own: in the team's own folder for sockets, not the real one. */
async function serverBeside(team: TestTeam, socket: string): Promise<(...argv: string[]) => Promise<string>> {
  const tmux = async (...argv: string[]) => (await execute('tmux', ['-L', socket, '-f', '/dev/null', ...argv], { env: team.environment })).stdout;
  await tmux('new-session', '-d', '-s', 'mine', '-x', '80', '-y', '24', 'sleep', '1000');
  servers.push(() => tmux('kill-server').catch(() => undefined)); // it may have ended with its last window
  return tmux;
}

const settings = [['show-options', '-s'], ['show-options', '-g'], ['show-options', '-gw'], ['show-hooks', '-g'], ['list-keys'], ['list-buffers']];

/** All that a server has beside its sessions. */
async function globals(tmux: (...argv: string[]) => Promise<string>) {
  return Promise.all(settings.map((argv) => tmux(...argv)));
}

const manifest = `
orchestrator: {tool: demo}
projects:
  shop:
    repo: repo
    pm: {tool: demo, brief: "demo: write PLAN.md | plan\\ndemo: commit Plan"}
    engineers:
      cart: {tool: demo, worktree: {path: elsewhere/cart}}
      search: {tool: command, command: [sleep, "1000"]}
`;

/** What belongs to the person: HOME without what the demo agent keeps in its state folder, and the repository's own settings. */
async function personal(team: TestTeam) {
  const home = await directoryContent(team.home);
  const git = join(team.repository.path, '.git');
  return {
    home: Object.fromEntries(Object.entries(home).filter(([path]) => !path.startsWith('.local/state/coders/demo/'))),
    config: await readFile(join(git, 'config'), 'utf8'),
    exclude: await readFile(join(git, 'info', 'exclude'), 'utf8'),
    head: await readFile(join(git, 'HEAD'), 'utf8'),
    index: (await readFile(join(git, 'index'))).toString('hex'),
    hooks: await directoryContent(join(git, 'hooks')),
    status: await team.repository.git(['status', '--porcelain', '--branch']),
    files: Object.fromEntries(Object.entries(await directoryContent(team.repository.path)).filter(([path]) => !path.startsWith('.git/') && !path.startsWith('.coders/'))),
  };
}

test('invariant 16: an apply, a drift, a prune and a down change nothing but the socket, worktrees, state and refs of the team', async () => {
  const team = await testTeam();
  await team.repository.commit({ '.gitignore': '*.log\n', 'src/main.ts': 'export {};\n' });
  const own = await serverBeside(team, 'default');
  const fresh = await serverBeside(team, 'fresh');
  const before = { personal: await personal(team), globals: await globals(own), panes: await own('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_name} #{session_name}') };
  const same = async (after: string) => {
    expect(await personal(team), after).toEqual(before.personal);
    expect(await globals(own), after).toEqual(before.globals);
    expect(await own('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_name} #{session_name}'), after).toBe(before.panes);
  };
  await team.write(manifest);
  await team.succeed('apply');
  await same('after apply');
  expect(await globals((...argv) => team.tmux(...argv).then((text) => (text === '' ? '' : `${text}\n`)))).toEqual(await globals(fresh));
  expect(await team.tmux('show-environment', '-g')).not.toMatch(/^CODERS_(?!STATE_DIR=)|^TMUX_PANE=/m);
  await team.write(manifest.replace('      search', '      mail').replace('orchestrator: {tool: demo}', 'orchestrator: {tool: demo, model: opus}'));
  await team.succeed('apply', '--prune', '--yes', '--now');
  await same('after a drift and a prune');
  await team.succeed('down', '--worktrees', '--yes');
  await same('after down');
});

test('invariant 16: on the person\'s own tmux server, only the team\'s session is touched, and down leaves the rest running', async () => {
  const team = await testTeam();
  const own = await serverBeside(team, 'default');
  const before = { globals: await globals(own), panes: await own('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_name} #{session_name}') };
  await team.write(manifest);
  const text = await readFile(team.file, 'utf8');
  await writeFile(team.file, text.replace(/socket: \w+/, 'socket: default'));
  await team.succeed('apply');
  expect(await globals(own)).toEqual(before.globals);
  expect((await own('list-panes', '-a', '-F', '#{session_name}')).split('\n').filter((name) => name === 'shop')).toHaveLength(4);
  await team.succeed('down', '--yes');
  expect(await own('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_name} #{session_name}')).toBe(before.panes);
  expect(await globals(own)).toEqual(before.globals);
});
