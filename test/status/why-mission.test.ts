import { describe, expect, test } from 'vitest';
import { whyMissionText } from '../../src/cli/reporters/why-mission.ts';
import { meansMission } from '../../src/cli/why/subject.ts';
import { whyOf, type WhyEvidence } from '../../src/cli/why/mission.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { hourMs, lease, minuteMs, now, ready, record, seat, states } from '../missions/records.ts';

const heldUp: WhyEvidence['heldUp'] = { keeping: { kept: true, supervisor: true }, isChanging: false };
const seats = [seat('cart', { state: 'busy' }), seat('search', { since: now - 2 * minuteMs }), seat('pm')];

/** Of the first of these, to a person without colours. */
function why(records: readonly [MissionRecord, ...MissionRecord[]], given: Partial<WhyEvidence> = {}): string {
  return whyMissionText(whyOf(records[0], { team: 'shop', records, seats, heldUp, now, ...given }), { now, color: false });
}

const failedTry = { by: lease.by, epoch: 1, startedAt: now - 3 * hourMs, endedAt: now - 2 * hourMs, result: 'failed', because: '"npm test" fails with exit code 1.\n\n  not ok 3 - adds\n' } as const;

describe('why a mission stands where it does', () => {
  test('waiting: what for, and who could do it then', () => {
    const page = record('page', { mission: { after: ['api', 'look'] }, state: states.waiting });
    expect(why([page, record('api', { state: states.working }), record('look', { state: states.done })])).toMatchInlineSnapshot(`
      "shop/page has been waiting for 1h: it waits for "shop/api", which is being worked at.
        It goes on when all that it waits for is done.

      Who could do it
        shop/search could do it: it did none of the 2 missions that this builds on; nothing is known of its success yet; it has rested for 2m.
        shop/cart could not do it now: it has "shop/api".
        shop/pm may not do it: it goes to any engineer."
    `);
  });

  test('ready: who gets it, or why nobody does', () => {
    expect(why([ready('page', { state: states.ready })])).toMatchInlineSnapshot(`
      "shop/page has been ready for 1h.

      Who gets it
        shop/page goes to shop/search.
          shop/search gets it: nothing is known of its success yet; it has rested for 2m.
          shop/cart cannot have it now: it works at something else.
          shop/pm may not have it: it goes to any engineer."
    `);
    expect(why([ready('page', { mission: { to: 'cart' } }), record('api', { state: states.working })])).toMatchInlineSnapshot(`
      "shop/page has been ready for 0s.

      Who gets it
        shop/page stays in the queue: nobody who may do it is free.
          shop/cart cannot have it now: it has "shop/api".
          shop/pm may not have it: it goes to "cart".
          shop/search may not have it: it goes to "cart"."
    `);
  });

  test('ready, after a try that failed: until when the pause lasts, and what the check said', () => {
    const again = ready('page', { tries: [failedTry], state: { state: 'ready', since: now, notBefore: now + minuteMs, again: { by: lease.by, because: failedTry.because, fresh: false, conversation: 'c-2' } } });
    expect(why([again])).toMatchInlineSnapshot(`
      "shop/page has been ready for 0s: shop/cart tried it last.
        The pause after its last try ends: in 1m, at 2030-01-01T03:01:00.000Z.

      Who gets it
        shop/page stays in the queue: the pause after its last try lasts another 1m.
          shop/search cannot have it now: "shop/cart" is to try it again.
          shop/cart cannot have it now: it works at something else.
          shop/pm may not have it: it goes to any engineer.

      Tries
        1. shop/cart (launch 1): failed after 1h, 2h ago: "npm test" fails with exit code 1.

      The last output
        |   not ok 3 - adds"
    `);
  });

  test('working: who has it, and the next of its times', () => {
    expect(why([record('api', { state: states.working })])).toMatchInlineSnapshot(`
      "shop/api has been working for 1h: shop/cart (launch 2) has it.
        The time for this try is over: in 1h, at 2030-01-01T04:00:00.000Z.

      Who has it, and who else could
        shop/cart has it: nothing is known of its success yet; it has been busy for 1h.
        shop/search could do it: nothing is known of its success yet; it has rested for 2m.
        shop/pm may not do it: it goes to any engineer."
    `);
    const resting = [seat('cart', { since: now - minuteMs })];
    expect(why([record('api', { state: { ...states.working, since: now - minuteMs } })], { seats: resting })).toContain('  Its member, which rests, is asked what became of it: in 4m, at 2030-01-01T03:04:00.000Z.\n  The time for this try is over: in 1h, at');
  });

  test('verifying: what is looked at, and why it could not be', () => {
    const missed = { times: 2, because: 'npm test ended with exit code 75\nno network', notBefore: now + minuteMs };
    expect(why([record('api', { state: { ...states.verifying, missed } })])).toMatchInlineSnapshot(`
      "shop/api has been verifying for 1h: shop/cart (launch 2) says that it is done, and the runner checks c0ffee: npm test; it could not look 2 times: npm test ended with exit code 75.
        It is checked again: in 1m, at 2030-01-01T03:01:00.000Z.
        A check that has not ended is given up, and made again: in 1h, at 2030-01-01T04:00:00.000Z.

      Who has it, and who else could
        shop/cart has it: nothing is known of its success yet; it has been busy for 1h.
        shop/search could do it: nothing is known of its success yet; it has rested for 2m.
        shop/pm may not do it: it goes to any engineer.

      The last output
        | no network"
    `);
  });

  test('done, failed and parked', () => {
    expect(why([record('api', { state: states.done })])).toBe('shop/api was done 1h ago: shop/cart did it at c0ffee, and the runner checked: npm test.');
    expect(why([record('api', { state: { ...states.done, saidBy: 'a person' } })])).toContain('by the word of a person');
    expect(why([record('api', { state: states.failed })])).toMatch(/^shop\/api failed 1h ago: npm test ended with 1\.\n {2}It is tried again when somebody says so: coders mission retry api\.\n/);
    expect(why([record('api', { state: { ...states.failed, because: failedTry.because } })])).toMatch(/^shop\/api failed 1h ago: "npm test" fails with exit code 1\.\n/);
    expect(why([record('api', { state: { ...states.parked, behind: 'mission/shop/base' } })])).toContain('\n  It goes on when shop/base does.\n');
  });

  test('what waited for nothing, or does no more, is about to go on', () => {
    expect(why([record('api')]).split('\n').slice(0, 2)).toEqual(['shop/api has been waiting for 0s: nothing keeps it from being ready any more.', '']);
  });

  test('what keeps the whole team from going on comes first, and is nothing to a mission that is over', () => {
    const alone = { keeping: { kept: true, supervisor: false, paused: { at: now, because: 'a person asked' } }, isChanging: true };
    expect(why([ready('page')], { heldUp: alone }).split('\n').slice(1, 4)).toEqual([
      '  No supervisor keeps team shop: nothing more happens until one does. coders supervisor start starts one.',
      '  Team shop is paused (a person asked): nothing is given to anybody. coders resume ends that.',
      '  The manifest has it otherwise, or no more: that is done before anybody is given it.',
    ]);
    expect(why([record('api', { state: states.done })], { heldUp: alone })).not.toContain('\n');
  });
});

test('a name that a member has means the member, and one that nobody has what it comes nearer to', () => {
  const means = (name: string) => meansMission(name, ['member/shop/cart', 'member/orchestrator'], ['mission/shop/cart', 'mission/shop/checkout']);
  expect(['mission/shop/cart', 'mission/nobody', 'checkout', 'shop/checkout', 'chekout'].map(means)).toEqual([true, true, true, true, true]);
  expect(['cart', 'shop/cart', 'member/shop/cart', 'carl', 'orchestra', 'nobody'].map(means)).toEqual([false, false, false, false, false, false]);
});
