import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { seed } from '../../rig/seed.ts';
import { kinds, type KindName, type OpenStore, type StoreKind } from './kinds.ts';
import { worker, type WorkerEnd } from './processes.ts';
import { addressOf, done, failed, recordOf } from './records.ts';

/** 200 of them take a minute and more: CODERS_TEST_KILLS=200. */
export const kills = Number(process.env['CODERS_TEST_KILLS'] ?? 10);

/** What every way of keeping missions must do. `newPlace` gives an empty one. */
export function missionStoreContract(name: KindName, newPlace: () => Promise<string>): void {
  const kind: StoreKind = kinds[name];
  let place: string;
  beforeEach(async () => {
    place = await newPlace();
  });
  describe(`the ${name} store of missions, in one process`, () => inOneProcess(kind, newPlace));
  describe(`the ${name} store of missions, in several`, () => {
    test('eight processes take four hundred missions: each is taken once and done once, by the one who took it', async () => {
      await allAreTakenOnce(name, place, { missions: 400, workers: 8 });
    });

    test(`what was acknowledged survives kill -9 of its writers, ${kills} times (seed ${seed})`, async () => {
      const lengths = fc.sample(fc.integer({ min: 1, max: 12 }), { seed, numRuns: kills });
      const acknowledged: number[] = [];
      for (let round = 0; round * 2 < kills; round += 1) {
        const pair = lengths.slice(round * 2, round * 2 + 2);
        const ends = await Promise.all(pair.map((length, which) => worker([name, place, 'write', `${(round * 2 + which) * 100_000}`], { killAfter: length })));
        expect(ends.map(({ exit, stderr }) => [exit, stderr])).toEqual(pair.map(() => [null, '']));
        acknowledged.push(...ends.flatMap(numbersOf));
        expect(kind.damage(place)).toEqual([]);
        await use(kind, place, async (store) => expect(lost(acknowledged, await store.ofTeam('shop'))).toEqual([]));
      }
    }, 60_000 + kills * 2_000);
  });
}

function inOneProcess(kind: StoreKind, newPlace: () => Promise<string>): void {
  let store: OpenStore;
  beforeEach(async () => {
    store = await kind.open(await newPlace());
    return () => store.close();
  });
  const names = (records: readonly MissionRecord[]) => records.map(({ mission }) => mission.address.split('/').at(-1));

  test('what is put is found, to the letter; what was not put is not', async () => {
    const record = recordOf('cart', undefined, 'Zeilen\nund "Worte" 日本 \u0000 \\ end.');
    await store.put('shop', record);
    expect(await store.find('shop', addressOf('cart'))).toEqual(record);
    expect([await store.find('shop', addressOf('search')), await store.find('other', addressOf('cart'))]).toEqual([undefined, undefined]);
  });

  test('all are told in the order in which they were added, which a later put does not change', async () => {
    for (const name of ['c', 'a', 'b']) await store.put('shop', recordOf(name));
    await store.put('shop', recordOf('c', done));
    expect(names(await store.ofTeam('shop'))).toEqual(['c', 'a', 'b']);
    expect(await store.find('shop', addressOf('c'))).toEqual(recordOf('c', done));
  });

  test('those are open that are neither done nor failed, in the same order', async () => {
    const states = [['z', undefined], ['d', done], ['f', failed], ['p', { state: 'parked', since: 1, because: 'A person said so.' }], ['w', { state: 'waiting', since: 1 }]] as const;
    for (const [name, state] of states) await store.put('shop', recordOf(name, state));
    expect(names(await store.open('shop'))).toEqual(['z', 'p', 'w']);
    expect(await store.states('shop')).toEqual(new Map(states.map(([name, state]) => [addressOf(name), state?.state ?? 'ready'])));
    expect([await store.open('other'), await store.states('other')]).toEqual([[], new Map()]);
  });

  test('a change is made of what is there, and told', async () => {
    await store.put('shop', recordOf('cart'));
    const changed = await store.change('shop', addressOf('cart'), (record) => ({ ...record, state: done }));
    expect(changed).toEqual(recordOf('cart', done));
    expect(await store.find('shop', addressOf('cart'))).toEqual(changed);
    expect([await store.open('shop'), [...(await store.states('shop')).values()]]).toEqual([[], ['done']]);
  });

  test('a change that is refused, or that fails, leaves the record as it was', async () => {
    await store.put('shop', recordOf('cart'));
    const refused = { refused: 'It is done already.' };
    expect(await store.change('shop', addressOf('cart'), () => refused)).toEqual(refused);
    await expect(store.change('shop', addressOf('cart'), () => { throw new Error('a fault'); })).rejects.toThrow('a fault');
    expect(await store.change('shop', addressOf('cart'), (record) => record)).toEqual(recordOf('cart'));
    expect(await store.ofTeam('shop')).toEqual([recordOf('cart')]);
  });

  test('a change of a mission that is not there is refused in words, and nothing is asked', async () => {
    const nothing = () => { throw new Error('There is nothing to change.'); };
    expect(await store.change('shop', addressOf('cart'), nothing)).toEqual({ refused: 'The team "shop" has no mission "shop/cart".' });
  });

  test('what is removed is gone, also twice; put again, it is the last', async () => {
    for (const name of ['a', 'b']) await store.put('shop', recordOf(name));
    for (const _ of [1, 2]) await store.remove('shop', addressOf('a'));
    expect([names(await store.open('shop')), await store.find('shop', addressOf('a'))]).toEqual([['b'], undefined]);
    await store.put('shop', recordOf('a'));
    expect(names(await store.open('shop'))).toEqual(['b', 'a']);
  });

  test('a team that is erased has no missions; those of another team stay', async () => {
    for (const team of ['shop', 'other']) await store.put(team, recordOf('cart'));
    await store.eraseTeam('shop');
    expect([await store.ofTeam('shop'), await store.open('shop'), names(await store.ofTeam('other'))]).toEqual([[], [], ['cart']]);
  });

  test(`after any changes, by this process and another, open tells what find does (seed ${seed})`, async () => {
    const step = fc.record({ name: fc.integer({ min: 0, max: 5 }), how: fc.constantFrom('put', 'done', 'ready', 'remove'), who: fc.constantFrom(0, 1), look: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const place = await newPlace();
      const both = [await kind.open(place), await kind.open(place)] as const;
      for (const [number, { name, how, who, look }] of steps.entries()) {
        const mine = both[who];
        if (how === 'remove') await mine.remove('shop', addressOf(name));
        else if (how === 'put') await mine.put('shop', recordOf(name, undefined, `${number}`));
        else await mine.change('shop', addressOf(name), (record) => ({ ...record, addedAt: number, state: how === 'done' ? done : { state: 'ready', since: number } }));
        if (look) await expectOpen(both);
      }
      await expectOpen(both);
      await Promise.all(both.map((each) => each.close()));
    }), { seed, numRuns: 20 });
  });
}

