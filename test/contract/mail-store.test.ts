import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/host/store/store.ts';
import { person } from '../../src/state/mail.ts';
import { mail } from '../post/seats.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const [pm, cart] = ['member/store/pm', 'member/store/cart'];
let store: Store;
let directory: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
  store = openStore(directory);
});

afterEach(() => store.close());

test('a mail is kept once, with a copy for each reader, and outlives its process', () => {
  const written = mail({ to: [pm, person], channel: 'all', replyTo: 'b', depth: 1 });
  expect(store.mails.put(written)).toEqual(written);
  expect(store.mails.put({ ...written, text: 'Another.' })).toEqual(written);
  store.close();
  store = openStore(directory);
  expect(store.mails.find('shop', 'a')).toEqual(written);
  expect(store.mails.find('other', 'a')).toBeUndefined();
  expect(store.mails.copies('shop', 'a').map(({ to, settledAt }) => [to, settledAt])).toEqual([[pm, undefined], [person, 0]]);
  expect(store.mails.waiting('shop')).toEqual([{ mail: written, to: pm }]);
});

test('what a prompt told is told; what is short counts as read with it, what is long when it is read', () => {
  store.mails.put(mail({ id: 'short', to: [pm] }));
  store.mails.put(mail({ id: 'long', to: [pm], text: 'x'.repeat(2000) }));
  store.mails.put(mail({ id: 'later', to: [pm] }));
  const reader = { team: 'shop', who: pm };
  store.mails.begin('p', reader, ['short', 'long']);
  expect(store.mails.waiting('shop').map(({ mail: { id }, prompt }) => [id, prompt])).toEqual([['short', 'p'], ['long', 'p'], ['later', undefined]]);
  store.mails.end('p', reader, { state: 'acknowledged', at: 5 });
  expect(store.mails.waiting('shop').map(({ mail: { id } }) => id)).toEqual(['later']);
  expect(store.mails.inbox('shop', pm, 9).map(({ mail: { id }, readAt }) => [id, readAt])).toEqual([['short', 5], ['long', undefined], ['later', undefined]]);
  store.mails.markRead('long', reader, 7);
  store.mails.markRead('long', reader, 8);
  expect(store.mails.inbox('shop', pm, 2).map(({ readAt }) => readAt)).toEqual([7, undefined]);
  expect(store.mails.unread('shop', pm)).toBe(1);
});

test('what failed stays unread, and is not told again', () => {
  store.mails.put(mail({ to: [pm] }));
  store.mails.begin('p', { team: 'shop', who: pm }, ['a']);
  store.mails.end('p', { team: 'shop', who: pm }, { state: 'failed', at: 5 });
  expect([store.mails.waiting('shop').length, store.mails.unread('shop', pm)]).toEqual([0, 1]);
});

test('what another host brings waits here for nobody; what it was not given is on its way to nobody', () => {
  store.mails.put(mail({ to: [pm] }));
  store.mails.leave('a', { team: 'shop', who: pm }, 3);
  expect(store.mails.waiting('shop')).toEqual([]);
  store.mails.drop('a', { team: 'shop', who: pm });
  expect(store.mails.copies('shop', 'a')).toEqual([]);
  store.mails.put(mail({ to: [pm] }), [pm]);
  expect(store.mails.waiting('shop')).toHaveLength(1);
});

test('that a sender is damped is news once for a while', () => {
  const sender = { team: 'shop', who: cart };
  const times = [[10, 0], [15, 5], [25, 15], [26, 16]] as const;
  expect(times.map(([at, since]) => store.mails.noteDamped(sender, 'rate', { at, since }))).toEqual([true, false, true, false]);
  expect(store.mails.noteDamped(sender, 'depth', { at: 26, since: 16 })).toBe(true);
});

test('what is known by a key is the last that was said; how often it was asked for stays', () => {
  const said = { key: 'port', kind: 'context' as const, value: '80', author: cart, at: 1 };
  store.knowledge.put('shop', said);
  store.knowledge.put('shop', { ...said, project: 'store', value: '8080', commit: 'abc' });
  store.knowledge.used('shop', { key: 'port', project: 'store' });
  store.knowledge.put('shop', { ...said, project: 'store', value: '9090', at: 2 });
  expect(store.knowledge.find('shop', 'port')).toEqual({ ...said, uses: 0 });
  expect(store.knowledge.find('shop', 'port', 'store')).toEqual({ ...said, project: 'store', value: '9090', at: 2, uses: 1 });
  expect(store.knowledge.ofTeam('shop', 'api').map(({ value }) => value)).toEqual(['80']);
});

test('with its team all of it is erased', () => {
  for (const team of ['shop', 'other']) {
    store.mails.put(mail({ team, to: [pm] }));
    store.mails.noteDamped({ team, who: cart }, 'rate', { at: 1, since: 0 });
    store.knowledge.put(team, { key: 'port', kind: 'context', value: '80', author: cart, at: 1 });
  }
  store.eraseTeam('shop');
  expect([store.mails.find('shop', 'a'), store.mails.waiting('shop'), store.knowledge.ofTeam('shop')]).toEqual([undefined, [], []]);
  expect(store.mails.noteDamped({ team: 'shop', who: cart }, 'rate', { at: 2, since: 1 })).toBe(true);
  expect([store.mails.waiting('other').length, store.knowledge.ofTeam('other').length]).toEqual([1, 1]);
});
