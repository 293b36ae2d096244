import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HostError } from '../../src/host/host-error.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import { takenFrom } from '../../src/missions/overruled.ts';
import { syncMissions } from '../../src/reconcile/share-missions.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { addressOf, done, recordOf } from '../contract/mission-store/records.ts';
import { MemoryLedger } from '../rig/memory-ledger.ts';
import { seed } from '../rig/seed.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const clock = { now: () => 1 };

async function replica(ledger: MemoryLedger): Promise<{ store: Store; sync: () => ReturnType<typeof syncMissions> }> {
  const store = openStore(await temporaryDirectory());
  store.replica.share('shop');
  return { store, sync: () => syncMissions('shop', { store, ledger, clock }) };
}

const leased = { state: 'working', since: 1, lease: { by: 'member/shop/cart', epoch: 1, conversation: 'c', givenAt: 1, host: 'alpha' }, deadline: 9 } as const;
const elsewhere = { ...leased, lease: { ...leased.lease, by: 'member/shop/search', host: 'beta' } } as const;
const lostTry = { by: 'member/shop/cart', epoch: 1, startedAt: 1, endedAt: 2, result: 'lost', because: 'nothing is heard of its host' } as const;
const words = (store: Store) => store.events('shop').map((event) => (event.type === 'mission' ? `${event.state}: ${event.because}` : event.type));

test('what one host writes, the others have after both have synchronized, removals too', async () => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  for (const name of ['cart', 'search']) alpha.store.missions.put('shop', recordOf(name));
  await alpha.sync();
  await beta.sync();
  expect(beta.store.missions.ofTeam('shop')).toEqual(alpha.store.missions.ofTeam('shop'));
  beta.store.missions.remove('shop', addressOf('cart'));
  await beta.sync();
  await alpha.sync();
  expect(alpha.store.missions.ofTeam('shop')).toEqual([recordOf('search')]);
  expect([alpha.store.replica.pending('shop'), beta.store.replica.pending('shop')]).toEqual([[], []]);
});

test('of two hosts that change the same mission the first one counts, and the other says so', async () => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  alpha.store.missions.put('shop', recordOf('cart', leased));
  await alpha.sync();
  await beta.sync();
  beta.store.missions.put('shop', recordOf('cart', elsewhere));
  alpha.store.missions.put('shop', recordOf('cart', { state: 'done', at: 2, by: 'member/shop/cart' }));
  await beta.sync();
  const { overruled } = await alpha.sync();
  expect(overruled.map(({ mine, theirs }) => [mine?.state.state, theirs?.state.state])).toEqual([['done', 'working']]);
  expect(alpha.store.missions.find('shop', addressOf('cart'))).toEqual(recordOf('cart', elsewhere));
  expect(words(alpha.store)).toEqual(['working: it was done by shop/cart here, but another host had changed it before: it is working by shop/search, and that counts']);
  expect(words(beta.store)).toEqual([]);
});

test.each([
  { what: 'nobody has it', theirs: {}, counts: 'done' },
  { what: 'another host is about to give it out', theirs: { state: { state: 'ready', since: 3, reservedBy: 'beta' } }, counts: 'ready' },
  { what: 'it was tried again in vain', theirs: { tries: [lostTry, { ...lostTry, result: 'failed' }] }, counts: 'ready' },
  { what: 'something else is asked for now', theirs: { mission: recordOf('cart', undefined, 'Something else.').mission }, counts: 'ready' },
] as const)('what was accepted here while another host took it back: where $what, it is $counts', async ({ theirs, counts }) => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  alpha.store.missions.put('shop', recordOf('cart', leased));
  await alpha.sync();
  await beta.sync();
  beta.store.missions.put('shop', { ...recordOf('cart', { state: 'ready', since: 2 }), tries: [lostTry], ...theirs });
  alpha.store.missions.put('shop', { ...recordOf('cart', { state: 'done', at: 2, by: 'member/shop/cart' }), tries: [{ ...lostTry, result: 'done' }] });
  for (const host of [beta, alpha, beta]) await host.sync();
  for (const { store } of [alpha, beta]) expect(store.missions.find('shop', addressOf('cart'))!.state.state).toBe(counts);
  expect(alpha.store.replica.pending('shop')).toEqual([]);
});

test('a mission that was removed can be added again by another host', async () => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  alpha.store.missions.put('shop', recordOf('cart'));
  await alpha.sync();
  alpha.store.missions.remove('shop', addressOf('cart'));
  await alpha.sync();
  beta.store.missions.put('shop', recordOf('cart', undefined, 'anew'));
  await beta.sync();
  await alpha.sync();
  expect(alpha.store.missions.ofTeam('shop')).toEqual([recordOf('cart', undefined, 'anew')]);
});

