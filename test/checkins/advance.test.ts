import { describe, expect, it } from 'vitest';
import { advance, type CheckinMoved } from '../../src/checkins/advance.ts';
import type { CheckinWorld } from '../../src/checkins/world.ts';
import type { MemberStatus } from '../../src/health/member-status.ts';
import { usualCheckin } from '../../src/manifest/checkin.ts';
import { newCheckin } from '../../src/schedule/checkin-record.ts';
import type { Checkin, CheckinRecord } from '../../src/state/checkin.ts';
import type { Receipt } from '../../src/state/message.ts';

const start = Date.parse('2026-11-21T20:00Z');
const minute = 60_000;
const pm = { address: 'member/shop/pm', seat: 'pm', tool: 'demo', model: 'sonnet', role: 'analyst', directory: '/work' } as const;
const checkin = (more: Partial<Checkin> = {}): Checkin => ({ ...usualCheckin, address: 'checkin/shop/pm/hourly', member: pm.address, origin: 'manifest', trigger: { everyMs: 60 * minute }, timezone: 'UTC', note: 'Look.', template: 'Check-in {checkin}, due {due}{late}.\n\nYour conversation was cut short since the last check-in. {role}\n\n{note}\n\n{facts}', ...more });
const idle: MemberStatus = { member: pm, status: 'idle', attended: false, epoch: 1 };
const typed = { epoch: 1, hands: '', recordEnd: { path: '', bytes: 0 } };

/** A member that nothing happens to, and facts that stay the same. */
function world(minutes: number, more: Partial<CheckinWorld> = {}): CheckinWorld {
  return { now: start + minutes * minute, keptSince: start, status: idle, role: 'You are the PM.', receipts: () => [], facts: { texts: { facts: 'All is well.', failing: 'none' }, essence: 'a' }, ...more };
}

/** Look after look, each on what the one before left. */
function looks(record: CheckinRecord, ...worlds: readonly CheckinWorld[]): readonly CheckinMoved[] {
  const moved: CheckinMoved[] = [];
  for (const one of worlds) moved.push(advance(moved.at(-1)?.record ?? record, one));
  return moved;
}

const acknowledged = (minutes: number) => (): readonly Receipt[] => [{ state: 'typing', at: start + (minutes - 0.1) * minute, ...typed }, { state: 'acknowledged', at: start + minutes * minute, by: 'its record' }];
const said = ({ prompts }: CheckinMoved) => prompts.map(({ id }) => id);

