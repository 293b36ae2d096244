import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../rig/wait-until.ts';
import { deliveryWorld } from './world.ts';

const shortly = { timeoutMs: 300 };
const text = 'Look at the tests.';

describe('an agent', () => {
  test('that takes an Enter right after a paste for a line\'s end gets the text once, by another press', async () => {
    const world = await deliveryWorld({ personas: ['paste-window=1000'] }); // a busy machine takes its time from the paste to the key; the second comes after 1.5 s
    expect(await world.send(text, { id: 'm' })).toMatchObject({ state: 'acknowledged' });
    expect(world.host.store.messages.receipts('m').at(-2)).toMatchObject({ state: 'submitted', presses: 2 });
    expect((await world.prompts()).filter((prompt) => prompt.trimEnd() === text)).toHaveLength(1);
  });

  test.each([1, 3])('that swallows %i presses of Enter gets the key again, and never the text', async (times) => {
    const world = await deliveryWorld({ personas: [`swallowed-enter=${times}`] });
    expect(await world.send(text, { id: 'm' })).toMatchObject({ state: 'acknowledged' });
    expect(world.host.store.messages.receipts('m').at(-2)).toMatchObject({ state: 'submitted', presses: times + 1 });
    expect((await world.prompts()).filter((prompt) => prompt === text)).toHaveLength(1);
  });

  test('invariant 8: that swallows every Enter gets the key four times, and the receipt says failed', async () => {
    const world = await deliveryWorld({ personas: ['swallowed-enter=99'] });
    expect(await world.send(text, { id: 'm' })).toMatchObject({ state: 'failed', reason: 'the text stands in the input box, and 4 presses of Enter did not send it' });
    expect((await world.screen()).split(text)).toHaveLength(2);
    expect(world.states('m')).toEqual(['queued', 'typing', 'typed', 'submitted', 'submitted', 'submitted', 'submitted', 'failed']);
  });

  test.each(['Read @src/main.ts', '/review'])('whose menu takes the first Enter gets "%s" once', async (prompt) => {
    const world = await deliveryWorld({ personas: ['picker'] });
    expect(await world.send(prompt)).toMatchObject({ state: 'acknowledged' });
    expect((await world.prompts()).slice(1)).toEqual([prompt]);
  });

  test('that suggests something in its box is not taken to hold a draft, and a draft in such a box is one', async () => {
    const world = await deliveryWorld({ personas: ['ghost'] });
    expect(await world.screen()).toContain('› Try "write the tests"');
    expect(await world.send(text)).toMatchObject({ state: 'acknowledged' });
    await world.keys('-l', 'Try "write the tests"');
    await world.sees(/› Try "write the tests"\n.*Enter sends/);
    expect(await world.send(text, shortly)).toMatchObject({ state: 'held', reason: 'it waits for the draft in its input box to be sent or cleared' });
  });

  test('that stops without a sign is not called idle, takes what is queued, and what ends its turn', async () => {
    const world = await deliveryWorld({ personas: ['silent-stop'], isReady: false });
    await world.sees(/working · cart/);
    expect(await world.send(text, { id: 'idle', ...shortly })).toMatchObject({ state: 'held', reason: 'it waits for the end of its turn' });
    expect(await world.send(text, { id: 'next', when: 'next-turn' })).toMatchObject({ state: 'acknowledged' });
    expect(await world.send('And then?', { id: 'now', when: 'now' })).toMatchObject({ state: 'acknowledged' });
    expect((await world.prompts()).slice(1)).toEqual([text, 'And then?']);
  });

  test('that is silent for long, as when its server refuses it, has taken the text all the same', async () => {
    const world = await deliveryWorld({ personas: ['silence=60000'], isReady: false });
    await world.sees(/working · cart/);
    await world.keys('Escape');
    await world.sees(/idle · cart/);
    expect(await world.send(text)).toMatchObject({ state: 'acknowledged' });
    await world.sees(/working · cart/);
  });

  test('at a usage limit of unknown end is waited for', async () => {
    const world = await deliveryWorld({ personas: ['limit'], isReady: false });
    await world.sees(/You've hit your usage limit/);
    expect(await world.send(text, shortly)).toMatchObject({ state: 'held', reason: 'it waits for the end of its usage limit' });
    expect(await world.team.succeed('status')).toMatch(/ limited .*until: unknown/);
  });

  test('at a usage limit that says when it ends gets the text afterwards', async () => {
    const world = await deliveryWorld({ personas: ['limit=10000'], isReady: false });
    await world.sees(/You've hit your usage limit · resets/);
    const reasons: string[] = [];
    const sending = world.send(text, { when: 'next-turn', timeoutMs: 40_000, waiting: (reason) => reasons.push(reason) });
    await waitUntil(() => reasons.length > 0, { what: 'a reason to wait' });
    expect(reasons).toEqual(['the end of its usage limit']);
    expect(await world.team.succeed('status')).toMatch(/ limited .*until 20\d\d-/);
    expect(await sending).toMatchObject({ state: 'acknowledged' });
  });

  test('that asks at its start whether the directory is trusted is not answered', async () => {
    const world = await deliveryWorld({ personas: ['trust'], isReady: false });
    await world.sees(/Do you trust the files in .*\?\n❯ 1\. Yes/);
    expect(await world.send(text, { id: 'm', ...shortly })).toMatchObject({ state: 'held', reason: 'it waits for an answer to the question on its screen' });
    expect(await world.team.succeed('status')).toContain(`trust: ${world.team.worktree('cart')}`);
    await world.keys('1');
    expect(await world.send(text, { id: 'm' })).toMatchObject({ state: 'acknowledged' });
  });

  test('that ends within a second never gets a part of the text, and the receipt says so', async () => {
    const world = await deliveryWorld({ personas: ['early-exit=1000'], isReady: false });
    const receipt = await world.send(text, { timeoutMs: 3000 });
    await waitUntil(async () => (await world.team.pane('shop/cart')).dead, { what: 'the agent to end' });
    const arrivals = (await world.prompts()).filter((prompt) => prompt === text);
    expect(arrivals).toHaveLength(receipt.state === 'acknowledged' ? 1 : 0);
    expect(['acknowledged', 'failed', 'held']).toContain(receipt.state);
  });
});
