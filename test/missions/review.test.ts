import { describe, expect, it } from 'vitest';
import { advance, type Advance } from '../../src/missions/advance.ts';
import { historyOf } from '../../src/missions/history.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import { afterDeed, isRefused, type Deed } from '../../src/missions/transition.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { lease, minuteMs, now, ready, record, seat, states, world } from './records.ts';

const accept = { run: ['npm test'], commits: 1, files: [], timeoutMs: 10 * minuteMs, reviewBy: 'search' };
const [cart, search] = [seat('cart'), seat('search')];
const reviewer = { by: search.address, epoch: 2, word: 'shop/search' };
const person = { word: 'a person' };

/** Missions between passes, as the store has them. */
class Team {
  readonly #records: Map<string, MissionRecord>;
  seats: readonly MissionSeat[];

  constructor(records: readonly MissionRecord[], seats: readonly MissionSeat[] = [cart, search]) {
    this.#records = new Map(records.map((one) => [one.mission.address, one]));
    this.seats = seats;
  }

  pass(): Advance {
    const result = advance(world([...this.#records.values()], this.seats, { history: historyOf([...this.#records.values()]) }));
    for (const one of result.changed) this.#records.set(one.mission.address, one);
    const again = advance(world([...this.#records.values()], this.seats));
    expect(again, 'a second pass changes nothing').toMatchObject({ changed: [], events: [], prompts: [] });
    return result;
  }

  does(name: string, deed: Deed): string | undefined {
    const after = afterDeed(this.record(name), deed, now);
    if (isRefused(after)) return after.refused;
    this.put(after);
    return undefined;
  }

  put(one: MissionRecord): void {
    this.#records.set(one.mission.address, one);
  }

  record(name: string): MissionRecord {
    return this.#records.get(`mission/shop/${name}`)!;
  }

  edit(name: string, reviewBy: string | undefined): void {
    const { reviewBy: _, ...rest } = this.record(name).mission.accept;
    this.put({ ...this.record(name), mission: { ...this.record(name).mission, accept: { ...rest, ...(reviewBy === undefined ? {} : { reviewBy }) } } });
  }
}

/** `api` has passed its check, and search was given the review. */
function underReview(given: Parameters<typeof record>[1] = {}, seats?: readonly MissionSeat[]): Team {
  const team = new Team([record('api', { state: { ...states.verifying, lease: { ...lease, base: 'ba5e' } }, ...given, mission: { to: 'cart', accept, ...given.mission } })], seats);
  team.does('api', { type: 'accept', commit: 'c0ffee' });
  team.pass();
  return team;
}

function said({ events }: Advance): string[] {
  return events.map(({ address, state, because }) => `${address.slice('mission/shop/'.length)} ${state}${because === undefined ? '' : `: ${because}`}`);
}

describe('a mission whose check has passed', () => {
  it('is reviewed before it counts as done, by a mission for whom its acceptance names', () => {
    const team = new Team([record('api', { state: { ...states.verifying, lease: { ...lease, base: 'ba5e' } }, mission: { to: 'cart', accept, priority: 'high', brief: 'Add the endpoint.\ndemo: say Hello.' } })]);
    team.does('api', { type: 'accept', commit: 'c0ffee' });
    expect(team.record('api').state).toMatchObject({ state: 'reviewing', commit: 'c0ffee', tried: { by: cart.address, base: 'ba5e' } });
    const { events, prompts } = team.pass();
    expect(said({ events } as Advance)).toEqual(['api-review waiting: for search, before shop/api counts as done', 'api-review ready', 'api-review assigned']);
    expect(team.record('api-review')).toMatchObject({ mission: { origin: 'review', type: 'review', priority: 'high', to: 'search', reviews: { mission: 'mission/shop/api', try: 1, by: cart.address } } });
    expect(prompts.map(({ to, text }) => `${to}\n${text}`)).toMatchInlineSnapshot(`
      [
        "member/shop/search
      Mission shop/api-review. You have 2h for it.

      Review what shop/cart did for the mission shop/api, in commit c0ffee. Change nothing of it.

      See all of it: git diff ba5e..c0ffee

      This was asked for:

      > Add the endpoint.
      > demo: say Hello.

      These succeeded when the runner ran them at that commit:
        npm test

      If it is right as it is, run: coders mission done
      If not, run: coders mission fail "what is wrong", and shop/api goes back with these words.
      Where that is not found: call the tool "mission" of the server "coders", action "complete" or "fail".",
      ]
    `);
  });

  it('is done when who reviews it says so, and tells who that was', () => {
    const team = underReview();
    expect(team.does('api-review', { type: 'claim', claimant: reviewer, commit: 'f00d' })).toBeUndefined();
    expect(team.record('api-review').state).not.toHaveProperty('commit');
    expect(said(team.pass())).toEqual(['api done: shop/search reviewed it']);
    expect(team.record('api')).toMatchObject({ state: { state: 'done', by: cart.address, commit: 'c0ffee', reviewedBy: 'shop/search' }, tries: [{ by: cart.address, result: 'done' }] });
  });

  it('is what others build on from then on, in the same pass', () => {
    const team = underReview();
    team.put(record('page', { mission: { to: 'cart', after: ['api'] } }));
    team.does('api-review', { type: 'claim', claimant: reviewer });
    const { events, prompts } = team.pass();
    expect(said({ events } as Advance)).toEqual(['api done: shop/search reviewed it', 'page ready', 'page assigned']);
    expect(prompts[0]?.text).toContain('shop/api, commit c0ffee');
  });

  it('goes back to its author with the words of who reviews it, which counts as a try; the next one is reviewed, too', () => {
    const team = underReview({ mission: { retries: 1, backoff: { firstMs: 1, mostMs: 1 } } });
    team.does('api-review', { type: 'fail', claimant: reviewer, because: 'It answers 500.', counts: true });
    expect(said(team.pass())).toEqual(['api ready: shop/search reviewed it: It answers 500.']);
    expect(team.record('api')).toMatchObject({ state: { again: { by: cart.address, base: 'ba5e' } }, tries: [{ result: 'failed', because: 'shop/search reviewed it: It answers 500.' }] });
    expect(team.record('api-review')).toMatchObject({ state: { state: 'failed', rejectedBy: 'shop/search' }, tries: [{ result: 'done' }] });

    team.put({ ...team.record('api'), state: { ...states.verifying, lease } });
    team.does('api', { type: 'accept', commit: 'beef' });
    expect(said(team.pass())[0]).toBe('api-review waiting: for search, before shop/api counts as done');
    expect(team.record('api-review')).toMatchObject({ mission: { reviews: { try: 2 }, brief: expect.stringContaining('in commit beef') as string }, state: { state: 'assigned', message: 'mission:shop/api-review:2' } });
    team.does('api-review', { type: 'fail', claimant: reviewer, because: 'Still.', counts: true });
    expect(said(team.pass())).toEqual(['api failed: shop/search reviewed it: Still.']);
  });

  it('leaves its author free for other work, another review among it', () => {
    const team = underReview();
    team.put(ready('page', { mission: { to: 'cart' } }));
    expect(said(team.pass())).toEqual(['page assigned']);
    const both = ['a', 'b'].map((name, index) => record(name, { mission: { to: index === 0 ? 'cart' : 'search', accept: { ...accept, reviewBy: index === 0 ? 'search' : 'cart' } }, state: { ...states.reviewing, tried: { ...lease, by: index === 0 ? cart.address : search.address } } }));
    expect(new Team(both).pass().prompts.map(({ to, id }) => `${id} ${to}`)).toEqual(['mission:shop/a-review:1 member/shop/search', 'mission:shop/b-review:1 member/shop/cart']);
  });

  it('goes to nobody who would be left to review it, and its review not to its author', () => {
    const one = ready('api', { mission: { accept } });
    expect(new Team([one], [search]).pass().changed).toMatchObject([{ state: { state: 'ready', because: 'nobody in its project may do it' } }]);
    expect(new Team([one]).pass().changed).toMatchObject([{ state: { lease: { by: cart.address } } }]);
    const pool = [seat('pay-1'), seat('pay-2')];
    const team = underReview({ state: { ...states.verifying, lease: { ...lease, by: 'member/shop/pay-1' } }, mission: { to: 'pay', accept: { ...accept, reviewBy: 'pay' } } }, pool);
    expect(team.record('api-review').state).toMatchObject({ state: 'assigned', lease: { by: 'member/shop/pay-2' } });
  });
});

describe('a review that comes to no outcome', () => {
  it('is given out anew with the lease of its member, and that is no rejection', () => {
    const team = underReview();
    team.does('api-review', { type: 'begin', epoch: 2 });
    team.seats = [cart, { ...search, epoch: 3, conversation: 'c-3' }];
    expect(said(team.pass())).toEqual(['api-review ready: "shop/search" was started again in another conversation, as launch 3', 'api-review assigned']);
    expect(team.record('api').state.state).toBe('reviewing');
  });

  it('leaves the mission where it is, and says what would help; asked for again, it goes on', () => {
    const team = underReview();
    team.does('api-review', { type: 'cancel', because: 'cancelled by a person' });
    expect(said(team.pass())).toEqual(['api reviewing: its review came to no outcome; coders mission retry shop/api-review asks for it again, and coders mission done shop/api takes it as it is']);
    team.does('api-review', { type: 'retry' });
    expect(said(team.pass())).toEqual(['api-review ready', 'api-review assigned']);
    expect(team.record('api').state).not.toHaveProperty('because');
  });

  it('is not taken for a rejection where its time is over', () => {
    const team = underReview();
    const silent = () => team.does('api-review', { type: 'fail', because: 'it was not done within 2h', counts: true });
    silent();
    team.put({ ...team.record('api-review'), state: { ...states.working, lease: { ...lease, by: search.address } } });
    silent();
    expect(team.record('api-review').state).toMatchObject({ state: 'failed' });
    expect(said(team.pass())[0]).toMatch(/^api reviewing: its review came to no outcome/);
  });

  it('can not be asked for where another mission has its name', () => {
    const team = new Team([record('api', { mission: { accept }, state: states.reviewing }), record('api-review', { mission: { origin: 'added' }, state: states.waiting })], []);
    expect(said(team.pass())[0]).toBe('api reviewing: its review can not be asked for, since another mission is called shop/api-review; coders mission done shop/api takes it as it is');
  });
});

describe('whoever decides otherwise', () => {
  it('a person, or who leads the project, takes it as it is or sends it back; its author does not', () => {
    const claimed = underReview();
    expect(claimed.does('api', { type: 'claim', claimant: { by: cart.address, epoch: 2, word: 'cart' } })).toBe('The mission "shop/api" is being reviewed, and "shop/cart" does not decide what it is worth: the mission "shop/api-review" does.');
    expect(claimed.does('api', { type: 'claim', claimant: person })).toBeUndefined();
    expect(claimed.record('api').state).toMatchObject({ state: 'done', reviewedBy: 'a person', commit: 'c0ffee' });
    expect(said(claimed.pass())).toEqual(['api-review failed: "shop/api" is not to be reviewed any more']);
    const rejected = underReview();
    rejected.does('api', { type: 'fail', claimant: person, because: 'No.', counts: true });
    expect(rejected.record('api')).toMatchObject({ state: { state: 'ready' }, tries: [{ result: 'failed' }] });
  });

  it('who reviews what was cancelled is told to stop', () => {
    const team = underReview();
    team.does('api-review', { type: 'begin', epoch: 2 });
    team.does('api', { type: 'cancel', because: 'Ann said so' });
    const { events, prompts } = team.pass();
    expect(said({ events } as Advance)).toEqual(['api-review failed: "shop/api" is not to be reviewed any more']);
    expect(prompts).toMatchObject([{ to: search.address, id: 'mission:shop/api-review:1:stop' }]);
  });

  it('an acceptance that asks for no review any more is met, and another reviewer is asked where the first has not begun', () => {
    const none = underReview();
    none.edit('api', undefined);
    expect(said(none.pass())).toEqual(['api done', 'api-review failed: "shop/api" is not to be reviewed any more']);
    const pm = seat('pm');
    const other = underReview({}, [cart, { ...search, state: 'away', because: 'its usage limit is reached' }, pm]);
    expect(other.record('api-review').state.state).toBe('ready');
    other.edit('api', 'pm');
    other.pass();
    expect(other.record('api-review')).toMatchObject({ mission: { to: 'pm' }, state: { state: 'assigned', lease: { by: pm.address } } });
  });
});