test('a team that is shared no more is told of to nobody; one that is shared anew is told of as a whole', async () => {
  const ledger = new MemoryLedger();
  const { store, sync } = await replica(ledger);
  store.missions.put('shop', recordOf('cart'));
  store.replica.unshare('shop');
  store.missions.put('shop', recordOf('search'));
  await sync();
  expect([store.replica.agreement('shop'), ledger.entries()]).toEqual([undefined, []]);
  store.replica.share('shop');
  await sync();
  expect(ledger.entries().map(({ address }) => address)).toEqual([addressOf('cart'), addressOf('search')]);
});

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constantFrom('put', 'done', 'remove'), mission: fc.integer({ min: 0, max: 4 }), host: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('sync'), host: fc.integer({ min: 0, max: 2 }), trouble: fc.constantFrom('none', 'none', 'unheard', 'unanswered') }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('keep', 'restart', 'empty') }) },
);
type Act = { what: string; mission?: number; host?: number; trouble?: MemoryLedger['trouble'] };

test(`whatever becomes of the ledger and its answers, all hosts come to the same, and no mission is forgotten (seed ${seed})`, async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 40, size: 'max' }), async (acts) => {
    const ledger = new MemoryLedger();
    const hosts = [await replica(ledger), await replica(ledger), await replica(ledger)];
    const removed = new Set<string>();
    const added = new Set<string>();
    for (const [number, one] of (acts as Act[]).entries()) await perform(one, number);
    for (let round = 0; round < 2; round += 1) for (const { sync } of hosts) await sync();
    const agreed = new Map(ledger.entries().flatMap(({ address, record }) => (record === undefined ? [] : [[address, record] as const])));
    for (const { store } of hosts) {
      expect(new Map(store.missions.ofTeam('shop').map((record: MissionRecord) => [record.mission.address, record]))).toEqual(agreed);
      expect(store.replica.pending('shop')).toEqual([]);
    }
    // What was ever added and never removed by anybody is there.
    expect([...added].filter((address) => !removed.has(address) && !agreed.has(address))).toEqual([]);
    hosts.forEach(({ store }) => store.close());

    async function perform({ what, mission = 0, host = 0, trouble = 'none' }: Act, number: number): Promise<void> {
      const { store: { missions }, sync } = hosts[host]!;
      const address = addressOf(mission);
      if (what === 'put') added.add(address), missions.put('shop', recordOf(mission, undefined, `${number}`));
      else if (what === 'done') missions.change('shop', address, (record) => ({ ...record, addedAt: number, state: done }));
      else if (what === 'remove') removed.add(address), missions.remove('shop', address);
      else if (what === 'sync') {
        ledger.trouble = trouble;
        await sync().catch((error: unknown) => { if (!(error instanceof HostError)) throw error; });
      } else if (what === 'keep') ledger.keep();
      else if (what === 'restart') ledger.restart();
      else ledger.empty();
    }
  }), { seed, numRuns: 60 });
});

test('two missions that two hosts added under one name at the same time both stay: the later gets another name', async () => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  alpha.store.missions.put('shop', { ...recordOf('cart', undefined, 'of alpha'), addedAt: 1 });
  beta.store.missions.put('shop', { ...recordOf('cart', undefined, 'of beta'), addedAt: 2 });
  await alpha.sync();
  await beta.sync();
  await alpha.sync();
  for (const { store } of [alpha, beta]) expect(store.missions.ofTeam('shop').map(({ mission }) => [mission.address, mission.brief]).sort()).toEqual([[addressOf('cart'), 'of alpha'], [addressOf('cart-2'), 'of beta']]);
  expect(words(beta.store)).toEqual(['ready: it was added here as "shop/cart", which another host had added before']);
});

test('what a person decided holds, although another host came to the next state by itself at the same time', async () => {
  const ledger = new MemoryLedger();
  const [alpha, beta] = [await replica(ledger), await replica(ledger)];
  alpha.store.missions.put('shop', recordOf('cart', { state: 'waiting', since: 1 }));
  await alpha.sync();
  await beta.sync();
  alpha.store.missions.put('shop', recordOf('cart'));
  beta.store.missions.put('shop', recordOf('cart', { state: 'failed', at: 2, because: 'cancelled by a person' }));
  await alpha.sync();
  await beta.sync();
  await alpha.sync();
  for (const { store } of [alpha, beta]) expect(store.missions.find('shop', addressOf('cart'))!.state.state).toBe('failed');
  expect([words(alpha.store), words(beta.store)]).toEqual([[], []]);
});

test('who is at work here is to stop where another host cancelled the mission, gave it to somebody else or took it back, and not where it was renewed or is done', async () => {
  const others = { failed: { state: 'failed', at: 2, because: 'cancelled by a person' }, back: { state: 'ready', since: 2 }, elsewhere, renewed: { ...leased, lease: { ...leased.lease, epoch: 2 } }, done } as const;
  const told = Object.entries(others).map(([name, state]) => [name, takenFrom({ mine: recordOf('cart', leased), theirs: recordOf('cart', state) }, 'alpha').map(({ member, because }) => `${member}: ${because}`)]);
  expect(Object.fromEntries(told)).toEqual({
    failed: ['member/shop/cart: cancelled by a person'],
    back: ['member/shop/cart: it went back to the queue'],
    elsewhere: ['member/shop/cart: it is with shop/search now'],
    renewed: [],
    done: [],
  });
  expect(takenFrom({ mine: recordOf('cart', leased) }, 'alpha').map(({ because }) => because)).toEqual(['it was withdrawn']);
  expect(takenFrom({ mine: recordOf('cart', leased) }, 'beta')).toEqual([]);
});