describe('a check-in', () => {
  it('is told at its time, with the facts, and is looked at again at the next', () => {
    const [before, at, twice] = looks(newCheckin(checkin(), start), world(59), world(60), world(60, { receipts: acknowledged(60) }));
    expect(before).toMatchObject({ prompts: [], nextAt: start + 60 * minute });
    expect(at!.prompts).toEqual([{ id: 'checkin/shop/pm/hourly:2026-11-21T21:00:00.000Z', to: pm.address, when: 'idle', text: 'Check-in hourly, due 2026-11-21 21:00 UTC.\n\nLook.\n\nAll is well.' }]);
    expect(at!.events).toEqual([{ type: 'checkin', address: 'checkin/shop/pm/hourly', state: 'told', due: start + 60 * minute }]);
    expect(twice).toMatchObject({ prompts: [], events: [], nextAt: start + 120 * minute, record: { lookAt: start + 120 * minute } });
  });

  it('has no times from while the team was down, and says so where it comes once', () => {
    const up = world(90, { keptSince: start + 90 * minute });
    const [often] = looks(newCheckin(checkin(), start), up);
    expect(often).toMatchObject({ prompts: [], events: [], nextAt: start + 120 * minute });
    const once = newCheckin(checkin({ address: 'checkin/shop/pm/@1', origin: 'added', trigger: { at: start + 60 * minute } }), start);
    const [told, again] = looks(once, up, up);
    expect(told).toMatchObject({ prompts: [], events: [{ state: 'skipped', due: start + 60 * minute, because: 'the team was down' }], record: { runs: [{ result: 'skipped', because: 'the team was down' }] } });
    expect(told!.record).not.toHaveProperty('lookAt');
    expect(again).toMatchObject({ prompts: [], events: [] });
    expect(said(looks(once, world(90))[0]!), 'late rather than never, where only the supervisor did not run').toHaveLength(1);
  });

  it('has the facts where its note says so, and not twice', () => {
    const [at] = looks(newCheckin(checkin({ note: 'Failing: {failing}. {{this}} {other}' }), start), world(60));
    expect(at!.prompts[0]!.text).toBe('Check-in hourly, due 2026-11-21 21:00 UTC.\n\nFailing: none. {this} {other}');
  });

  it('waits for the end of a turn, and then has the facts of then', () => {
    const working = { status: { ...idle, status: 'working' as const } };
    const [at, later] = looks(newCheckin(checkin(), start), world(60, working), world(65, { facts: { texts: { facts: 'A test fails.' }, essence: 'b' } }));
    expect(at).toMatchObject({ prompts: [], awaitsTurn: true, record: { waiting: [{ slot: start + 60 * minute }] } });
    expect(later!.prompts[0]!.text).toContain('due 2026-11-21 21:00 UTC, 5m ago.');
    expect(later!.prompts[0]!.text).toContain('A test fails.');
    for (const status of ['working', 'unknown'] as const) expect(looks(newCheckin(checkin({ only: 'any' }), start), world(60, { status: { ...idle, status } }))[0]!.prompts).toMatchObject([{ when: 'next-turn' }]);
    expect(said(looks(newCheckin(checkin(), start), world(60, { status: { ...idle, status: 'unknown' } }))[0]!)).toEqual([]);
  });

  it.each<[Checkin['overlap'], number]>([['skip', 0], ['queue', 1], ['coalesce', 1]])('never stands twice in the queue of a member that works (%s)', (overlap, after) => {
    const working = (number: number): Partial<CheckinWorld> => ({ status: { ...idle, status: 'working', turn: { number, prompt: 'p', at: start } }, receipts: acknowledged(60) });
    const { facts: _, ...unmeasured } = world(120, working(4)); // nobody measures what is not told
    const [first, second, third, ended] = looks(newCheckin(checkin({ only: 'any', overlap }), start), world(60, working(4)), unmeasured, world(180, working(4)), world(181, working(5)));
    expect([first, second, third].map((one) => said(one!).length)).toEqual([1, 0, 0]);
    expect(second).toMatchObject({ awaitsTurn: overlap !== 'skip', nextAt: start + 180 * minute });
    expect(third!.record.runs.filter(({ result }) => result === 'skipped')).toMatchObject(overlap === 'skip' ? [{ because: 'the one before is not through yet', times: 2 }] : []);
    expect(said(ended!)).toHaveLength(after);
  });

  it.each<[string, Partial<MemberStatus>]>([
    ['waits for an answer', { status: 'waiting' }], ['is at its limit', { status: 'limited' }], ['has ended', { status: 'exited' }], ['starts', { status: 'starting' }],
    ['is held', { care: { address: pm.address, crashes: [], hold: { at: 0, because: 'x' } } }], ['is in quarantine', { care: { address: pm.address, crashes: [], quarantine: { at: 0, because: 'x' } } }],
  ])('is not told to a member that %s', (_, more) => {
    for (const only of ['idle', 'any'] as const) expect(said(looks(newCheckin(checkin({ only }), start), world(60, { status: { ...idle, ...more } }))[0]!)).toEqual([]);
  });

  it('catches up only within its times of day', () => {
    const night = newCheckin(checkin({ between: '20:30-21:30' }), start);
    const [outside, inside] = looks(night, world(120), world(24 * 60 + 31));
    expect(outside).toMatchObject({ prompts: [], nextAt: start + (24 * 60 + 30) * minute });
    expect(said(inside!)).toEqual(['checkin/shop/pm/hourly:2026-11-21T21:00:00.000Z']);
  });

  it('is said again until it is through, as one message; an hour later the next may come', () => {
    const queued = (): readonly Receipt[] => [{ state: 'queued', at: start }];
    const record = newCheckin(checkin({ trigger: { everyMs: 30 * minute }, overlap: 'queue' }), start);
    const moved = looks(record, world(30), world(31, { receipts: queued }), world(60, { receipts: queued }), world(91, { receipts: queued }));
    expect(moved.map(({ withdrawn }) => withdrawn)).toEqual([[], [], [], ['checkin/shop/pm/hourly:2026-11-21T20:30:00.000Z']]);
    expect(moved.map(said)).toEqual([['checkin/shop/pm/hourly:2026-11-21T20:30:00.000Z'], ['checkin/shop/pm/hourly:2026-11-21T20:30:00.000Z'], ['checkin/shop/pm/hourly:2026-11-21T20:30:00.000Z'], ['checkin/shop/pm/hourly:2026-11-21T21:00:00.000Z']]);
  });

  it('with nothing new is not told where it asks for news', () => {
    const [first, second, third] = looks(newCheckin(checkin({ whenChanged: true }), start), world(60), world(120, { receipts: acknowledged(60) }), world(180, { receipts: acknowledged(60), facts: { texts: {}, essence: 'b' } }));
    expect([said(first!).length, said(second!).length, said(third!).length]).toEqual([1, 0, 1]);
    expect(second!.events).toMatchObject([{ state: 'skipped', because: 'nothing is new since the last time' }]);
  });

  it('says who the member is where its conversation was cut short: launched again, or compacted', () => {
    const context = (used: number) => ({ ...idle, context: { used, window: 200_000 } });
    const texts = (...statuses: readonly MemberStatus[]) => looks(newCheckin(checkin(), start), ...statuses.map((status, index) => world(60 * (index + 1), { status, receipts: acknowledged(60 * (index + 1)) }))).map(({ prompts }) => prompts[0]?.text.includes('\n\nYour conversation was cut short since the last check-in. You are the PM.\n\n'));
    expect(texts(idle, idle)).toEqual([false, false]);
    expect(texts(idle, { ...idle, epoch: 2 })).toEqual([false, true]);
    expect(texts(context(150_000), context(30_000), context(40_000))).toEqual([false, true, false]);
  });
});

