import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { seed } from '../../rig/seed.ts';
import { temporaryDirectory } from '../../rig/temporary.ts';
import { kinds, type KindName, type OpenStore, type StoreKind } from './kinds.ts';
import { worker } from './processes.ts';
import { addressOf, done, failed, recordOf } from './records.ts';

/** 200 of them take a minute and more: CODERS_TEST_KILLS=200. */
const kills = Number(process.env['CODERS_TEST_KILLS'] ?? 20);

/** What every way of keeping missions must do. */
export function missionStoreContract(name: KindName): void {
  const kind: StoreKind = kinds[name];
  let place: string;
  beforeEach(async () => {
    place = await temporaryDirectory();
  });
  describe(`the ${name} store of missions, in one process`, () => inOneProcess(kind));
  describe(`the ${name} store of missions, in several`, () => {
    test('eight processes take four hundred missions: each is taken once and done once, by the one who took it', async () => {
      await use(kind, place, ({ missions }) => range(400).forEach((number) => missions.put('shop', recordOf(number))));
      const workers = await Promise.all(range(8).map((number) => worker([name, place, 'take', `engineer-${number}`])));
      expect(workers.map(({ exit, stderr }) => [exit, stderr])).toEqual(workers.map(() => [0, '']));
      const all = range(400).map(addressOf).sort();
      const said = (word: string) => workers.flatMap(({ lines }) => lines).filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1)).sort();
      expect([said('took'), said('did')]).toEqual([all, all]);
      const takers = new Map(workers.flatMap(({ lines }, number) => lines.map((line) => [line.split(' ')[1], `member/shop/engineer-${number}`])));
      await use(kind, place, ({ missions }) => {
        const kept = missions.ofTeam('shop').map(({ mission, state, tries }) => [mission.address, state.state === 'done' ? state.by : state.state, tries.length]);
        expect(kept).toEqual(range(400).map((number) => [addressOf(number), takers.get(addressOf(number)), 1]));
      });
      expect(kind.damage(place)).toEqual([]);
    });

    test(`what was acknowledged survives kill -9 of its writers, ${kills} times (seed ${seed})`, async () => {
      const lengths = fc.sample(fc.integer({ min: 1, max: 12 }), { seed, numRuns: kills });
      const acknowledged: number[] = [];
      for (let round = 0; round * 2 < kills; round += 1) {
        const pair = lengths.slice(round * 2, round * 2 + 2);
        const ends = await Promise.all(pair.map((length, which) => worker([name, place, 'write', `${(round * 2 + which) * 100_000}`], length)));
        expect(ends.map(({ exit, stderr }) => [exit, stderr])).toEqual(pair.map(() => [null, '']));
        acknowledged.push(...ends.flatMap(({ lines }) => lines.map(Number)));
        expect(kind.damage(place)).toEqual([]);
        await use(kind, place, ({ missions }) => expect(lost(acknowledged, missions.ofTeam('shop'))).toEqual([]));
      }
    });
  });
}

