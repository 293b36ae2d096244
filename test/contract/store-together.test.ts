import { beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/host/store/store.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

let directory: string;
let store: Store;

beforeEach(async () => {
  directory = await temporaryDirectory();
  store = openStore(directory);
});

const closed = (epoch: number) => ({ type: 'closed', address: 'member/cart', epoch, conversation: 'c', cause: 'a test' }) as const;
const note = (epoch: number) => store.together(() => store.append('shop', 1, [closed(epoch)]));
const noted = (reader = store) => reader.events('shop').map((event) => (event.type === 'closed' ? event.epoch : undefined));

test('what was asked for in one turn is on disk, in order, once its promises resolve', async () => {
  await Promise.all([1, 2, 3].map(note));
  const other = openStore(directory);
  expect(noted(other)).toEqual([1, 2, 3]);
  other.close();
  store.close();
});

test('nobody sees a part of it', async () => {
  const other = openStore(directory);
  const seen: unknown[] = [];
  await Promise.all([note(1), store.together(() => seen.push(noted(other))), note(2)]);
  expect(seen).toEqual([[]]);
  expect(noted(other)).toEqual([1, 2]);
  other.close();
  store.close();
});

test('where one fails none is kept, each hears why, and the next is kept again', async () => {
  const results = await Promise.allSettled([note(1), store.together(() => { throw new Error('no room'); }), note(2)]);
  expect(results.map((result) => result.status === 'rejected' && String(result.reason.message))).toEqual(
    Array(3).fill(expect.stringContaining('no room')));
  expect(noted()).toEqual([]);
  await note(3);
  expect(noted()).toEqual([3]);
  store.close();
});
