import { describe, expect, it } from 'vitest';
import type { MissionRecord, MissionState, MissionStateName } from '../../src/state/mission.ts';
import { afterDeed, isRefused, type Deed } from '../../src/missions/transition.ts';
import { hourMs, lease, minuteMs, now, record, states, type Given } from './records.ts';

const person = { word: 'Ann' };
const member = { by: lease.by, epoch: lease.epoch, word: 'cart' };

const deeds: { readonly [Type in Deed['type']]: Extract<Deed, { readonly type: Type }> } = {
  unblock: { type: 'unblock' },
  block: { type: 'block' },
  strand: { type: 'strand', because: '"shop/cart" is held' },
  assign: { type: 'assign', lease, message: 'mission:shop/cart-api:1', deadlineMs: 10 * minuteMs },
  begin: { type: 'begin', epoch: 2 },
  renew: { type: 'renew', by: lease.by, epoch: 3, conversation: 'c-2' },
  ask: { type: 'ask' },
  claim: { type: 'claim', claimant: member, commit: 'c0ffee' },
  accept: { type: 'accept' },
  approve: { type: 'approve', word: 'shop/search' },
  reject: { type: 'reject', because: 'npm test ended with 1' },
  recheck: { type: 'recheck', because: 'npm test ended with 75' },
  fail: { type: 'fail', because: 'it cannot be done', counts: true },
  park: { type: 'park', because: 'Ann said so' },
  unpark: { type: 'unpark' },
  cancel: { type: 'cancel', because: 'Ann said so' },
  retry: { type: 'retry' },
  handOff: { type: 'handOff', to: 'search' },
  skip: { type: 'skip', because: 'it waits for "shop/cart", which has failed' },
};

const names = Object.keys(states) as MissionStateName[];

function at(state: MissionState, given: Given = {}): MissionRecord {
  return record('cart-api', { state, ...given });
}

function done(before: MissionRecord, deed: Deed): MissionRecord {
  const after = afterDeed(before, deed, now);
  if (isRefused(after)) throw new Error(after.refused);
  return after;
}

function refusal(before: MissionRecord, deed: Deed): string | undefined {
  const after = afterDeed(before, deed, now);
  return isRefused(after) ? after.refused : undefined;
}

/** A row a deed: what follows from each state. */
function table(): string {
  const rows = Object.entries(deeds).map(([type, deed]) => {
    const cells = names.map((name) => {
      const before = at(states[name]);
      const after = afterDeed(before, deed, now);
      return isRefused(after) ? '·' : after === before ? 'same' : after.state.state;
    });
    return [type, ...cells].map((cell) => cell.padEnd(10)).join('').trimEnd();
  });
  return `\n${['', ...names].map((cell) => cell.padEnd(10)).join('').trimEnd()}\n${rows.join('\n')}\n`;
}

