import { beforeAll, describe, expect, test } from 'vitest';
import { ended } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { deliveryWorld, type DeliveryWorld } from './world.ts';

let world: DeliveryWorld;

beforeAll(async () => {
  world = await deliveryWorld();
});

async function arrivals(text: string): Promise<number> {
  return (await world.prompts()).filter((prompt) => prompt.includes(text)).length;
}

describe('invariant 8: a sender that is killed by SIGKILL, and the same message again', () => {
  const steps = ['typing', 'paste', 'typed', 'press', 'submitted', 'acknowledged'].flatMap((step) => [['before', step], ['after', step]] as const);

  test.each(steps)('%s %s: it arrives once', async (when, step) => {
    const id = `${when}-${step}`;
    const text = `Look at the tests, ${id}.`;
    world.host.store.messages.enqueue({ id, team: 'shop', to: 'member/shop/cart', text, when: 'idle', at: Date.now() });
    expect(await ended(world.team.start('crashing-send', [id, when, step]))).toMatchObject({ exit: null });
    const before = world.states(id);
    const receipt = await world.send(text, { id });
    expect(receipt.state).toBe('acknowledged');
    expect(await arrivals(text)).toBe(1);
    expect(world.states(id).slice(0, before.length)).toEqual(before);
    // Only where nothing of it came into the box is it begun again.
    const isBegunAgain = (when === 'after' && step === 'typing') || (when === 'before' && step === 'paste');
    expect(world.states(id).filter((state) => state === 'typing')).toHaveLength(isBegunAgain ? 2 : 1);
  });
});

describe('the same --op-id', () => {
  test('gives the receipt that there is, and sends nothing', async () => {
    const send = ['send', 'cart', 'Once only.', '--op-id', 'once', '--json'];
    const first = JSON.parse(await world.team.succeed(...send)) as { receipts: unknown[] };
    expect(JSON.parse(await world.team.succeed(...send))).toEqual(first);
    expect(first.receipts).toHaveLength(5);
    expect(await arrivals('Once only.')).toBe(1);
  });

  test('with another text is refused', async () => {
    expect(await world.team.coders('send', 'cart', 'Twice.', '--op-id', 'once')).toMatchObject({ exit: 2, stderr: expect.stringContaining('once') });
    expect(await arrivals('Twice.')).toBe(0);
  });
});

test('invariant 7: senders at once never mix, and each text arrives once', async () => {
  const texts = Array.from({ length: 6 }, (_, index) => `Sender ${index} says ${String(index).repeat(300)}.`);
  const sends = await Promise.all(texts.map((text) => world.team.coders('send', 'cart', text, '--timeout', '40s')));
  expect(sends.map(({ exit, stdout, stderr }) => ({ exit, said: exit === 0 ? '' : stdout + stderr }))).toEqual(texts.map(() => ({ exit: 0, said: '' })));
  const arrived = (await world.prompts()).filter((prompt) => prompt.startsWith('Sender'));
  expect([...arrived].sort()).toEqual(texts);
});

test('a text that a killed sender left in the box is sent before the next one', async () => {
  world.host.store.messages.enqueue({ id: 'left', team: 'shop', to: 'member/shop/cart', text: 'Left behind.', when: 'idle', at: Date.now() });
  expect(await ended(world.team.start('crashing-send', ['left', 'after', 'typed']))).toMatchObject({ exit: null });
  expect(await world.send('The next one.')).toMatchObject({ state: 'acknowledged' });
  expect((await world.prompts()).slice(-2)).toEqual(['Left behind.', 'The next one.']);
  expect(world.states('left').at(-1)).toBe('acknowledged');
});

test('a text that a killed sender never got into the box is held for whoever sends it again, and is in nobody\'s way', async () => {
  world.host.store.messages.enqueue({ id: 'begun', team: 'shop', to: 'member/shop/cart', text: 'Begun.', when: 'idle', at: Date.now() });
  expect(await ended(world.team.start('crashing-send', ['begun', 'after', 'typing']))).toMatchObject({ exit: null });
  expect(await world.send('Another one.')).toMatchObject({ state: 'acknowledged' });
  expect([world.states('begun').at(-1), await arrivals('Begun.')]).toEqual(['held', 0]);
  expect(await world.send('Begun.', { id: 'begun' })).toMatchObject({ state: 'acknowledged' });
  expect(await arrivals('Begun.')).toBe(1);
});

test('invariant 8: two processes with one --op-id deliver one message', async () => {
  const sends = await Promise.all([1, 2, 3].map(() => world.team.coders('send', 'cart', 'One of three.', '--op-id', 'shared', '--timeout', '40s')));
  expect(sends.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  expect(await arrivals('One of three.')).toBe(1);
});

test('--wait goes on past a question until a person has answered it', async () => {
  await world.send('demo: ask touch waited');
  await world.sees(/Do you want to run touch waited\?/);
  const sending = world.team.start('coders', ['send', 'cart', 'After the question.', '--op-id', 'patient', '--wait']);
  const end = ended(sending);
  await waitUntil(() => world.states('patient').length > 0, { what: 'the message to be queued' });
  await world.keys('2');
  expect(await end).toMatchObject({ exit: 0, stdout: expect.stringContaining('acknowledged') });
});

describe('--when', () => {
  test('idle waits for the end of the turn', async () => {
    await world.send('demo: wait-for go-idle');
    await world.sees(/WaitFor\(go-idle\)/); // until then it calls itself idle
    const sending = world.send('After the turn.');
    await world.keys('Escape');
    expect(await sending).toMatchObject({ state: 'acknowledged' });
    expect((await world.team.conversation('shop/cart')).findLast(({ text }) => text === 'After the turn.')).not.toHaveProperty('queued');
  });

  test('next-turn leaves the turn alone, and is queued by the tool', async () => {
    await world.send('demo: wait-for go-next');
    await world.sees(/WaitFor\(go-next\)/);
    expect(await world.send('In the queue.', { when: 'next-turn' })).toMatchObject({ state: 'acknowledged' });
    expect((await world.team.conversation('shop/cart')).at(-1)).toMatchObject({ type: 'user', text: 'In the queue.', queued: true });
    await world.sees(/queued: In the queue\./);
    await world.keys('Escape');
    await waitUntil(async () => (await world.team.conversation('shop/cart')).at(-1)?.type === 'turn-end', { what: 'the queued turn to end' });
  });

  test('now ends the turn, once', async () => {
    await world.send('demo: wait-for go-now');
    await world.sees(/WaitFor\(go-now\)/);
    expect(await world.send('At once.', { when: 'now' })).toMatchObject({ state: 'acknowledged' });
    const rows = await world.team.conversation('shop/cart');
    const end = rows.findLastIndex(({ type, text }) => type === 'turn-end' && text === 'interrupted');
    expect(rows.slice(end + 1).find(({ type }) => type === 'user')).toMatchObject({ text: 'At once.' });
  });
});
