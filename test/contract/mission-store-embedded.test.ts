import { expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { addressOf, done, recordOf } from './mission-store/records.ts';

test('a change is kept together with others, or not at all; what was read of one that is not kept is not remembered', async () => {
  const store = openStore(await temporaryDirectory());
  const { missions } = store;
  missions.put('shop', recordOf('cart', undefined, 'before'));
  const write = (brief: string) => missions.change('shop', addressOf('cart'), ({ mission, ...record }) => ({ ...record, mission: { ...mission, brief } }));
  const briefs = () => missions.open('shop').map(({ mission }) => mission.brief);
  const broken = store.together(() => {
    write('taken back');
    expect(briefs()).toEqual(['taken back']);
    missions.put('shop', recordOf('search', done));
    throw new Error('no room');
  });
  await expect(broken).rejects.toThrow('no room');
  expect([briefs(), missions.ofTeam('shop').length]).toEqual([['before'], 1]);
  write('after');
  expect(briefs()).toEqual(['after']);
  store.close();
});
