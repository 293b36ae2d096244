import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** Programs in an agent's place that are hard to end. Each says `ready` in its title once it is as hard as it gets. */
const stubborn: Readonly<Record<string, string>> = {
  ignores: `trap '' HUP TERM INT; printf '\\033]2;ready\\007'; while :; do sleep 1000; done`,
  daemonizes: `setsid sh -c 'trap "" HUP TERM; exec sleep 1001' </dev/null >/dev/null 2>&1 & printf '\\033]2;ready\\007'; exec sleep 1000`,
  'leaves-a-daemon-and-ends': `setsid sleep 1002 </dev/null >/dev/null 2>&1 & printf '\\033]2;ready\\007'`,
  'multiplies-when-asked-to-end': `trap 'setsid sleep 1003 </dev/null >/dev/null 2>&1 & exit 0' TERM HUP; printf '\\033]2;ready\\007'; while :; do sleep 1; done`,
};

async function stubbornTeam(): Promise<TestTeam> {
  const team = await testTeam();
  const engineers = await Promise.all(Object.entries(stubborn).map(async ([name, script]) => {
    await writeFile(join(team.directory, `${name}.sh`), script);
    return `      ${name}: {command: [sh, ${join(team.directory, `${name}.sh`)}]}`;
  }));
  await team.write(`
defaults: {tool: command}
orchestrator: {tool: demo, brief: "demo: run sleep 1004"}
projects:
  shop:
    repo: repo
    engineers:
${engineers.join('\n')}
`);
  return team;
}

/**
 * One of them ends at once, which is a failure of the apply's; it need not be ready, only dead: what a program writes just
 * before its end, a loaded tmux may never read.
 */
async function startedAndReady(team: TestTeam): Promise<void> {
  const { stdout, stderr } = await team.coders('apply', '--timeout', '5s');
  const ready = async () => (await team.panes()).filter(({ title, dead }) => title === 'ready' || dead).length === 4;
  await waitUntil(ready, { what: 'all programs to be ready' }).catch(async (error: Error) => {
    throw new Error(`${error.message} The panes are ${JSON.stringify(await team.panes())}, and the apply said:\n${stdout}${stderr}`);
  });
}

test('invariant 14: down leaves no process, not even of agents that do not want to end, no server, socket, client or lock', async () => {
  const team = await stubbornTeam();
  await startedAndReady(team);
  await waitUntil(async () => (await team.processes()).some(({ command }) => command.includes('1004')), { what: 'the demo agent to run a command' });
  const { exit, stdout } = await team.coders('down', '--yes');
  expect(await team.processes()).toEqual([]);
  expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.stringContaining('Team shop is down.') });
  const sockets = join(team.environment['TMUX_TMPDIR']!, `tmux-${process.getuid?.()}`);
  expect(existsSync(sockets) ? await readdir(sockets) : []).toEqual([]);
  expect(await team.coders('down', '--yes')).toEqual({ exit: 0, stdout: '', stderr: '' });
});

test('invariant 14: down also ends what lives on in a window that a person closed, and what a killed server left', async () => {
  const team = await stubbornTeam();
  await startedAndReady(team);
  await team.tmux('kill-pane', '-t', (await team.pane('shop/ignores')).id);
  await team.tmux('kill-server');
  expect((await team.processes()).length).toBeGreaterThan(0);
  await team.succeed('down', '--yes');
  expect(await team.processes()).toEqual([]);
});

test('invariant 14: down ends a team by its name from anywhere, after its manifest and its folder are gone', async () => {
  const team = await testTeam();
  await team.write('projects: {shop: {repo: repo, engineers: {cart: {tool: demo}}}}\n');
  await team.succeed('apply');
  await writeFile(team.file, 'no: manifest');
  expect(await team.succeed('down', 'shop', '--yes')).toContain('Team shop is down.');
  expect(await team.processes()).toEqual([]);
});