function inOneProcess(kind: StoreKind): void {
  let store: OpenStore;
  let missions: OpenStore['missions'];
  beforeEach(async () => {
    store = kind.open(await temporaryDirectory());
    ({ missions } = store);
    return () => store.close();
  });
  const names = (records: readonly MissionRecord[]) => records.map(({ mission }) => mission.address.split('/').at(-1));

  test('what is put is found, to the letter; what was not put is not', () => {
    const record = recordOf('cart', undefined, 'Zeilen\nund "Worte" 日本 \u0000 \\ end.');
    missions.put('shop', record);
    expect(missions.find('shop', addressOf('cart'))).toEqual(record);
    expect([missions.find('shop', addressOf('search')), missions.find('other', addressOf('cart'))]).toEqual([undefined, undefined]);
  });

  test('all are told in the order in which they were added, which a later put does not change', () => {
    for (const name of ['c', 'a', 'b']) missions.put('shop', recordOf(name));
    missions.put('shop', recordOf('c', done));
    expect(names(missions.ofTeam('shop'))).toEqual(['c', 'a', 'b']);
    expect(missions.find('shop', addressOf('c'))).toEqual(recordOf('c', done));
  });

  test('those are open that are neither done nor failed, in the same order', () => {
    const states = [['z', undefined], ['d', done], ['f', failed], ['p', { state: 'parked', since: 1, because: 'A person said so.' }], ['w', { state: 'waiting', since: 1 }]] as const;
    for (const [name, state] of states) missions.put('shop', recordOf(name, state));
    expect(names(missions.open('shop'))).toEqual(['z', 'p', 'w']);
    expect(missions.states('shop')).toEqual(new Map(states.map(([name, state]) => [addressOf(name), state?.state ?? 'ready'])));
    expect([missions.open('other'), missions.states('other')]).toEqual([[], new Map()]);
  });

  test('a change is made of what is there, and told', () => {
    missions.put('shop', recordOf('cart'));
    const changed = missions.change('shop', addressOf('cart'), (record) => ({ ...record, state: done }));
    expect(changed).toEqual(recordOf('cart', done));
    expect(missions.find('shop', addressOf('cart'))).toEqual(changed);
    expect([missions.open('shop'), [...missions.states('shop').values()]]).toEqual([[], ['done']]);
  });

  test('a change that is refused, or that fails, leaves the record as it was', () => {
    missions.put('shop', recordOf('cart'));
    const refused = { refused: 'It is done already.' };
    expect(missions.change('shop', addressOf('cart'), () => refused)).toEqual(refused);
    expect(() => missions.change('shop', addressOf('cart'), () => { throw new Error('a fault'); })).toThrow('a fault');
    expect(missions.change('shop', addressOf('cart'), (record) => record)).toEqual(recordOf('cart'));
    expect(missions.ofTeam('shop')).toEqual([recordOf('cart')]);
  });

  test('a change of a mission that is not there is refused in words, and nothing is asked', () => {
    const nothing = () => { throw new Error('There is nothing to change.'); };
    expect(missions.change('shop', addressOf('cart'), nothing)).toEqual({ refused: 'The team "shop" has no mission "shop/cart".' });
  });

  test('what is removed is gone, also twice; put again, it is the last', () => {
    for (const name of ['a', 'b']) missions.put('shop', recordOf(name));
    for (const _ of [1, 2]) missions.remove('shop', addressOf('a'));
    expect([names(missions.open('shop')), missions.find('shop', addressOf('a'))]).toEqual([['b'], undefined]);
    missions.put('shop', recordOf('a'));
    expect(names(missions.open('shop'))).toEqual(['b', 'a']);
  });

  test('a team that is erased has no missions; those of another team stay', () => {
    for (const team of ['shop', 'other']) missions.put(team, recordOf('cart'));
    store.eraseTeam('shop');
    expect([missions.ofTeam('shop'), missions.open('shop'), names(missions.ofTeam('other'))]).toEqual([[], [], ['cart']]);
  });

  test(`after any changes, by this process and another, open tells what find does (seed ${seed})`, async () => {
    const step = fc.record({ name: fc.integer({ min: 0, max: 5 }), how: fc.constantFrom('put', 'done', 'ready', 'remove'), who: fc.constantFrom(0, 1), look: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const place = await temporaryDirectory();
      const both = [kind.open(place), kind.open(place)] as const;
      for (const [number, { name, how, who, look }] of steps.entries()) {
        const { missions: mine } = both[who];
        if (how === 'remove') mine.remove('shop', addressOf(name));
        else if (how === 'put') mine.put('shop', recordOf(name, undefined, `${number}`));
        else mine.change('shop', addressOf(name), (record) => ({ ...record, addedAt: number, state: how === 'done' ? done : { state: 'ready', since: number } }));
        if (look) for (const { missions: each } of both) expect(each.open('shop')).toEqual(each.ofTeam('shop').filter(({ state }) => state.state !== 'done'));
      }
      for (const { missions: each } of both) expect(each.open('shop')).toEqual(each.ofTeam('shop').filter(({ state }) => state.state !== 'done'));
      both.forEach((each) => each.close());
    }), { seed, numRuns: 20 });
  });
}

async function use(kind: StoreKind, place: string, work: (store: OpenStore) => void): Promise<void> {
  const store = kind.open(place);
  try {
    work(store);
  } finally {
    store.close();
  }
}

/** Of those that were acknowledged, the numbers whose mission is not there, or not as it was when that was said. */
function lost(acknowledged: readonly number[], records: readonly MissionRecord[]): readonly number[] {
  const kept = new Map(records.map((record) => [record.mission.address, record]));
  return acknowledged.filter((number) => {
    const record = kept.get(addressOf(number));
    return record?.addedAt !== number || record.state.state !== 'failed' || record.state.at !== number;
  });
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