/** Each sees the same, and of that what is open. */
async function expectOpen(stores: readonly OpenStore[]): Promise<void> {
  const seen = await Promise.all(stores.map(async (store) => ({ open: await store.open('shop'), all: await store.ofTeam('shop') })));
  for (const { open, all } of seen) expect(open).toEqual(all.filter(({ state }) => state.state !== 'done'));
  expect(new Set(seen.map(({ all }) => JSON.stringify(byAddress(all)))).size).toBe(1);
}

/** Each host keeps its own order. */
function byAddress(records: readonly MissionRecord[]): readonly MissionRecord[] {
  return [...records].sort((one, other) => one.mission.address.localeCompare(other.mission.address));
}

export interface Crowd {
  readonly missions: number;
  readonly workers: number;
  /** Called with each line that any of them prints. */
  readonly onLine?: (line: string) => void;
}

/** Several processes take all missions: each is taken once and done once, by the one who took it. */
export async function allAreTakenOnce(name: KindName, place: string, { missions, workers: count, onLine = () => undefined }: Crowd): Promise<void> {
  const kind: StoreKind = kinds[name];
  await use(kind, place, async (store) => {
    for (const number of range(missions)) await store.put('shop', recordOf(number));
  });
  const workers = await Promise.all(range(count).map((number) => worker([name, place, 'take', `engineer-${number}`], { onLine })));
  expect(workers.map(({ exit, stderr }) => [exit, stderr])).toEqual(workers.map(() => [0, '']));
  const all = range(missions).map(addressOf).sort();
  const said = (word: string) => workers.flatMap(({ lines }) => lines).filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1)).sort();
  expect([said('took'), said('did')]).toEqual([all, all]);
  const takers = new Map(workers.flatMap(({ lines }, number) => lines.map((line) => [line.split(' ')[1], `member/shop/engineer-${number}`])));
  await use(kind, place, async (store) => {
    const kept = (await store.ofTeam('shop')).map(({ mission, state, tries }) => [mission.address, state.state === 'done' ? state.by : state.state, tries.length]);
    expect(kept.sort()).toEqual(all.map((address) => [address, takers.get(address), 1]));
  });
  expect(kind.damage(place)).toEqual([]);
}

/** What writers acknowledged. */
export function numbersOf({ lines }: Pick<WorkerEnd, 'lines'>): readonly number[] {
  return lines.filter((line) => line !== 'away').map(Number);
}

export async function use(kind: StoreKind, place: string, work: (store: OpenStore) => Promise<void>): Promise<void> {
  const store = await kind.open(place);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Of those that were acknowledged, the numbers whose mission is not there, or not as it was when that was said. */
export function lost(acknowledged: readonly number[], records: readonly MissionRecord[]): readonly number[] {
  const kept = new Map(records.map((record) => [record.mission.address, record]));
  return acknowledged.filter((number) => {
    const record = kept.get(addressOf(number));
    return record?.addedAt !== number || record.state.state !== 'failed' || record.state.at !== number;
  });
}

export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
