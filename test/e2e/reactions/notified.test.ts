import { afterEach, expect, test } from 'vitest';
import type { RecordedEvent, TeamEvent } from '../../../src/state/event.ts';
import { ownSupervisor, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { receiver, type Answering, type Received } from '../../rig/receiver.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const running: OwnSupervisor[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.end();
});

/** One that is told of warnings, and is left alone at night; its supervisor on a clock of the test's. */
async function phone(startsAt: string, answering?: Answering): Promise<{ readonly own: OwnSupervisor; readonly received: readonly Received[]; happens(...events: TeamEvent[]): Promise<void>; notified(): readonly string[] }> {
  const { url, received } = await receiver(answering);
  const own = await ownSupervisor(`
notify:
  phone: {webhook: {url: "${url}/hunter2", json: {text: "{text}"}}, severity: warning, quiet_hours: 22:00-07:00, timezone: UTC, same_within: 10m}
defaults: {tool: command, command: [sleep, "86400"]}
projects: {web: {repo: repo, engineers: {a: {}, b: {}}}}
`, Date.parse(startsAt));
  running.push(own);
  return {
    own,
    received,
    async happens(...events) {
      own.store.append('shop', own.clock.now(), events);
      await own.supervisor.look();
      await own.supervisor.settled();
    },
    notified: () => own.store.events('shop').flatMap((event: RecordedEvent) => (event.type === 'notified' ? [`${event.state}: ${event.what}${event.because === undefined ? '' : ` (${event.because})`}`.replace(/127\.0\.0\.1:\d+/, 'HOST')] : [])),
  };
}

function held(name: string): TeamEvent {
  return { type: 'held', address: `member/web/${name}`, because: 'a test' };
}

function texts(received: readonly Received[]): readonly string[] {
  return received.map(({ body }) => (body as { readonly text: string }).text);
}

const hourMs = 3_600_000;

test('by day at once, and the same once; at night a digest in the morning, and an error at once', async () => {
  const { own, received, happens } = await phone('2026-11-21T21:00:00Z');
  await happens(held('a'));
  await waitUntil(() => received.length === 1, { what: 'the phone to be told' });
  await happens(held('a')); // the same
  await own.pass(11 * 60_000);
  await happens(held('a')); // the same, later
  await waitUntil(() => received.length === 2, { what: 'the phone to be told again' });
  await own.pass(hourMs);
  await happens(held('a'), held('b'), { type: 'quarantined', address: 'member/web/b', because: 'it crashed' });
  await waitUntil(() => received.length === 3, { what: 'the phone to be told of an error' });
  expect(texts(received).at(-1)).toBe('shop: web/b is quarantined\nit crashed');
  await own.pass(hourMs);
  expect(received).toHaveLength(3);
  await own.pass(8 * hourMs);
  await waitUntil(() => received.length === 4, { what: 'the digest' });
  expect(texts(received).at(-1)).toBe('shop: 2 things happened\n22:11 shop: web/a is held: a test\n22:11 shop: web/b is held: a test');
});

test('what does not arrive is tried again after growing pauses, told of once, and no secret is told', async () => {
  let status = 503;
  const { own, received, happens, notified } = await phone('2026-11-21T12:00:00Z', ({ path }) => ({ status, text: `no ${path} here` }));
  await happens(held('a'));
  for (const [tries, pauseMs] of [5000, 15_000, 45_000].entries()) {
    await waitUntil(() => own.store.reactions.errands('shop').some((errand) => errand.type === 'notify' && errand.tries === tries + 1), { what: `try ${tries + 1} to be noted` });
    await own.pass(pauseMs - 1);
    expect(received).toHaveLength(tries + 1);
    if (tries === 2) status = 200;
    await own.pass(1);
  }
  await waitUntil(() => notified().length === 2, { what: 'it to be told' });
  expect(notified()).toEqual(['late: shop: web/a is held (HOST answers 503: no … here)', 'sent: shop: web/a is held']);
  expect(own.store.reactions.errands('shop')).toEqual([]);
  status = 404;
  await happens(held('b'));
  await waitUntil(() => notified().length === 3, { what: 'it to be given up' });
  expect(notified().at(-1)).toBe('failed: shop: web/b is held (HOST answers 404: no … here)');
  expect(own.store.reactions.errands('shop')).toEqual([]);
});

test('a service that asks to be left alone is', async () => {
  let isBusy = true;
  const { own, received, happens, notified } = await phone('2026-11-21T12:00:00Z', () => (isBusy ? { status: 429, headers: { 'retry-after': '120' } } : undefined));
  await happens(held('a'));
  await waitUntil(() => notified().length === 1, { what: 'it to be late' });
  isBusy = false;
  await own.pass(119_000);
  expect(received).toHaveLength(1);
  await own.pass(1000);
  await waitUntil(() => notified().length === 2, { what: 'it to be told' });
});

test('a command that takes too long is ended, and who is nobody is told nothing; both are told of', async () => {
  const own = await ownSupervisor(`
on:
  member.held: [{command: [sh, -c, "echo begun; sleep 600"], timeout: 5s, message: {to: "{mission}", text: "{because}"}}]
defaults: {tool: command, command: [sleep, "86400"]}
projects: {web: {repo: repo, engineers: {a: {}}}}
`);
  running.push(own);
  own.store.append('shop', own.clock.now(), [held('a')]);
  await own.supervisor.look();
  await own.supervisor.settled();
  const became = () => own.store.events('shop').flatMap((event) => (event.type === 'reaction' ? [[event.did, event.state, event.because, event.output]] : []));
  await waitUntil(() => became().length === 2, { what: 'both to be told of' });
  expect(became()).toEqual([
    ['message to ', 'failed', 'nobody of that name is in the team', undefined],
    ['command sh -c echo begun; sleep 600', 'failed', 'it still runs after 5s, and is ended', 'begun\n'],
  ]);
});
