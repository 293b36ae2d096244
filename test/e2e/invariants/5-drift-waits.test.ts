import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { ended, testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const execute = promisify(execFile);
const terminals: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of terminals.splice(0)) await close();
});

function manifest(model: string, brief = 'demo: say hi'): string {
  return `projects: {shop: {repo: repo, engineers: {cart: {tool: demo, model: ${model}, brief: "${brief}"}}}}\n`;
}

/** A person's terminal that shows the team's session. Gives what hangs it up. */
async function personLooksAt(team: TestTeam): Promise<() => Promise<unknown>> {
  const socket = join(team.directory, '..', 'person');
  const env = { ...team.environment, TERM: 'screen' };
  await execute('tmux', ['-S', socket, '-f', '/dev/null', 'new-session', '-d', '-x', '100', '-y', '30', 'env', '-u', 'TMUX', 'tmux', '-L', team.socket, 'attach-session', '-t', '=shop'], { env });
  let isOpen = true;
  const hangUp = async () => {
    if (isOpen) await execute('tmux', ['-S', socket, 'kill-server'], { env });
    isOpen = false;
  };
  terminals.push(hangUp);
  await waitUntil(async () => (await team.tmux('list-clients', '-F', '#{client_control_mode}')).includes('0'), { what: 'the person to be attached' });
  return hangUp;
}

test('invariant 5: drift does not touch a working agent: plan says what it waits for, apply exits with 4, and --now does it', async () => {
  const team = await testTeam();
  await team.write(manifest('sonnet', 'demo: think 10m'));
  await team.succeed('apply');
  const { pid } = await team.saysItIs('shop/cart', 'working');
  await team.write(manifest('opus', 'demo: think 10m'));
  const plan = await team.succeed('plan');
  expect(plan).toContain('impact: when-idle, then restart; waits for the end of its turn');
  expect(plan).toContain('model: sonnet → opus');
  expect(plan).toContain('Plan: 0 to add, 1 to change, 0 to remove. 1 of them waits.');
  const waited = await team.coders('apply', '--timeout', '1s');
  expect(waited).toMatchObject({ exit: 4 });
  expect(waited.stdout).toContain('waits for the end of its turn');
  expect(await team.pane('shop/cart')).toMatchObject({ pid, tag: { epoch: 1 } });
  await team.succeed('apply', '--now');
  expect(await team.pane('shop/cart')).toMatchObject({ tag: { epoch: 2 } });
  expect((await team.conversation('shop/cart')).filter(({ type }) => type === 'user')).toHaveLength(1);
});

test('invariant 5: an apply that waits restarts the agent once its turn has ended', async () => {
  const team = await testTeam();
  const go = join(team.worktree('cart'), 'go');
  await team.write(manifest('sonnet', 'demo: wait-for go'));
  await team.succeed('apply');
  const { pid } = await team.saysItIs('shop/cart', 'working');
  await team.write(manifest('opus', 'demo: wait-for go'));
  const apply = team.start('coders', ['apply', '--timeout', '30s']);
  const result = ended(apply);
  const lock = join(team.stateDirectory, 'locks', 'shop.json');
  await waitUntil(async () => (await readFile(lock, 'utf8')).includes(`${apply.pid}`), { what: 'the apply to look on' });
  expect(await team.pane('shop/cart')).toMatchObject({ pid });
  await writeFile(go, '');
  expect(await result).toMatchObject({ exit: 0 });
  expect(await team.pane('shop/cart')).toMatchObject({ tag: { epoch: 2 } });
  expect((await team.conversation('shop/cart')).map(({ type, text }) => `${type} ${type === 'user' || type === 'assistant' ? '' : text}`)).toEqual(
    ['session started', 'user ', 'assistant ', 'tool WaitFor(go)', 'assistant ', 'turn-end done', 'session resumed']);
});

test('invariant 5: drift does not touch an agent that somebody looks at', async () => {
  const team = await testTeam();
  await team.write(manifest('sonnet'));
  await team.succeed('apply');
  const hangUp = await personLooksAt(team);
  const { pid } = await team.saysItIs('shop/cart', 'idle');
  await team.write(manifest('opus'));
  expect(await team.succeed('plan')).toContain('waits for the person who looks at its window');
  expect(await team.succeed('status')).toContain('(looked at)');
  expect(await team.coders('apply', '--timeout', '1s')).toMatchObject({ exit: 4 });
  expect(await team.pane('shop/cart')).toMatchObject({ pid });
  await hangUp();
  await team.succeed('apply');
  expect(await team.pane('shop/cart')).toMatchObject({ tag: { epoch: 2 } });
});

test('invariant 5: a prune does not touch a working agent either, nor what it works on', async () => {
  const team = await testTeam();
  await team.write(manifest('sonnet', 'demo: write work | half\\ndemo: wait-for go'));
  await team.succeed('apply');
  const { pid } = await team.saysItIs('shop/cart', 'working');
  await team.write('projects: {shop: {repo: repo, engineers: {search: {tool: demo}}}}\n');
  expect(await team.succeed('plan', '--prune')).toContain('impact: when-idle, then replace (its conversation ends); waits for the end of its turn');
  expect(await team.coders('apply', '--prune', '--yes', '--timeout', '1s')).toMatchObject({ exit: 4 });
  expect(await team.pane('shop/cart')).toMatchObject({ pid, dead: false });
  await writeFile(join(team.worktree('cart'), 'go'), '');
  await team.succeed('apply', '--prune', '--yes');
  expect((await team.panes()).map(({ name }) => name)).toEqual(['shop/search']);
  expect(await team.repository.git(['for-each-ref', '--format=%(refname)', 'refs/coders/saved'])).toContain('shop/cart');
});

test('invariant 5: a program that does not tell what it does is only touched with --now', async () => {
  const team = await testTeam();
  const program = (length: number) => `projects: {shop: {repo: repo, engineers: {cart: {tool: command, command: [sleep, "${length}"]}}}}\n`;
  const seconds = async () => (await team.processes()).flatMap(({ command }) => /sleep (\d+)/.exec(command)?.[1] ?? []);
  const runs = (length: string) => waitUntil(async () => (await seconds()).includes(length), { what: `the program to run for ${length} seconds` });
  await team.write(program(1000));
  await team.succeed('apply');
  await runs('1000');
  await team.write(program(2000));
  expect(await team.succeed('plan')).toContain('when-idle, then replace (its conversation ends); waits for --now');
  expect(await team.coders('apply', '--yes', '--timeout', '0')).toMatchObject({ exit: 4 });
  expect(await seconds()).toEqual(['1000']);
  await team.succeed('apply', '--yes', '--now');
  await runs('2000');
  expect(await seconds()).toEqual(['2000']);
});
