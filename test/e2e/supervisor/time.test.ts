import { describe, expect, test } from 'vitest';
import { ownSupervisor, superviseHere, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { testTeam } from '../../rig/team.ts';
import { VirtualClock } from '../../rig/virtual-clock.ts';
import { messageOf } from '../../../src/supervisor/messenger.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const minuteMs = 60_000;

const team = (member: string, rest = ''): string => `
${rest}
defaults: {tool: demo}
orchestrator: {}
projects:
  web:
    repo: repo
    pm: {}
    engineers:
      a: ${member}
`;

/** What the demo agent of a member was told so far. */
async function told({ team: own }: OwnSupervisor, seat: string): Promise<string[]> {
  return (await own.conversation(seat)).flatMap((row) => (row.type === 'user' ? [row.text] : []));
}

/** These have met their limit before the first look: on a clock that stands still no other comes by itself. */
async function ofLimited(text: string, ...seats: readonly string[]): Promise<OwnSupervisor> {
  const own = await testTeam();
  await own.write(text);
  await own.succeed('apply');
  for (const seat of seats) await waitUntil(async () => (await own.conversation(seat)).some(({ type }) => type === 'limit'), { what: `the limit of ${seat}` });
  return superviseHere(own, new VirtualClock());
}

const living = async ({ team: own }: OwnSupervisor): Promise<string[]> => (await own.panes()).filter(({ dead }) => !dead).map(({ name }) => name).sort();

describe('a supervisor over a night, on a clock that goes when it is told to', () => {
  test('working hours: down at their end, and up again with the same conversations', async () => {
    const night = new Date();
    night.setUTCHours(23, 30, 0, 0);
    const own = await ownSupervisor(team('{}', 'schedule: {start: "0 22 * * *", stop: "0 7 * * *", timezone: UTC, on_stop: down}'), night.getTime());
    const conversations = async () => Object.fromEntries((await own.team.panes()).map(({ name, tag }) => [name, tag!.conversation]));
    const before = await conversations();
    expect(Object.keys(before)).toHaveLength(3);
    await Promise.all(Object.keys(before).map((seat) => own.team.saysItIs(seat, 'idle'))); // whoever works is waited for, by looks that this clock brings
    await own.pass(7.5 * 60 * minuteMs - 1);
    expect(await living(own)).toHaveLength(3);
    await own.pass(1);
    await waitUntil(async () => (await own.pass(0), (await living(own)).length === 0), { what: 'the morning' });
    expect(own.store.events('shop').filter(({ type }) => type === 'held')).toEqual([]);
    await own.pass(15 * 60 * minuteMs);
    await waitUntil(async () => (await own.pass(0), (await living(own)).length === 3), { what: 'the next night' });
    expect(await conversations()).toEqual(before);
  });

  test('parked outside of its hours: its agents stay, and one that ends is not started again before', async () => {
    const elsewhere = (new Date().getUTCMonth() + 6) % 12 + 1;
    const own = await ownSupervisor(team('{}', `schedule: {start: "0 0 1 ${elsewhere} *", stop: "0 0 2 ${elsewhere} *", timezone: UTC}`));
    expect(await living(own)).toHaveLength(3);
    await own.sees('paused');
    process.kill((await own.team.pane('web/a')).pid, 'SIGKILL');
    await own.sees('ended', 'member/web/a');
    await own.pass(10 * minuteMs);
    expect(await living(own)).toHaveLength(2);
  });

  test('ttl: the team ends, its conversations stay, and nobody keeps it', async () => {
    const own = await ownSupervisor(team('{}', 'ttl: 12h'));
    await own.pass(12 * 60 * minuteMs - 5000);
    expect(await living(own)).toHaveLength(3);
    await own.pass(5000);
    await waitUntil(async () => (await own.pass(1000), (await living(own)).length === 0), { what: 'the end' });
    await own.sees('let-go');
    expect(own.store.keptTeams()).toEqual([]);
    expect(own.supervisor.teams).toEqual([]);
    expect(own.store.launches('shop').every(({ conversation }) => conversation !== undefined)).toBe(true);
  });

  test('a crash loop: none before its pause is over, then at once', async () => {
    const own = await ownSupervisor(team('{restart: {max: 9, window: 1d, backoff: 1m..5m}}'));
    const end = async (epoch: number) => {
      process.kill((await own.team.pane('web/a')).pid, 'SIGKILL');
      await waitUntil(async () => (await own.pass(0), own.store.cares('shop').some(({ address, judged }) => address === 'member/web/a' && judged === epoch)), { what: `end ${epoch} to be judged` });
    };
    const runs = async () => (await living(own)).includes('web/a');
    await end(1);
    await waitUntil(async () => (await own.pass(0), runs()), { what: 'the first start' });
    for (const [index, minutes] of [1, 2, 4, 5, 5].entries()) {
      await end(index + 2);
      await own.pass(minutes * minuteMs - 1);
      expect(await runs(), `within ${minutes}m`).toBe(false);
      await own.pass(1);
      await waitUntil(async () => (await own.pass(0), runs()), { what: `the start after ${minutes}m` });
    }
  });

  test('stuck: asked, its PM told, started again with its conversation, then left to a person', async () => {
    const own = await ownSupervisor(team('{stuck_after: 20m, brief: "demo: think 23h"}'));
    await own.team.saysItIs('web/a', 'working');
    const before = await own.team.pane('web/a');
    const steps = async () => own.store.events('shop').flatMap((event) => (event.type === 'stuck' ? [event.done] : []));
    await own.pass(21 * minuteMs);
    expect(await steps()).toEqual(['it was asked whether it is']);
    await own.pass(21 * minuteMs);
    expect(await steps()).toHaveLength(2);
    await waitUntil(async () => (await told(own, 'web/pm')).some((text) => text.includes('web/a has shown no sign of life')), { what: 'the PM to be told' });
    await own.pass(21 * minuteMs);
    await waitUntil(async () => (await own.pass(0), (await own.team.pane('web/a')).tag!.epoch === 2), { what: 'the restart' });
    expect((await own.team.pane('web/a')).tag!.conversation).toBe(before.tag!.conversation);
  });

  test('a usage limit parks, is no crash, and ends when it said it would', async () => {
    const own = await ofLimited(team('{args: [--persona, limit=3600000], brief: "Begin."}'), 'web/a');
    const parked = await own.sees('parked', 'member/web/a');
    expect(parked.until).toBeGreaterThan(own.clock.now());
    expect(await own.team.succeed('status')).toContain('parked until');
    await own.pass(61 * minuteMs);
    await own.sees('woken', 'member/web/a');
    expect(own.store.events('shop').filter(({ type }) => ['ended', 'quarantined', 'held'].includes(type))).toEqual([]);
    expect((await own.team.pane('web/a')).tag!.epoch).toBe(1);
  });

  test('a usage limit of which nobody knows the end is tried after a while, by one member of the account', async () => {
    const own = await ofLimited(team('{count: 2, args: [--persona, limit], brief: "Begin."}'), 'web/a-1', 'web/a-2');
    for (const seat of ['web/a-1', 'web/a-2']) expect((await own.sees('parked', `member/${seat}`)).until).toBeUndefined();
    await own.pass(14 * minuteMs);
    expect((await told(own, 'web/a-1')).filter((text) => text.includes('Go on'))).toEqual([]);
    await own.pass(2 * minuteMs);
    await waitUntil(async () => (await told(own, 'web/a-1')).some((text) => text.includes('Go on where you stopped')), { what: 'the try' });
    const wakes = () => own.store.messages.ofTeam('shop', 50).filter(({ message: { id } }) => id.startsWith('shop/wake-'));
    await waitUntil(() => wakes()[0]!.receipts.some(({ state }) => state === 'acknowledged'), { what: 'what tells that it was told' });
    const tries = wakes();
    expect(tries[0]!.message.to).toBe('member/web/a-1');
    const acknowledgedAt = tries[0]!.receipts.find(({ state }) => state === 'acknowledged')?.at ?? Infinity;
    expect(tries.slice(1).filter(({ message: { at } }) => at < acknowledgedAt)).toEqual([]);
    expect((await own.team.pane('web/a-1')).tag!.epoch).toBe(1);
  });

  test('what was decided to be said is said, also by the next supervisor', async () => {
    const own = await ownSupervisor(team('{}'));
    await own.team.saysItIs('web/a', 'idle');
    await own.supervisor.stop();
    own.store.messages.enqueue(messageOf('shop', { id: 'go-on-member/web/a-1', to: 'member/web/a', when: 'idle', text: 'Go on, then.' }, own.clock.now()));
    await own.supervisor.look();
    await waitUntil(async () => (await told(own, 'web/a')).includes('Go on, then.'), { what: 'the prompt of the one before' });
  });

  test('the machine slept for three days: nobody is taken for stuck or crashed because of it', async () => {
    const own = await ownSupervisor(team('{}'));
    for (const seat of await living(own)) await own.team.saysItIs(seat, 'idle'); // a first turn of three days would be stuck
    await own.pass(3 * 24 * 60 * minuteMs);
    await own.pass(10 * minuteMs);
    expect(await living(own)).toHaveLength(3);
    expect(own.store.events('shop').filter(({ type }) => ['ended', 'quarantined', 'held', 'stuck'].includes(type))).toEqual([]);
  });
});
