import { expect, it } from 'vitest';
import type { Heartbeat } from '../../src/health/heartbeat.ts';
import { tend } from '../../src/health/tend/tend.ts';
import { tendHeartbeat } from '../../src/health/tend/heartbeat.ts';
import { address, minuteMs, now, patient, type Symptoms } from './patients.ts';

const silentFor = (minutes: number): Heartbeat => ({ state: 'unresponsive', since: now - minutes * minuteMs });
const dark = (heartbeat: Heartbeat, symptoms: Symptoms = {}) => patient({ is: 'unknown', ...symptoms, status: { heartbeat, startedAt: now - 60 * minuteMs, ...symptoms.status } });

it.each(['unknown', 'starting'] as const)('one that is %s and of which nothing is heard is told of once, and once more when something is', (is) => {
  const silent = tend(dark(silentFor(3), { is }), now);
  expect(silent.events).toEqual([{ type: 'health', address, status: 'unresponsive', detail: 'nothing was heard of it for 3m' }]);
  expect(silent.care.silence).toEqual({ epoch: 2, since: now - 3 * minuteMs });
  expect(tend(dark(silentFor(9), { is, care: silent.care }), now).events).toEqual([]);
  const heard = tend(dark({ state: 'responsive' }, { is: 'idle', care: silent.care }), now + 6 * minuteMs);
  expect(heard.events).toEqual([{ type: 'health', address, status: 'responsive', detail: 'nothing had been heard of it for 9m' }]);
  expect(heard.care).toEqual({ address, crashes: [] });
  expect(tend(dark({ state: 'responsive' }, { is: 'idle', care: heard.care }), now).events).toEqual([]);
});

it.each(['working', 'stuck'] as const)('one that is %s is the stuck ladder\'s', (is) => {
  expect(tendHeartbeat(dark(silentFor(30), { is }), now)).toBeUndefined();
});

it('the silence of an earlier launch is forgotten without a word', () => {
  const care = { silence: { epoch: 1, since: now - 9 * minuteMs } };
  expect(tendHeartbeat(dark({ state: 'not-known' }, { is: 'starting', care }), now)).toEqual({ care: { address, crashes: [] }, events: [], prompts: [] });
  expect(tendHeartbeat(dark(silentFor(3), { care }), now)).toMatchObject({ care: { silence: { epoch: 2 } }, events: [{ status: 'unresponsive' }] });
});

it('what is not known for certain ends no silence', () => {
  const care = { silence: { epoch: 2, since: now - 9 * minuteMs } };
  expect(tendHeartbeat(dark({ state: 'not-known' }, { care }), now)?.events ?? []).toEqual([]);
});

it('time alone ends the patience with one that has only just started: then it is looked at again', () => {
  expect(tendHeartbeat(dark({ state: 'not-known' }, { is: 'starting', status: { startedAt: now - minuteMs } }), now)).toMatchObject({ nextAt: now + 1.5 * minuteMs + 1, events: [] });
  expect(tendHeartbeat(dark({ state: 'responsive', lastAt: now - 10 }), now)).toMatchObject({ nextAt: now - 10 + 2.5 * minuteMs + 1 });
  expect(tendHeartbeat(dark({ state: 'not-known' }), now)).toBeUndefined();
});
