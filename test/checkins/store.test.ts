import { expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import { usualCheckin } from '../../src/manifest/checkin.ts';
import { newCheckin } from '../../src/schedule/checkin-record.ts';
import type { CheckinRecord } from '../../src/state/checkin.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const record = (name: string, at: number): CheckinRecord => newCheckin({ ...usualCheckin, address: `checkin/web/pm/${name}`, member: 'member/web/pm', origin: name.startsWith('@') ? 'added' : 'manifest', trigger: { at }, note: 'x', template: '{note}' }, 1);

test('the store tells who is due and when the next is, counts only new ones, and forgets those that are over', async () => {
  const store = openStore(await temporaryDirectory());
  for (let times = 0; times < 5; times += 1) store.checkins.put('shop', record('hourly', 50));
  store.checkins.put('other', record('hourly', 10));
  const added = [30, 40, 20].map((at) => store.checkins.add('shop', (number) => record(`@${number}`, at)).checkin.address);
  expect(added, 'a number each, whatever was written before').toEqual(['checkin/web/pm/@3', 'checkin/web/pm/@4', 'checkin/web/pm/@5']);
  expect(store.checkins.due('shop', 30).map(({ checkin: { address } }) => address)).toEqual([added[0], added[2]]);
  expect([store.checkins.nextDue('shop', 30), store.checkins.nextDue('shop', 50), store.checkins.nextDue('nobody', 0)]).toEqual([40, undefined, undefined]);
  for (const address of added) {
    const { lookAt: _, ...over } = store.checkins.find('shop', address)!;
    store.checkins.put('shop', over);
  }
  store.checkins.forgetOver('shop', 2);
  expect(store.checkins.ofTeam('shop').map(({ checkin: { address } }) => address)).toEqual(['checkin/web/pm/hourly', added[1], added[2]]);
  store.checkins.remove('shop', added[2]!);
  expect(store.checkins.add('shop', (number) => record(`@${number}`, 5)).checkin.address, 'no number twice').toBe('checkin/web/pm/@6');
  store.eraseTeam('shop');
  expect([store.checkins.ofTeam('shop').length, store.checkins.ofTeam('other').length]).toEqual([0, 1]);
  store.close();
});