describe('a deed', () => {
  it('leads from each state to the next, or is refused', () => {
    expect(table()).toMatchInlineSnapshot(`
      "
                waiting   ready     assigned  working   verifying reviewing done      failed    parked
      unblock   ready     ·         ·         ·         ·         ·         ·         ·         ·
      block     ·         waiting   ·         ·         ·         ·         ·         ·         ·
      strand    ·         ready     ·         ·         ·         reviewing ·         ·         ·
      assign    ·         assigned  ·         ·         ·         ·         ·         ·         ·
      begin     ·         ·         working   same      ·         ·         ·         ·         ·
      renew     ·         ·         assigned  working   ·         ·         ·         ·         ·
      ask       ·         ·         ·         working   ·         ·         ·         ·         ·
      claim     ·         ·         verifying verifying ·         ·         ·         ·         ·
      accept    ·         ·         ·         ·         done      ·         ·         ·         ·
      approve   ·         ·         ·         ·         ·         done      ·         ·         ·
      reject    ·         ·         ·         ·         ready     ready     ·         ·         ·
      recheck   ·         ·         ·         ·         verifying ·         ·         ·         ·
      fail      ·         ·         ready     ready     ready     ready     ·         ·         ·
      park      parked    parked    parked    parked    parked    ·         ·         ·         ·
      unpark    ·         ·         ·         ·         ·         ·         ·         ·         ·
      cancel    failed    failed    failed    failed    failed    failed    ·         ·         failed
      retry     ·         ·         ·         ·         ·         ·         ·         waiting   waiting
      handOff   waiting   ready     ready     ready     ·         ·         ·         ·         waiting
      skip      failed    failed    ·         ·         ·         ·         ·         ·         failed
      "
    `);
  });

  it('is refused in a full sentence that names the mission and its state', () => {
    const sentences = Object.values(deeds).flatMap((deed) => names.flatMap((name) => refusal(at(states[name]), deed) ?? []));
    expect(sentences.length).toBeGreaterThan(80);
    for (const sentence of sentences) expect(sentence).toMatch(/^The mission "shop\/cart-api" .*[.]$/);
    expect(names.map((name) => refusal(at(states[name]), deeds.claim) ?? name)).toMatchInlineSnapshot(`
      [
        "The mission "shop/cart-api" waits for others to be done: it cannot be called done now.",
        "The mission "shop/cart-api" is with nobody, and waits for a member that is free: it cannot be called done now.",
        "assigned",
        "working",
        "The mission "shop/cart-api" is being checked: it cannot be called done now. Wait for the outcome of the check.",
        "The mission "shop/cart-api" is being reviewed, and "shop/cart" does not decide what it is worth: the mission "shop/cart-api-review" does.",
        "The mission "shop/cart-api" is done: it cannot be called done now.",
        "The mission "shop/cart-api" has failed: it cannot be called done now. Retry it first.",
        "The mission "shop/cart-api" is parked: it cannot be called done now. Retry it first.",
      ]
    `);
    expect(names.map((name) => refusal(at(states[name]), deeds.handOff) ?? name)).toMatchInlineSnapshot(`
      [
        "waiting",
        "ready",
        "assigned",
        "working",
        "The mission "shop/cart-api" is being checked: it cannot be handed off now. Wait for the outcome of the check.",
        "The mission "shop/cart-api" is being reviewed: it cannot be handed off now. Wait for the outcome of the review.",
        "The mission "shop/cart-api" is done: it cannot be handed off now.",
        "The mission "shop/cart-api" has failed: it cannot be handed off now. Retry it first.",
        "parked",
      ]
    `);
  });

  it('changes nothing of the record it is done to', () => {
    for (const name of names) {
      for (const deed of Object.values(deeds)) {
        const before = at(states[name]);
        const copy = structuredClone(before);
        afterDeed(before, deed, now);
        expect(before).toEqual(copy);
      }
    }
  });
});

describe('who has a mission', () => {
  it('decides whose word counts', () => {
    const search = { by: 'member/shop/search', epoch: 2, word: 'search' };
    const refused: readonly Deed[] = [
      { type: 'claim', claimant: search },
      { type: 'claim', claimant: { ...member, epoch: 1 } },
      { type: 'claim', claimant: { ...member, epoch: 3 } },
      { type: 'fail', claimant: search, because: 'no', counts: true },
      { type: 'begin', epoch: 1 },
      { type: 'renew', by: lease.by, epoch: 3, conversation: 'c-3' },
      { type: 'renew', by: 'member/shop/search', epoch: 3, conversation: 'c-2' },
    ];
    expect(refused.map((deed) => refusal(at(states.working), deed))).toMatchInlineSnapshot(`
      [
        "The mission "shop/cart-api" is with "shop/cart", not with "shop/search": only the one who has it can say what became of it.",
        "The mission "shop/cart-api" was given to launch 2 of "shop/cart", and this comes from launch 1, which is over: what it says does not count.",
        "The mission "shop/cart-api" was given to launch 2 of "shop/cart", and this comes from launch 3, which the runner has not yet seen to go on with it. Say so again in a minute.",
        "The mission "shop/cart-api" is with "shop/cart", not with "shop/search": only the one who has it can say what became of it.",
        "The mission "shop/cart-api" was given to launch 2 of "shop/cart", and this comes from launch 1, which is over: what it says does not count.",
        "The mission "shop/cart-api" is with member/shop/cart, launch 2, in the conversation "c-2": only a later launch of that conversation can go on with it.",
        "The mission "shop/cart-api" is with member/shop/cart, launch 2, in the conversation "c-2": only a later launch of that conversation can go on with it.",
      ]
    `);
  });

  it('is no matter where a person speaks', () => {
    expect(done(at(states.working), { type: 'claim', claimant: person }).state.state).toBe('verifying');
    expect(done(at(states.working), { type: 'fail', claimant: person, because: 'no', counts: true }).state.state).toBe('ready');
  });

  it('goes on in a later launch of the same conversation, with the same deadline', () => {
    expect(done(at(states.working), deeds.renew).state).toEqual({ ...states.working, lease: { ...lease, epoch: 3 } });
    const working = at(states.working);
    expect(afterDeed(working, { ...deeds.renew, epoch: 2 }, now)).toBe(working);
  });

  it('is kept with each try, from when it was given out', () => {
    const { state } = done(at(states.ready), { type: 'assign', lease: { by: 'member/shop/cart', epoch: 7, conversation: 'c-7', base: 'ba5e' }, message: 'm', deadlineMs: minuteMs });
    expect(state).toEqual({ state: 'assigned', since: now, lease: { by: 'member/shop/cart', epoch: 7, conversation: 'c-7', base: 'ba5e', givenAt: now }, message: 'm', deadline: now + minuteMs });
    expect(done(at(states.verifying), deeds.accept).tries).toEqual([{ by: lease.by, epoch: 2, startedAt: lease.givenAt, endedAt: now, result: 'done' }]);
  });
});

