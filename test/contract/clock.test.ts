import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { waitUntil } from '../rig/wait-until.ts';

test('an alarm rings as soon as its time has come, also when the clock is set forward', async () => {
  let hasRung = false;
  systemClock.at(Date.now() + 100, () => (hasRung = true));
  expect(hasRung).toBe(false);
  await waitUntil(() => hasRung, { what: 'the alarm' });
});

test('an alarm rings no later because the clock was set back meanwhile', async () => {
  let hasRung = false;
  const day = 24 * 3_600_000;
  const real = Date.now.bind(Date);
  systemClock.at(Date.now() + 100, () => (hasRung = true));
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => real() - day);
  try {
    await waitUntil(() => hasRung, { what: 'the alarm' });
  } finally {
    spy.mockRestore();
  }
});

test('an alarm that was called off does not ring', async () => {
  const rung: string[] = [];
  systemClock.at(Date.now() + 10, () => rung.push('called off')).off();
  systemClock.at(Date.now() + 50, () => rung.push('the other'));
  await waitUntil(() => rung.length > 0, { what: 'the other alarm' });
  expect(rung).toEqual(['the other']);
});