describe('an answer', () => {
  const asked = newCheckin(checkin({ answerWithinMs: 20 * minute, to: 'parent' }), start);
  const superior = 'member/orchestrator';
  const receipts = acknowledged(60.5);
  const turn = (more: object) => ({ ...idle, turn: { number: 1, prompt: '', at: start + 60.5 * minute, ...more } });

  it('that is there in time is read', () => {
    const [, , answered, later] = looks(asked, world(60), world(61, { receipts, superior, status: turn({}) }), world(65, { receipts, superior, status: turn({ endedAt: start + 62 * minute }) }), world(100, { receipts, superior }));
    expect(answered!.events).toMatchObject([{ state: 'answered' }]);
    expect([...answered!.prompts, ...later!.prompts]).toEqual([]);
  });

  it('that is missing is told to the superior, once', () => {
    const slow = { receipts, superior, status: turn({}) };
    const [, , due, again] = looks(asked, world(60), world(61, slow), world(80.6, slow), world(90, slow));
    expect(looks(asked, world(60), world(61, slow))[1]).toMatchObject({ nextAt: start + 80.5 * minute });
    expect(due!.events).toMatchObject([{ state: 'unanswered' }]);
    expect(due!.prompts).toMatchObject([{ id: 'checkin/shop/pm/hourly:2026-11-21T21:00:00.000Z:unanswered', to: superior, when: 'idle' }]);
    expect(due!.prompts[0]!.text).toMatch(/^shop\/pm has not answered its check-in hourly, due 2026-11-21 21:00 UTC, within 20m\./);
    expect(again).toMatchObject({ prompts: [], events: [] });
  });

  it('to a check-in that did not arrive is missing, too: who it reports to hears of it', () => {
    const failed = (): readonly Receipt[] => [{ state: 'typing', at: start + 60 * minute, ...typed }, { state: 'failed', at: start + 61 * minute, reason: 'a person took the text out of the input box' }];
    const other = { receipts: failed, superior, status: turn({ endedAt: start + 70 * minute }) };
    const [, , due] = looks(asked, world(60), world(62, other), world(81, other));
    expect(due).toMatchObject({ events: [{ state: 'unanswered' }], prompts: [{ to: superior }] });
  });

  it('that nobody can know of is nobody\'s fault; one that has died has given none', () => {
    const after = (status: MemberStatus) => looks(asked, world(60), world(61, { receipts, superior, status }), world(90, { receipts, superior, status }))[2]!;
    expect(after(idle)).toMatchObject({ prompts: [], events: [{ state: 'unknown' }] });
    expect(after({ ...idle, status: 'exited' })).toMatchObject({ prompts: [{ to: superior }] });
  });
});