describe('a claim', () => {
  it('is looked at, as long as the check may take and a minute', () => {
    expect(done(at(states.working), deeds.claim).state).toEqual({ state: 'verifying', since: now, lease, commit: 'c0ffee', deadline: now + 11 * minuteMs });
  });

  it('stands by itself where there is nothing to look at', () => {
    const before = at(states.working, { mission: { accept: { run: [], commits: 0, files: [], timeoutMs: minuteMs } } });
    const after = done(before, deeds.claim);
    expect(after.state).toEqual({ state: 'done', at: now, by: lease.by, commit: 'c0ffee', saidBy: 'cart' });
    expect(after.tries).toMatchObject([{ result: 'done' }]);
  });

  it('is accepted at the commit that was looked at', () => {
    expect(done(at(states.verifying), deeds.accept).state).toEqual({ state: 'done', at: now, by: lease.by, commit: 'c0ffee' });
    expect(done(at(states.verifying), { type: 'accept', commit: 'f00d' }).state).toMatchObject({ commit: 'f00d' });
  });

  it('that cannot be looked at is looked at again, with a growing pause, and set aside in the end', () => {
    let after = at(states.verifying);
    const pauses: number[] = [];
    while (after.state.state === 'verifying') {
      after = done(after, deeds.recheck);
      if (after.state.state === 'verifying') pauses.push(after.state.missed!.notBefore - now);
    }
    expect(pauses.map((pause) => pause / 1000)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
    expect(after.state).toEqual({ state: 'parked', since: now, because: 'it could not be checked 10 times in a row, the last time because npm test ended with 75' });
    expect(after.tries).toMatchObject([{ result: 'lost' }]);
  });
});

describe('a try that counts', () => {
  it('is followed by another of the same member, after a pause that doubles', () => {
    let after = at(states.verifying, { mission: { retries: 8 } });
    const pauses: number[] = [];
    for (;;) {
      after = done(after, deeds.reject);
      if (after.state.state !== 'ready') break;
      expect(after.state.again).toEqual({ by: lease.by, because: 'npm test ended with 1', fresh: false, conversation: 'c-2' });
      pauses.push((after.state.notBefore! - now) / 1000);
      after = { ...after, state: states.verifying };
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 600, 600]);
    expect(after.state).toEqual({ state: 'failed', at: now, because: 'npm test ended with 1' });
    expect(after.tries).toHaveLength(9);
  });

  it('is followed by one in a new conversation where that is wanted', () => {
    expect(done(at(states.verifying, { mission: { onFail: 'fresh' } }), deeds.reject).state).toMatchObject({ again: { fresh: true, conversation: 'c-2' } });
  });

  it('is the last one where it is told instead', () => {
    expect(done(at(states.verifying, { mission: { onFail: 'escalate', retries: 5 } }), deeds.reject).state.state).toBe('failed');
  });

  it('is handed on when there is no other, once, with as many tries', () => {
    const settings = { retries: 1, handoffTo: 'search' };
    let after = at(states.verifying, { mission: settings });
    const steps: string[] = [];
    while (after.state.state !== 'failed') {
      after = done({ ...after, state: states.verifying }, deeds.reject);
      steps.push(`${after.state.state} ${'again' in after.state ? 'again' : ''} ${after.handedOff?.to ?? ''}`.replace(/ +/g, ' ').trim());
    }
    expect(steps).toEqual(['ready again', 'ready search', 'ready again search', 'failed search']);
    expect(after.handedOff).toEqual({ to: 'search', afterTries: 2 });
  });

  it('keeps why it failed: the first line, and the end where it is long', () => {
    const output = `npm test ended with 1\n${'…é\n'.repeat(4000)}AssertionError: the end`;
    const after = done(at(states.verifying), { type: 'reject', because: output });
    const because = after.tries[0]!.because!;
    expect(Buffer.byteLength(because)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(because)).toBeGreaterThan(4000);
    expect(because).toMatch(/^npm test ended with 1\n…\n/);
    expect(because).toMatch(/AssertionError: the end$/);
    expect(because).not.toContain('\ufffd');
  });
});

