import { expect, it } from 'vitest';
import { careWords } from '../../src/health/care-words.ts';
import { careJson } from '../../src/cli/reporters/care.ts';
import type { Care } from '../../src/state/care.ts';

const now = Date.UTC(2030, 0, 1, 2);
const minuteMs = 60_000;
const words = (care: Partial<Care>, epoch: number | undefined = 2) => careWords({ address: 'member/a', crashes: [], ...care }, { now, ...(epoch === undefined ? {} : { epoch }) });
const json = (care: Partial<Care>, epoch: number | undefined = 2) => careJson({ address: 'member/a', crashes: [], ...care }, { now, epoch });

const hold = { at: now, because: 'A person took it over' };
const quarantine = { at: now, because: 'it ended 5 times within 10m' };
const park = { account: 'claude', since: now, wakeAt: now + 61 * minuteMs, probes: 0 };

it.each<[string, Partial<Care>, readonly string[]]>([
  ['a hold', { hold }, ['held: A person took it over']],
  ['a quarantine', { quarantine }, ['quarantined: it ended 5 times within 10m']],
  ['both', { hold, quarantine }, ['held: A person took it over', 'quarantined: it ended 5 times within 10m']],
  ['a limit whose end was read', { park: { ...park, until: now + 60 * minuteMs } }, ['parked until 2030-01-01T03:00:00.000Z; tried again in 1h 1m']],
  ['a limit whose end nobody knows', { park: { ...park, wakeAt: now } }, ['parked, until when is not known; tried again now']],
  ['the next try', { retryAt: now + minuteMs, crashes: [now - 1] }, ['started again in 1m, after 1 crash']],
  ['a try that was', { retryAt: now, crashes: [now - 1] }, []],
  ['a try that comes to nothing', { retryAt: now + minuteMs, hold }, ['held: A person took it over']],
  ['a restart that waits', { restart: { epoch: 2, fresh: true, because: 'its context was nearly full' } }, ['to be started again in a new conversation: its context was nearly full']],
  ['a restart that was', { restart: { epoch: 1, fresh: false, because: 'a person asked for it' } }, []],
  ['a hand-over', { handover: { at: now, epoch: 2, message: 'm' } }, ['asked for a hand-over note, because its context is nearly full']],
  ['a nudge', { stuck: { epoch: 2, step: 'nudged', at: now } }, ['asked whether it is stuck']],
  ['a nudge of an earlier launch', { stuck: { epoch: 1, step: 'nudged', at: now } }, []],
  ['a restart because it was stuck', { stuck: { epoch: 1, step: 'restarted', at: now } }, ['restarted, because it was stuck']],
  ['too much memory', { memory: { epoch: 2, since: now - 3 * minuteMs, step: 'noted' } }, ['over its memory limit for 3m']],
  ['too much memory for good', { memory: { epoch: 2, since: now - 3 * minuteMs, step: 'left' } }, ['over its memory limit for 3m, and left to a person']],
])('of each thing that the supervisor knows of a member there is a word: %s', (_name, care, expected) => {
  expect(words(care)).toEqual(expected);
  expect(Object.keys(json(care)).length > 0, JSON.stringify(json(care))).toBe(expected.length > 0);
});

it('nothing is asked of a launch that a member does not have', () => {
  const past: Partial<Care> = { restart: { epoch: 1, fresh: false, because: 'b' }, handover: { at: now, epoch: 1, message: 'm' }, memory: { epoch: 1, since: now, step: 'noted' } };
  expect(words(past, undefined)).toEqual([]);
  expect(json(past, undefined)).toEqual({});
});
