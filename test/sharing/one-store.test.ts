import { expect, test } from 'vitest';
import type { LedgerAnswer, LedgerWrite } from '../../src/host/redis/mission-ledger.ts';
import { openStore } from '../../src/host/store/store.ts';
import { syncMissions } from '../../src/reconcile/share-missions.ts';
import { addressOf, done, recordOf } from '../contract/mission-store/records.ts';
import { MemoryLedger } from '../rig/memory-ledger.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

/** A ledger whose first write hangs: before it gets there, or on the way back. */
class SlowLedger extends MemoryLedger {
  readonly #hangs: 'request' | 'answer';
  #isFirst = true;
  #release: () => void = () => undefined;
  #hung: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => { this.#release = resolve; });
  /** Resolves when it hangs. */
  readonly hung = new Promise<void>((resolve) => { this.#hung = resolve; });

  constructor(hangs: 'request' | 'answer') {
    super();
    this.#hangs = hangs;
  }

  release(): void {
    this.#release();
  }

  override async write(team: string, writes: readonly LedgerWrite[]): Promise<readonly LedgerAnswer[]> {
    if (!this.#isFirst) return super.write(team, writes);
    this.#isFirst = false;
    const answered = this.#hangs === 'answer' ? await super.write(team, writes) : undefined;
    this.#hung();
    await this.#released;
    return answered ?? super.write(team, writes);
  }
}

test.each(['request', 'answer'] as const)('of two processes with one store, what one writes while the %s of the other is under way is not lost', async (hangs) => {
  const ledger = new SlowLedger(hangs);
  const place = await temporaryDirectory();
  const [store, another] = [openStore(place), openStore(place)];
  const clock = { now: () => 1 };
  store.replica.share('shop');
  store.missions.put('shop', recordOf('cart', undefined, 'first'));
  const slow = syncMissions('shop', { store: another, ledger, clock });
  await ledger.hung;
  await syncMissions('shop', { store, ledger, clock });
  store.missions.put('shop', recordOf('cart', undefined, 'second'));
  await syncMissions('shop', { store, ledger, clock });
  store.missions.put('shop', recordOf('cart', done, 'third'));
  ledger.release();
  const { overruled } = await slow;
  await syncMissions('shop', { store, ledger, clock });
  expect(overruled).toEqual([]);
  expect(store.missions.find('shop', addressOf('cart'))).toEqual(recordOf('cart', done, 'third'));
  expect((await ledger.since('shop', 0)).entries.map(({ record }) => record)).toEqual([recordOf('cart', done, 'third')]);
  [store, another].forEach((each) => each.close());
});
