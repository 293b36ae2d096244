import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../../src/host/host.ts';
import type { Input } from '../../../src/host/tmux/input.ts';
import { attachedPerson, type AttachedPerson } from '../../rig/attached-person.ts';
import { temporaryDirectory } from '../../rig/temporary.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { deliveryWorld, type DeliveryWorld } from './world.ts';

/** What a window holds that nothing was typed into. */
async function untouched(world: DeliveryWorld): Promise<void> {
  expect(await world.prompts()).not.toContain('Look at the tests.');
  expect(await world.screen()).not.toContain('Look at the tests.');
}

/** Kills the agent; who looks before tmux knows of it finds one that lives. */
async function killed(world: DeliveryWorld): Promise<void> {
  process.kill((await world.team.pane('shop/cart')).pid, 'SIGKILL');
  await waitUntil(async () => (await world.team.pane('shop/cart')).dead, { what: 'the agent to be dead' });
}

/** Types a character and takes it back. What is typed is on its way through two terminals: only once it stands there have these seen the person. */
async function typesAndTakesBack(person: AttachedPerson, world: DeliveryWorld): Promise<void> {
  await person.type('x');
  await waitUntil(async () => (await world.team.tmux('capture-pane', '-p', '-t', '=shop:=shop/cart')).includes('› x'), { what: 'it to stand there' });
  await person.press('BSpace');
}

const acknowledged = { state: 'acknowledged', at: expect.any(Number), by: expect.any(String) };
const shortly = { timeoutMs: 300 };
const held = (reason: string) => ({ state: 'held', reason: `it waits for ${reason}` });

test('invariant 7: nothing is typed into a dead pane, and the message can be sent on once an agent lives there', async () => {
  const world = await deliveryWorld();
  await killed(world);
  expect(await world.send('Look at the tests.', { id: 'm', ...shortly })).toMatchObject(held('a living agent'));
  await world.team.succeed('apply');
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
  expect((await world.prompts()).filter((prompt) => prompt === 'Look at the tests.')).toHaveLength(1);
});

test('invariant 7: a window that is gone, and a server that is gone, are waited for', async () => {
  const world = await deliveryWorld();
  await world.team.tmux('new-session', '-d', '-s', 'other', 'sleep', '1000');
  await world.team.tmux('kill-pane', '-t', (await world.team.pane('shop/cart')).id);
  expect(await world.send('Look at the tests.', { id: 'm', ...shortly })).toMatchObject(held('a living agent'));
  await world.team.tmux('kill-server');
  expect(await world.send('Look at the tests.', { id: 'm', ...shortly })).toMatchObject(held('a living agent'));
  expect(world.states('m')).toEqual(['queued', 'held', 'held']);
});

test('invariant 7: an open permission dialog is neither answered nor typed into', async () => {
  const world = await deliveryWorld();
  await world.send('demo: ask touch approved');
  await world.sees(/Do you want to run touch approved\?/);
  for (const when of ['idle', 'next-turn', 'now'] as const) {
    expect(await world.send('Look at the tests.', { id: 'm', when, ...shortly })).toMatchObject(held('an answer to the question on its screen'));
  }
  expect(await world.team.succeed('status')).toContain('a permission: touch approved');
  await untouched(world);
  await world.keys('2');
  await world.sees(/The person said no/);
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
});

test('invariant 7: a dialog that opens between the look and the submit key is not answered by it', async () => {
  const world = await deliveryWorld();
  const { host } = world;
  let isOpened = false;
  const opensDialogFirst = between(host, 'press', async () => {
    if (isOpened) return;
    isOpened = true;
    // The first key is the sender's own; a person takes the text out and gives the agent something to ask about.
    await world.keys('C-u');
    await world.keys('-l', 'demo: ask touch approved');
    await world.keys('Enter');
    await world.sees(/Do you want to run/);
  });
  const sending = world.send('Look at the tests.', { id: 'm', timeoutMs: 1000, host: opensDialogFirst });
  expect(await sending).toMatchObject({ state: 'typed' });
  expect(await world.screen()).toContain('❯ 1. Yes');
  await world.keys('2');
});

test('invariant 7: copy mode is waited for', async () => {
  const world = await deliveryWorld();
  const { id } = await world.team.pane('shop/cart');
  await world.team.tmux('copy-mode', '-t', id);
  expect(await world.send('Look at the tests.', { id: 'm', ...shortly })).toMatchObject(held('the window to leave copy mode'));
  await world.team.tmux('send-keys', '-t', id, '-X', 'cancel');
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
});

test('invariant 7: copy mode that begins between the look and the text takes none of it', async () => {
  const world = await deliveryWorld();
  const { id } = await world.team.pane('shop/cart');
  const host = between(world.host, 'paste', async () => {
    await world.team.tmux('copy-mode', '-t', id);
  });
  expect(await world.send('Look at the tests.', { id: 'm', host, ...shortly })).toMatchObject({ state: 'held' });
  await world.team.tmux('send-keys', '-t', id, '-X', 'cancel');
  await untouched(world);
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
});

test('invariant 7: a person\'s draft is waited for, and stays as it is', async () => {
  const world = await deliveryWorld();
  await world.keys('-l', 'half a thought');
  await world.sees(/half a thought/);
  expect(await world.send('Look at the tests.', { id: 'm', ...shortly })).toMatchObject(held('the draft in its input box to be sent or cleared'));
  await untouched(world);
  await world.keys('Enter');
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
  expect((await world.prompts()).slice(-2)).toEqual(['half a thought', 'Look at the tests.']);
});

