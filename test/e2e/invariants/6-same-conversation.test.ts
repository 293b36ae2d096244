import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { testTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

function manifest(settings: string): string {
  return `projects: {shop: {repo: repo, engineers: {cart: {${settings}}}}}\n`;
}

test('invariant 6: a restart resumes the same conversation, after a crash, a drift, and the end of its window or of all of tmux', async () => {
  const team = await testTeam();
  await team.write(manifest('tool: demo, brief: "demo: say hi"'));
  await team.succeed('apply');
  const { tag, pid, id } = await team.pane('shop/cart');
  const told = async () => (await team.conversation('shop/cart', tag?.conversation)).filter(({ type }) => type !== 'assistant' && type !== 'tool').map(({ type, text }) => `${type} ${text.split('\n').at(-1)}`);

  process.kill(pid, 'SIGKILL');
  await waitUntil(async () => (await team.pane('shop/cart')).dead, { what: 'the death to be seen' });
  expect(await team.succeed('plan')).toMatch(/its conversation resumed\n.*because: ended.*impact: restart/);
  await team.succeed('apply');
  expect(await team.pane('shop/cart')).toMatchObject({ id, dead: false, tag: { epoch: 2, conversation: tag?.conversation } });

  await team.write(manifest('tool: demo, brief: "demo: say hi", model: opus'));
  expect(await team.succeed('plan')).toContain('start again demo (opus), its conversation resumed');
  await team.succeed('apply');
  expect((await team.pane('shop/cart')).tag).toMatchObject({ epoch: 3, conversation: tag?.conversation });

  await team.tmux('kill-pane', '-t', id);
  await team.succeed('apply');
  expect((await team.pane('shop/cart')).tag).toMatchObject({ epoch: 4, conversation: tag?.conversation });

  await waitUntil(async () => (await told()).filter((row) => row === 'session resumed').length === 3, { what: 'three resumptions' });
  const rows = await told();
  expect(rows.filter((row) => row.startsWith('user'))).toHaveLength(1);
  expect(rows[0]).toBe('session started');
});

test('invariant 6: a new brief is told to the resumed agent, once', async () => {
  const team = await testTeam();
  await team.write(manifest('tool: demo, brief: "demo: say one"'));
  await team.succeed('apply');
  const { tag } = await team.pane('shop/cart');
  await team.write(manifest('tool: demo, brief: "demo: say two"'));
  expect(await team.succeed('plan')).toContain('its conversation resumed and told its new brief');
  await team.succeed('apply');
  await waitUntil(async () => (await team.conversation('shop/cart')).some(({ text }) => text === 'two'), { what: 'the new brief to be followed' });
  expect((await team.pane('shop/cart')).tag?.conversation).toBe(tag?.conversation);
  expect((await team.conversation('shop/cart')).filter(({ type }) => type === 'user')).toHaveLength(2);
});

test('invariant 6: where the conversation can not go on, the plan says replace and asks first', async () => {
  const team = await testTeam();
  await team.write(manifest('tool: demo, brief: "demo: say hi"'));
  await team.succeed('apply');
  const { tag } = await team.saysItIs('shop/cart', 'idle'); // or the change would wait for the end of its turn
  await team.write(manifest('tool: command, command: [sleep, "1000"]'));
  expect(await team.succeed('plan')).toContain('impact: replace (its conversation ends)');
  const unasked = await team.coders('apply');
  expect(unasked).toMatchObject({ exit: 2, stdout: '' });
  expect(unasked.stderr).toContain('its conversation ends');
  expect((await team.pane('shop/cart')).tag).toEqual(tag);
  await team.succeed('apply', '--yes');
  const replaced = (await team.pane('shop/cart')).tag;
  expect(replaced?.conversation).not.toBe(tag?.conversation);
  await team.write(manifest('tool: demo, brief: "demo: say hi"'));
  await team.succeed('apply', '--yes', '--now');
  expect((await team.pane('shop/cart')).tag?.conversation).not.toBe(tag?.conversation);
});

test('invariant 6: a conversation whose file is gone is begun anew, with its brief', async () => {
  const team = await testTeam();
  await team.write(manifest('tool: demo, brief: "demo: say hi"'));
  await team.succeed('apply');
  const { tag, pid } = await team.pane('shop/cart');
  await rm(`${team.home}/.local`, { recursive: true });
  process.kill(pid, 'SIGKILL');
  await waitUntil(async () => (await team.pane('shop/cart')).dead, { what: 'the death to be seen' });
  expect(await team.succeed('plan')).toContain('start again demo (sonnet), a new conversation');
  await team.succeed('apply');
  expect((await team.pane('shop/cart')).tag?.conversation).not.toBe(tag?.conversation);
  await waitUntil(async () => (await team.conversation('shop/cart')).some(({ text }) => text === 'hi'), { what: 'its brief to be followed' });
});
