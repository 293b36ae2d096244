import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/manifest/reaction.ts';
import { nextTry } from '../../src/reactions/errand.ts';
import { factsOf } from '../../src/reactions/facts.ts';
import { answer } from '../../src/reactions/answer.ts';
import { keptReactions } from '../../src/reactions/kept.ts';
import { digest, isRepeated, noticeOf, sameNews, tellableAt, type Notice } from '../../src/reactions/notice.ts';
import { sampleEvents } from '../events/samples.ts';

const minuteMs = 60_000;

function at(moment: string): number {
  return Date.parse(moment);
}

function notice(severity: Severity, more: { readonly mission?: string; readonly because?: string; readonly at?: number } = {}): Notice {
  const { mission = 'cart-api', because = 'npm test fails', at: moment = 0 } = more;
  return noticeOf('phone', factsOf({ type: 'mission', address: `mission/store/${mission}`, state: 'failed', because, id: 1, team: 'shop', at: moment })!, { severity });
}

describe('quiet hours', () => {
  const berlin = { quietHours: { start: '0 22 * * *', stop: '0 7 * * *', timezone: 'Europe/Berlin' } };

  it.each<[string, string, string | undefined]>([
    ['before them', '2026-11-21T20:59:59Z', undefined],
    ['as they begin', '2026-11-21T21:00:00Z', '2026-11-22T06:00:00Z'],
    ['at midnight', '2026-11-21T23:00:00Z', '2026-11-22T06:00:00Z'],
    ['in their last second', '2026-11-22T05:59:59Z', '2026-11-22T06:00:00Z'],
    ['as they end', '2026-11-22T06:00:00Z', undefined],
    ['in the night in which the clock goes back, an hour longer', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'],
    ['in the night in which it goes forward, an hour shorter', '2026-03-28T21:00:00Z', '2026-03-29T05:00:00Z'],
  ])('%s', (_, now, until) => {
    for (const severity of ['info', 'warning'] as const) expect(tellableAt(notice(severity), berlin, at(now))).toBe(at(until ?? now));
    expect(tellableAt(notice('error'), berlin, at(now)), 'an error does not wait').toBe(at(now));
  });

  it('by day, and none', () => {
    const byDay = { quietHours: { start: '30 12 * * *', stop: '0 14 * * *', timezone: 'UTC' } };
    expect(tellableAt(notice('info'), byDay, at('2026-11-21T13:00:00Z'))).toBe(at('2026-11-21T14:00:00Z'));
    expect(tellableAt(notice('info'), {}, 5)).toBe(5);
  });
});

describe('the same news', () => {
  it('is the same event of the same, whatever was the reason', () => {
    expect(sameNews(notice('error'))).toBe(sameNews(notice('error', { because: 'lint fails' })));
    expect(sameNews(notice('error'))).not.toBe(sameNews(notice('error', { mission: 'cart-ui' })));
  });

  it.each<[string, number | undefined, boolean]>([['never told', undefined, false], ['just told', 99 * minuteMs, true], ['told long ago', 90 * minuteMs, false], ['told at a time that is yet to come', 101 * minuteMs, false]])('%s', (_, toldAt, repeated) => {
    expect(isRepeated(toldAt, { sameWithinMs: 10 * minuteMs }, 100 * minuteMs)).toBe(repeated);
  });
});

describe('a digest', () => {
  it('is one notice as it is', () => {
    expect(digest([notice('info')])).toEqual(notice('info'));
  });

  it('has each with its time of day, and is as grave as the gravest', () => {
    const night = [notice('warning', { at: at('2026-11-22T01:12:00Z') }), notice('info', { mission: 'cart-ui', because: 'two\nlines', at: at('2026-11-22T02:14:09Z') })] as const;
    const { facts } = digest([...night], 'Europe/Berlin');
    expect(facts).toMatchObject({ event: 'digest', severity: 'warning', team: 'shop', mission: '' });
    expect(facts.text).toBe('shop: 2 things happened\n02:12 shop: mission store/cart-api has failed: npm test fails\n03:14 shop: mission store/cart-ui has failed: two: lines');
  });

  it('is short enough for any service, and says how much is left out', () => {
    const many = Array.from({ length: 40 }, (_, index) => notice('info', { mission: `m${index}`, because: 'x'.repeat(300) }));
    const { text } = digest(many as [Notice, ...Notice[]], 'UTC').facts;
    expect(text.length).toBeLessThan(1700);
    expect(text).toMatch(/\n… and 33 more: coders events has them\.$/);
    expect(digest([notice('info', { because: 'x'.repeat(5000) })]).facts.text.length).toBeLessThanOrEqual(1500);
  });
});

it('is tried again after growing pauses, as late as is asked for, and for a day', () => {
  const pauses = Array.from({ length: 8 }, (_, tries) => nextTry({ since: 0, tries }, undefined, 0));
  expect(pauses).toEqual([5000, 15_000, 45_000, 135_000, 405_000, 900_000, 900_000, 900_000]);
  expect(nextTry({ since: 0, tries: 0 }, 60_000, 0)).toBe(60_000);
  expect(nextTry({ since: 0, tries: 5 }, undefined, 24 * 60 * minuteMs)).toBeUndefined();
});

it('a target is sent by itself all that is as grave as it wants, since it wants that', () => {
  const target = (name: string, severity?: Severity) => ({ name, by: { type: 'desktop' } as const, sameWithinMs: 1, ...(severity === undefined ? {} : { severity }) });
  const reactions = keptReactions({ reactions: [], notify: [target('all', 'info'), target('some', 'warning'), target('few', 'error'), target('asked')] }, undefined, 5)!;
  const told = (id: number, event: typeof sampleEvents.quarantined | typeof sampleEvents.stuck | typeof sampleEvents.ready) => answer({ ...event, id, team: 'shop', at: 0 }, reactions, { recall: { paced: () => undefined, causes: () => [] }, now: 0 })!.notices.map(({ target: name }) => name);
  expect([told(6, sampleEvents.quarantined), told(6, sampleEvents.stuck), told(6, sampleEvents.ready), told(5, sampleEvents.quarantined)]).toEqual([['all', 'some', 'few'], ['all', 'some'], ['all'], []]);
});