describe('a try that was lost', () => {
  const loss: Deed = { type: 'fail', because: '"shop/cart" was started again', counts: false };

  it('goes back to the queue at once, and counts for nothing', () => {
    const after = done(at(states.working, { mission: { retries: 0 } }), loss);
    expect(after.state).toEqual({ state: 'ready', since: now });
    expect(after.tries).toMatchObject([{ result: 'lost', because: '"shop/cart" was started again' }]);
    expect(done({ ...after, state: states.verifying, mission: { ...after.mission, retries: 1 } }, deeds.reject).state.state).toBe('ready');
  });

  it('and again and again: with a growing pause, until somebody has to look', () => {
    let after = at(states.working);
    const pauses: number[] = [];
    for (;;) {
      after = done({ ...after, state: states.working }, loss);
      if (after.state.state !== 'ready') break;
      pauses.push(((after.state.notBefore ?? now) - now) / 1000);
    }
    expect(pauses).toEqual([0, 10, 20, 40, 80, 160, 320, 600, 600]);
    expect(after.state).toMatchObject({ state: 'parked', because: '10 tries in a row were lost, the last one because "shop/cart" was started again' });
    expect(after.state).not.toHaveProperty('behind');
    const retried = done(after, deeds.retry);
    expect(done({ ...retried, state: states.working }, loss).state).toEqual({ state: 'ready', since: now });
  });
});

describe('a person', () => {
  it('lets a mission be tried again: its tries count anew, and are all kept', () => {
    const failed = done(done(at(states.verifying, { mission: { retries: 0 } }), deeds.reject), deeds.retry);
    expect(failed).toMatchObject({ state: { state: 'waiting', since: now }, retriedAfter: 1, tries: [{ result: 'failed' }] });
    const again = done({ ...failed, mission: { ...failed.mission, retries: 1 }, state: states.verifying }, deeds.reject);
    expect(again.state).toMatchObject({ state: 'ready', notBefore: now + 10_000 });
  });

  it.each<[string, Deed]>([['cancels', deeds.cancel], ['parks', deeds.park], ['hands off', deeds.handOff]])('%s what a member is at: that try is nobody\'s failure', (_name, deed) => {
    expect(done(at(states.working), deed).tries).toMatchObject([{ by: lease.by, result: 'lost' }]);
    expect(done(at(states.ready), deed).tries).toEqual([]);
  });

  it('hands a mission to another: where it waits it goes on to wait', () => {
    expect(done(at(states.waiting), deeds.handOff)).toMatchObject({ state: states.waiting, handedOff: { to: 'search', afterTries: 0 } });
    const again = at({ ...states.ready, notBefore: now + hourMs, again: { by: lease.by, because: 'no', fresh: false, conversation: 'c-2' } });
    expect(done(again, deeds.handOff).state).toEqual({ state: 'ready', since: now });
  });

  it('parks for good; what is parked behind another goes on by itself', () => {
    expect(refusal(at(states.parked), deeds.unpark)).toMatchInlineSnapshot(`"The mission "shop/cart-api" is parked behind no other mission: it goes on when somebody retries it."`);
    const behind = done(at(states.waiting), { type: 'park', because: 'it waits for "shop/cart"', behind: 'mission/shop/cart' });
    expect(done(behind, deeds.unpark)).toMatchObject({ state: { state: 'waiting', since: now } });
  });
});
