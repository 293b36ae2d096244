import { describe, expect, it } from 'vitest';
import { damped, limits } from '../../src/post/damping.ts';
import { person } from '../../src/state/mail.ts';
import { mail } from './seats.ts';

const minute = 60_000;
/** So many different mails, one a second, the last one at `end`. */
const many = (count: number, end: number, everyMs = 1000) => Array.from({ length: count }, (_, index) => mail({ id: `m${index}`, text: `Text ${index}`, at: end - (count - 1 - index) * everyMs }));

describe('a message is one too many', () => {
  it.each([
    ['the same text to the same reader within ten minutes', mail({ at: 9 * minute }), [mail()], 'same-text', 'the same text went to store/pm 9m ago, as a'],
    ['also with other blanks around it, and to others as well', mail({ at: 1, text: ' Hello.\n', to: ['member/store/search', 'member/store/pm'] }), [mail()], 'same-text', 'the same text went to store/pm just now, as a'],
    ['an eleventh within a minute', mail({ at: 50_000, text: 'New' }), many(10, 49_000), 'rate', '10 messages within 1m are as many as one member may send'],
    ['a sixty-first within an hour', mail({ at: 60 * minute, text: 'New' }), many(60, 59 * minute, 55_000), 'rate', '60 messages within 1h are as many as one member may send'],
    ['the ninth answer to an answer', mail({ depth: limits.depth + 1 }), [], 'depth', 'an answer to an answer, 9 deep, is one more than may be'],
  ])('%s', (_what, one, sent, rule, because) => {
    expect(damped(one, sent)).toMatchObject({ rule, because });
  });

  it.each([
    ['the same text after ten minutes', mail({ at: 10 * minute }), [mail()]],
    ['the same text to somebody else', mail({ at: 1, to: ['member/store/search'] }), [mail()]],
    ['the same answer to another question', mail({ at: 1, text: 'Yes.', replyTo: 'c', depth: 1 }), [mail({ text: 'Yes.', replyTo: 'b', depth: 1 })]],
    ['a tenth within a minute', mail({ at: 50_000, text: 'New' }), many(9, 49_000)],
    ['an eleventh, a minute after the first', mail({ at: minute, text: 'New' }), many(10, 9000)],
    ['the eighth answer', mail({ depth: limits.depth }), []],
    ['anything that a person writes', mail({ from: person, at: 50_000, depth: 20 }), many(100, 49_000, 10).map((one) => ({ ...one, from: person, text: 'Hello.' }))],
  ])('and not %s', (_what, one, sent) => {
    expect(damped(one, sent)).toBeUndefined();
  });

  it('says when another may go, which is then so', () => {
    const sent = many(10, 49_000);
    const found = damped(mail({ at: 50_000, text: 'New' }), sent);
    expect(found?.hint).toBe('Go on with your work, and say all of it in one message in 50s.');
    expect(damped(mail({ at: 100_000, text: 'New' }), sent)).toBeUndefined();
    expect(damped(mail({ at: 99_999, text: 'New' }), sent)).toBeDefined();
  });
});
