import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, test } from 'vitest';
import { supervisorPid } from '../../rig/kept-team.ts';
import { talkingTeam, type TalkingTeam } from '../../rig/talking-team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let shop: TalkingTeam;

beforeAll(async () => {
  shop = await talkingTeam();
  for (const seat of ['store/pm', 'store/cart']) await shop.team.saysItIs(seat, 'idle');
});

/** One that nobody starts again when it is killed. */
async function ownSupervisor(): Promise<ChildProcess> {
  const child = shop.team.start('coders', ['supervisor', 'run']);
  await waitUntil(async () => (await supervisorPid(shop.team)) === child.pid, { what: 'it to listen' });
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

test('each message is told once, whenever the supervisor is killed between its sending and its arrival', async () => {
  await shop.team.succeed('supervisor', 'stop');
  const texts = Array.from({ length: 6 }, (_, index) => `Round ${index}.`);
  for (const text of texts) {
    const supervisor = await ownSupervisor();
    await shop.team.succeed('message', 'send', 'store/pm', text);
    await killed(supervisor);
  }
  const last = await ownSupervisor();
  await shop.hears('store/pm', texts.at(-1)!);
  await waitUntil(() => shop.store.mails.unread('shop', 'member/store/pm') === 0, { what: 'all to count as told' });
  for (const text of texts) expect(await shop.told('store/pm', text), text).toHaveLength(1);
  await killed(last);
});

test('what a supervisor had begun to type when it was killed, and never got into the box, is told after all, whatever it is about', async () => {
  const { messages } = shop.store;
  const prompts = [['mail:store/pm:begun', 'idle'], ['mission:store/begun:1', 'idle'], ['mission:store/begun:1:stop', 'next-turn'], ['checkin/store/pm/begun:2026-11-21T21:00:00.000Z', 'idle'], ['on:7:begun', 'idle']] as const;
  for (const [prompt, when] of prompts) {
    const id = `shop/${prompt}`;
    messages.enqueue({ id, team: 'shop', to: 'member/store/pm', text: `Begun as ${prompt}.`, when, at: Date.now() });
    // What stands in the store between the receipt and the first key.
    messages.addReceipt(id, { state: 'typing', at: Date.now(), epoch: shop.latestEpoch('store/pm'), hands: '-', recordEnd: { path: '', bytes: 0 } });
  }
  const supervisor = await ownSupervisor();
  for (const [prompt] of prompts) {
    const text = `Begun as ${prompt}.`;
    await shop.hears('store/pm', text);
    await waitUntil(() => messages.receipts(`shop/${prompt}`).at(-1)?.state === 'acknowledged', { what: `${prompt} to be acknowledged` });
    expect(await shop.told('store/pm', text), prompt).toHaveLength(1);
  }
  await killed(supervisor);
}, 60_000);

test('a sender that is killed, and sends again by the same name, is told of once', async () => {
  const child = shop.team.start('coders', ['message', 'send', 'pm', 'Once only.', '--op-id', 'once'], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/store/cart', CODERS_EPOCH: '1' });
  const gone = once(child, 'close');
  // As soon as it is kept: who reads no answer then does not know whether it was sent.
  await waitUntil(() => shop.store.mails.sentBy('shop', 'member/store/cart', 0).length > 0, { what: 'it to be kept' });
  child.kill('SIGKILL');
  await gone;
  expect((await shop.as('store/cart', 'message', 'send', 'pm', 'Once only.', '--op-id', 'once', '--wait')).exit).toBe(0);
  expect((await shop.as('store/cart', 'message', 'send', 'pm', 'Once only.', '--op-id', 'once', '--wait')).exit).toBe(0);
  expect(await shop.told('store/pm', 'Once only.')).toHaveLength(1);
  expect((await shop.as('store/cart', 'message', 'send', 'pm', 'Another.', '--op-id', 'once')).stderr).toContain('The message once was another one.');
});

test('without a supervisor whoever sends brings it', async () => {
  const lone = await talkingTeam({ kept: false });
  await lone.team.saysItIs('store/pm', 'idle');
  expect((await lone.as('store/cart', 'message', 'send', 'pm', 'Here I am.')).exit).toBe(0);
  expect(await lone.told('store/pm', 'Here I am.')).toHaveLength(1);
}, 60_000);