test('invariant 7: a person who types is waited for, also when the box is empty at that moment', async () => {
  const world = await deliveryWorld();
  const person = await attachedPerson(world.team, 'shop/cart');
  await typesAndTakesBack(person, world);
  const reasons: string[] = [];
  expect(await world.send('Look at the tests.', { waiting: (reason) => reasons.push(reason) })).toEqual(acknowledged);
  expect(reasons[0]).toBe('the person who types there');
  expect((await world.prompts()).at(-1)).toBe('Look at the tests.');
});

test('invariant 7: a person who types through a session of their own is waited for', async () => {
  const world = await deliveryWorld();
  const person = await attachedPerson(world.team, 'shop/cart', 'ann');
  await typesAndTakesBack(person, world);
  const reasons: string[] = [];
  expect(await world.send('Look at the tests.', { waiting: (reason) => reasons.push(reason) })).toEqual(acknowledged);
  expect(reasons[0]).toBe('the person who types there');
  expect(await world.team.coders('plan', '--exit-code')).toMatchObject({ exit: 0 });
});

test('invariant 7: a key that a person presses between the look and the text keeps the text out', async () => {
  const world = await deliveryWorld();
  const person = await attachedPerson(world.team, 'shop/cart');
  let isFirst = true;
  const host = between(world.host, 'paste', async () => {
    if (!isFirst) return;
    isFirst = false;
    await person.type('x');
    await world.sees(/› x/);
  });
  const sending = world.send('Look at the tests.', { id: 'm', host });
  await waitUntil(() => world.states('m').includes('held'), { what: 'the text to be refused' });
  await untouched(world);
  await person.press('Enter');
  expect(await sending).toEqual(acknowledged);
  expect(world.states('m')).toEqual(['queued', 'typing', 'held', 'typing', 'typed', 'submitted', 'acknowledged']);
  expect((await world.prompts()).slice(-2)).toEqual(['x', 'Look at the tests.']);
});

test('invariant 7: what a person adds to the text before its submit key is not sent with it', async () => {
  const world = await deliveryWorld();
  const person = await attachedPerson(world.team, 'shop/cart');
  let isFirst = true;
  const host = between(world.host, 'press', async () => {
    if (!isFirst) return;
    isFirst = false;
    await person.type('!');
    await world.sees(/tests\.!/);
  });
  const reasons: string[] = [];
  const sending = world.send('Look at the tests.', { host, waiting: (reason) => reasons.push(reason), timeoutMs: 15_000 });
  await waitUntil(() => reasons.includes('the input box to hold nothing but the text'), { what: 'the delivery to wait' });
  await person.press('BSpace');
  expect(await sending).toEqual(acknowledged);
  expect((await world.prompts()).at(-1)).toBe('Look at the tests.');
});

test('invariant 7: the program that the agent has put in front gets nothing', async () => {
  const editor = join(await temporaryDirectory(), 'editor');
  await writeFile(editor, '#!/bin/sh\necho "an editor is open"\nread line\necho "$line" > "$1"\n');
  await chmod(editor, 0o755);
  const world = await deliveryWorld({ editor });
  await world.send('demo: edit note.txt');
  await world.sees(/an editor is open/);
  expect(await world.send('Look at the tests.', { id: 'm', when: 'next-turn', ...shortly })).toMatchObject(held('the other program in its window to end'));
  await untouched(world);
  await world.keys('-l', 'by hand');
  await world.keys('Enter');
  expect(await world.send('Look at the tests.', { id: 'm' })).toEqual(acknowledged);
  expect(await readFile(join(world.team.worktree('cart'), 'note.txt'), 'utf8')).toBe('by hand\n');
});

test.each(['paste', 'press'] as const)('invariant 7: an agent that is restarted between the look and the %s gets nothing of what was meant for the one before', async (key) => {
  const world = await deliveryWorld();
  let isFirst = true;
  const host = between(world.host, key, async () => {
    if (!isFirst) return;
    isFirst = false;
    await killed(world);
    await world.team.succeed('apply');
  });
  const receipt = await world.send('Look at the tests.', { id: 'm', host });
  const arrivals = (await world.prompts()).filter((prompt) => prompt === 'Look at the tests.');
  if (key === 'paste') {
    expect(receipt).toEqual(acknowledged);
    expect(world.states('m')).toEqual(['queued', 'typing', 'held', 'typing', 'typed', 'submitted', 'acknowledged']);
    expect(arrivals).toHaveLength(1);
  } else {
    expect(receipt).toMatchObject({ state: 'failed', reason: 'the agent ended before it took the text' });
    expect(arrivals).toHaveLength(0);
  }
});

test('an agent that ends with the very turn that the text began has taken the text', async () => {
  const world = await deliveryWorld();
  expect(await world.send('demo: exit 3')).toEqual(acknowledged);
});

/** The same host, but something happens right before keys of a kind are given to tmux. */
function between(host: Host, key: 'paste' | 'press', happen: () => Promise<void>): Host {
  const input = { ...host.tmux.input };
  const given: Input['paste'] = input[key];
  return { ...host, tmux: { ...host.tmux, input: { ...input, [key]: async (...values: Parameters<typeof given>) => {
    await happen();
    return given(...values);
  } } } };
}
