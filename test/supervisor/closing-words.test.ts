import { beforeEach, expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import type { Store } from '../../src/host/store/store.ts';
import { closingWords } from '../../src/supervisor/duties/closing-words.ts';
import type { DutyView } from '../../src/supervisor/duties/duty.ts';
import { now, record } from '../missions/records.ts';
import { openedStore } from '../rig/opened-store.ts';

let store: Store;

beforeEach(async () => {
  store = await openedStore();
  store.missions.put('shop', record('api', { state: { state: 'done', at: now, by: 'member/shop/cart' } }));
  store.missions.put('shop', record('page', { state: { state: 'ready', since: now } }));
  store.notes.put('shop', 'words-so-far', { subject: 'mission/shop/api', body: { text: 'So far.' } });
});

/** Nobody of them runs. */
async function heardOf(members: readonly string[]) {
  const view = { kept: { name: 'shop', desired: { members: members.map((address) => ({ address })) } }, statuses: [], agents: [] } as unknown as DutyView;
  return (await closingWords(view, { store } as unknown as Host))?.(now);
}

test('of who does not run now more is heard when it runs again; nobody is asked for what is not done', async () => {
  expect(await heardOf(['member/shop/cart'])).toEqual({ events: [], prompts: [], awaits: [] });
  expect(store.notes.doneWithout('shop', 'words')).toEqual(['mission/shop/api']);
});

test('of who left the team what was said so far is the last, and it is not asked again', async () => {
  expect(await heardOf(['member/shop/search'])).toEqual({ events: [], prompts: [], awaits: [] });
  expect(store.notes.find('shop', 'words', 'mission/shop/api')).toEqual({ text: 'So far.' });
  expect(store.notes.find('shop', 'words-so-far', 'mission/shop/api')).toBeUndefined();
  expect(store.notes.doneWithout('shop', 'words')).toEqual([]);
  expect(await heardOf([])).toBeUndefined();
});
