import { describe, expect, test } from 'vitest';
import { ownSupervisor, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { readDocument } from '../cli/documents.ts';

const minuteMs = 60_000;

const manifest = `
defaults: {tool: demo}
orchestrator: {checkins: [{name: rounds, every: 30m, note: Go your rounds., when_changed: true}]}
projects:
  web:
    repo: repo
    pm: {checkins: [{name: hourly, every: 1h, note: Look at the engineers.}]}
    engineers:
      a: {}
`;

/** What the demo agent of a member was told so far, of one check-in. */
async function told({ team }: OwnSupervisor, seat: string, name: string): Promise<string[]> {
  return (await team.conversation(seat)).flatMap((row) => (row.type === 'user' && row.text.startsWith(`Check-in ${name}`) ? [row.text] : []));
}

function comes(own: OwnSupervisor, seat: string, name: string, times: number): Promise<unknown> {
  return waitUntil(async () => (await own.pass(0), (await told(own, seat, name)).length >= times), { what: `check-in ${name} of ${seat}, ${times} times` });
}

/** Whether a member's latest check-in is acknowledged. */
function isThrough(own: OwnSupervisor, address: string): Promise<unknown> {
  return waitUntil(async () => (await own.pass(0), own.store.checkins.find('shop', address)?.saying?.endedAt !== undefined), { what: `${address} to be through` });
}

/** On this clock nothing wakes the supervisor when a turn ends: who is to be told something rests before. */
async function rest({ team }: OwnSupervisor): Promise<void> {
  for (const seat of ['orchestrator', 'web/pm', 'web/a']) {
    await waitUntil(async () => (await team.conversation(seat)).at(-1)?.type === 'turn-end', { what: `the turn of ${seat} to end` });
    await team.saysItIs(seat, 'idle');
  }
}

describe('check-ins over a night, on a clock that goes when it is told to', () => {
  test('come at their times with what the runner measured, skip where nothing is new, and catch up once after a sleep', async () => {
    const own = await ownSupervisor(manifest);
    await own.team.repository.commit({ 'cart.txt': 'x' }, own.team.worktree('a'));
    await rest(own);
    await own.pass(60 * minuteMs - 10_000);
    expect(await told(own, 'web/pm', 'hourly'), 'before its time').toEqual([]);
    await own.pass(20_000);
    await comes(own, 'web/pm', 'hourly', 1);
    const [text = ''] = await told(own, 'web/pm', 'hourly');
    expect(text).toMatch(/^Check-in hourly, due \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\.\n\nLook at the engineers\.\n\nWhat they do:\n {2}web\/a: idle/);
    expect(text).toMatch(/Last commits:\n {2}web\/a: [0-9a-f]{7,} .+ \(.+ ago\)/);
    await isThrough(own, 'checkin/web/pm/hourly');
    await comes(own, 'orchestrator', 'rounds', 1);

    // Three days of sleep: one for all of the times, and the orchestrator, of whose people nothing is new, at most one.
    await rest(own);
    await own.pass(3 * 24 * 60 * minuteMs);
    await comes(own, 'web/pm', 'hourly', 2);
    expect((await told(own, 'web/pm', 'hourly'))[1]).toMatch(/, for \d\d times together\./);
    await isThrough(own, 'checkin/web/pm/hourly');
    for (let look = 0; look < 3; look += 1) await own.pass(5000);
    expect(await told(own, 'web/pm', 'hourly')).toHaveLength(2);

    // What the clock does is no reason to say it again.
    own.clock.setBack(10 * 60 * minuteMs);
    await own.pass(9 * 60 * minuteMs);
    expect(await told(own, 'web/pm', 'hourly')).toHaveLength(2);

    const { checkins } = readDocument<{ checkins: { id: string; runs: { result: string; receipt?: string; because?: string }[] }[] }>('checkins', await own.team.succeed('checkins', '--json'));
    expect(checkins.map(({ id }) => id)).toEqual(['rounds', 'hourly']);
    expect(checkins[1]!.runs).toMatchObject([{ result: 'said', receipt: 'acknowledged', times: 1 }, { result: 'said', receipt: 'acknowledged' }]);
    expect(await own.team.succeed('checkins')).toMatch(/web\/pm {2}hourly {2}every 1h\n {4}note {5}.*\n {4}next {5}.*\n {4}told {5}due .*: acknowledged: /);
    expect(await own.team.succeed('plan'), 'how far they have come is no change').toContain('No changes.');
  });
});
