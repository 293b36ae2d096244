import { expect, test } from 'vitest';
import { elsewhere, reserved, unreserved } from '../../src/missions/elsewhere.ts';
import type { MissionState } from '../../src/state/mission.ts';
import { addressOf, recordOf } from '../contract/mission-store/records.ts';

const lease = (host?: string) => ({ by: 'member/shop/cart', epoch: 1, conversation: 'c', givenAt: 1, ...(host === undefined ? {} : { host }) });
const working = (host?: string): MissionState => ({ state: 'working', since: 1, lease: lease(host), deadline: 9 });
const ready = (reservedBy?: string): MissionState => ({ state: 'ready', since: 1, ...(reservedBy === undefined ? {} : { reservedBy }) });

test('what another host has, or is about to give out, is its own to move on, unless nothing is heard of it', () => {
  const records = [['own', working('alpha')], ['theirs', working('beta')], ['lost', working('gamma')], ['local', working()], ['free', ready()], ['mine', ready('alpha')], ['soon', ready('beta')], ['stale', ready('gamma')]] as const;
  const found = elsewhere(records.map(([name, state]) => recordOf(name, state)), { host: 'alpha', lostHosts: new Map([['gamma', 61_000]]) });
  expect([...found]).toEqual([addressOf('theirs'), addressOf('soon')]);
});

test('only what is ready is reserved, and only who reserved it lets it go', () => {
  const mine = reserved(recordOf('cart', ready()), 'alpha');
  expect(mine.state).toEqual({ state: 'ready', since: 1, reservedBy: 'alpha' });
  const busy = recordOf('cart', working('beta'));
  expect(reserved(busy, 'alpha')).toBe(busy);
  expect(unreserved(mine, 'alpha')).toEqual(recordOf('cart', ready()));
  expect(unreserved(mine, 'beta')).toBe(mine);
});
