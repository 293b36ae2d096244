import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended, testTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const manifest = `
projects:
  shop:
    repo: repo
    pm: {tool: demo}
    engineers:
      cart: {tool: demo}
      search: {tool: command, command: [sleep, "1000"]}
`;

test('invariant 10: three applies at once end with one window for each member', async () => {
  const team = await testTeam();
  await team.write(manifest);
  const runs = await Promise.all([1, 2, 3].map(() => ended(team.start('coders', ['apply', '--timeout', '60s'])))); // each waits for those before it
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  expect((await team.panes()).map(({ name }) => name).sort()).toEqual(['shop/cart', 'shop/pm', 'shop/search']);
  const agents = async () => (await team.processes()).filter(({ command }) => /demo\.js|sleep 1000/.test(command));
  for (const seat of ['shop/pm', 'shop/cart']) await team.saysItIs(seat, 'idle'); // what an agent starts in its turn is for a moment another of its name
  await waitUntil(async () => (await agents()).length >= 3, { what: 'what a window was opened for to be what runs in it' });
  expect(await agents()).toHaveLength(3);
});

test('invariant 10: an apply that can not have its turn says who has it, and changes nothing', async () => {
  const team = await testTeam();
  await team.write('projects: {shop: {repo: repo, engineers: {cart: {tool: command, command: [sleep, "1000"]}}}}\n');
  await team.succeed('apply');
  await team.write('projects: {shop: {repo: repo, engineers: {cart: {tool: command, command: [sleep, "2000"]}}}}\n');
  const first = team.start('coders', ['apply', '--yes', '--timeout', '100s']); // waits for --now, which a command needs, until it is killed
  await waitUntil(async () => (await team.coders('apply', '--yes', '--timeout', '0')).stderr.includes('still works on team shop'), { what: 'the first apply to have the team' });
  const second = await team.coders('apply', '--timeout', '0', '--now', '--yes');
  expect(second).toMatchObject({ exit: 4, stdout: '' });
  expect(second.stderr).toContain(`coders apply (process ${first.pid}`);
  const whole = ended(first);
  first.kill('SIGKILL');
  await whole;
  expect((await team.pane('shop/cart')).tag?.epoch).toBe(1);
  await team.succeed('apply', '--now', '--yes'); // the dead one holds nothing
  expect((await team.pane('shop/cart')).tag?.epoch).toBe(2);
});

test('invariant 10: a member whose tag was wiped is not started a second time, is restarted when idle, and is shown as what it is', async () => {
  const team = await testTeam();
  await team.write('projects: {shop: {repo: repo, engineers: {cart: {tool: demo}}}}\n');
  await team.succeed('apply');
  const { id, pid } = await team.saysItIs('shop/cart', 'idle');
  const wipe = () => team.tmux('set-option', '-p', '-u', '-t', id, '@coders');
  await wipe();
  expect(await team.succeed('status')).toMatch(/shop\/cart +idle/);
  expect(JSON.parse(await team.succeed('attach', 'cart', '--json'))).toMatchObject({ pane: id });
  expect(await team.succeed('plan')).toContain('write the tag on its window again');
  await team.succeed('apply');
  expect(await team.pane('shop/cart')).toMatchObject({ id, pid });
  await wipe();
  await team.write('projects: {shop: {repo: repo, engineers: {cart: {tool: demo, model: opus}}}}\n');
  await team.succeed('apply');
  expect(await team.panes()).toMatchObject([{ id, dead: false, tag: { epoch: 2 } }]);
});

test('invariant 10: an agent that outlives its window is ended before another is started in its directory', async () => {
  const team = await testTeam();
  const script = join(team.directory, 'clings.sh');
  await writeFile(script, `trap '' HUP; exec sleep 7654321`); // one process: what a shell starts is for a moment another of its name
  await team.write(`projects: {shop: {repo: repo, engineers: {cart: {tool: command, command: [sh, ${script}]}}}}\n`);
  const agents = async () => (await team.processes()).filter(({ command }) => command.includes('7654321')).map(({ pid }) => pid);
  const isThere = async () => (await agents()).includes((await team.pane('shop/cart')).pid);
  await team.succeed('apply');
  await waitUntil(isThere, { what: 'the agent to be ready' });
  const [first] = await agents();
  await team.tmux('kill-pane', '-t', (await team.pane('shop/cart')).id);
  expect(await agents()).toEqual([first]);
  await team.succeed('apply');
  await waitUntil(isThere, { what: 'the second agent to be ready' });
  expect(await agents()).toEqual([(await team.pane('shop/cart')).pid]);
  await team.succeed('down', '--yes');
});
