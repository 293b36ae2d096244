import { afterDeed, isRefused, type Deed } from '../../../src/missions/transition.ts';
import { kinds, type KindName, type OpenStore } from './kinds.ts';
import { addressOf, recordOf } from './records.ts';

/*
 * mission-worker KIND PLACE take NAME: takes missions of the team shop and does them, beside others that do the same, until
 * none is open; prints each that it took, and each that it did, once that is acknowledged.
 * mission-worker KIND PLACE write FIRST: adds missions numbered from FIRST and begins each; prints each number once both are
 * acknowledged. Never ends by itself.
 * Each prints "away" whenever what all agree in does not answer, and waits for it.
 */
const [kind = '', place = '', work = '', which = ''] = process.argv.slice(2);
const store: OpenStore = await kinds[kind as KindName].open(place, () => print('away'));

const works: Readonly<Record<string, () => Promise<void>>> = { take, write };
await works[work]?.();

async function take(): Promise<void> {
  const by = `member/shop/${which}`;
  const lease = { by, epoch: 1, conversation: which };
  for (let open = await store.open('shop'); open.length > 0; open = await store.open('shop')) {
    const { mission: { address } } = open[Math.floor(Math.random() * open.length)]!;
    // The whole of it is one change each: whoever comes second finds it assigned, and is refused.
    if (!(await does(address, { type: 'assign', lease, message: which, deadlineMs: 60_000 }))) continue;
    print('took', address);
    if (await does(address, { type: 'claim', claimant: { by, epoch: 1, word: which } })) print('did', address);
  }
  await store.close();
}

async function does(address: string, deed: Deed): Promise<boolean> {
  return !isRefused(await store.change('shop', address, (record) => afterDeed(record, deed, Date.now())));
}

async function write(): Promise<void> {
  for (let number = Number(which); ; number += 1) {
    await store.put('shop', recordOf(number));
    await store.change('shop', addressOf(number), (record) => ({ ...record, addedAt: number, state: { state: 'failed', at: number, because: `${number}` } }));
    print(`${number}`);
  }
}

function print(...words: readonly string[]): void {
  process.stdout.write(`${words.join(' ')}\n`);
}
