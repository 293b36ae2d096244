import { beforeAll, describe, expect, test } from 'vitest';
import { eventPhrase } from '../../src/cli/reporters/events.ts';
import { calledBy } from '../../src/post/seat.ts';
import { seatIn } from '../../src/state/address.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import { person } from '../../src/state/mail.ts';
import { VirtualNight } from '../rig/virtual-night.ts';

const minuteMs = 60_000;
const startsAt = Date.parse('2025-01-15T21:45:00Z');
const endsAt = Date.parse('2025-01-16T06:00:00Z');

const manifest = `
defaults: {tool: demo}
orchestrator:
  directory: .
  checkins: [{name: hourly, cron: "0 * * * *", timezone: UTC, note: "Hand out what is next.\\ndemo: run sh TEAM/hand-out.sh"}]
projects:
  store:
    repo: repo
    branch_prefix: store/
    pm: {checkins: [{name: rounds, every: 30m, note: "Tell what stands.\\ndemo: run sh TEAM/report.sh store"}]}
    engineers:
      cart: {}
      search: {checkins: [{name: asked, cron: "30 * * * *", timezone: UTC, note: "Where are you?\\ndemo: think 20h", answer_within: 20m, to: parent}]}
  api:
    repo: repo
    branch_prefix: api/
    pm: {worktree: {path: api-pm}, checkins: [{name: rounds, every: 30m, note: "Tell what stands.\\ndemo: run sh TEAM/report.sh api"}]}
    engineers:
      core: {talks_to: [store/cart]}
      load: {checkins: [{name: measured, cron: "30 1 * * *", timezone: UTC, note: "Measure it.\\ndemo: run sh TEAM/storm.sh"}]}
`;

const next = (what: string) => `n=$(($(cat TEAM/${what} 2>/dev/null || echo 0) + 1)); echo $n > TEAM/${what}\n`;

const scripts = {
  'hand-out.sh': `${next('tasks')}case $((n % 2)) in 1) project=store;; *) project=api;; esac
coders message send $project/pm "Task $n: add page $n.
demo: run sh TEAM/pass-on.sh $project $n" --type handoff
[ $n -lt 9 ] || exec coders message send person "$n tasks are handed out."\n`,
  'pass-on.sh': `case $1 in
store) exec coders message send cart "Add page $2.
demo: append pages.txt | page $2
demo: commit Add page $2
demo: run sh TEAM/done.sh $2" --type handoff;;
*) exec coders message send core "Add page $2.
demo: dance on page $2
demo: run sh TEAM/nonsense.sh $2" --type handoff;;
esac\n`,
  'done.sh': 'exec coders message send pm "Page $1 is committed." --type task-complete\n',
  'nonsense.sh': `coders message send orchestrator "I am the walrus, $1 times."
coders message send store/cart "Do you like fish? Page $1."
exec coders message send pm "Fish, page $1, fish."\n`,
  'report.sh': `${next('reports-$1')}case $1 in store) branch=store/cart;; *) branch=api/core;; esac
exec coders message send orchestrator "Report $n of $1: $(git -C TEAM/repo rev-list --count main..$branch) committed."\n`,
  'storm.sh': `coders message send pm "It burns!"; coders message send pm "It burns!"
for second in 1 2 3 4 5 6 7 8 9 10 11 12; do coders message send pm "It burns for $second s!"; done\n`,
};

let night: VirtualNight;

beforeAll(async () => {
  night = await VirtualNight.begin({ manifest, scripts, startsAt, sleeps: ['member/store/search'] });
});

/** How far a text or an agent is at this or that moment depends on when somebody looks: what came of it stands in mails and check-ins. */
const momentary: ReadonlySet<RecordedEvent['type']> = new Set(['health', 'message', 'ready']);

/** Member by member, since several are at work at once; what one did stands in its order. */
function journalOf(events: readonly RecordedEvent[]): string {
  const lines = events.filter(({ type }) => !momentary.has(type)).map((event) => ({ who: actorOf(event), text: `  ${lineOf(event)}` }));
  return lines.sort((one, other) => (one.who < other.who ? -1 : one.who > other.who ? 1 : 0)).map(({ text }) => text).join('\n');
}

function actorOf(event: RecordedEvent): string {
  if (event.type === 'mail') return calledBy(event.from);
  const seat = 'address' in event ? seatIn(event.address) : '';
  return event.type === 'checkin' ? seat.replace(/\/[^/]+$/, '') : seat;
}

/** Without the seconds of times, which are those of the machine that runs the test, and without names that are drawn. */
function lineOf(event: RecordedEvent): string {
  if (event.type === 'mail') return mailLine(event);
  const who = 'address' in event ? [seatIn(event.address)] : [];
  return [...who, eventPhrase(event)].join('  ').replace(/(T\d\d:\d\d):[\d.]+Z/g, '$1Z').replace(/, as [a-z0-9]+$/, ', as …');
}

function mailLine(event: Extract<RecordedEvent, { type: 'mail' }>): string {
  const { text } = night.own.store.mails.find('shop', event.mail)!;
  return `${calledBy(event.from)}  ${eventPhrase({ ...event, mail: '…' })}: “${text.split('\n')[0]}”, ${arrivals(event.mail).join(', ')}`;
}

/** How each reader's copy ended. */
function arrivals(mail: string): readonly string[] {
  const { store } = night.own;
  return store.mails.copies('shop', mail).map(({ to, prompt }) => {
    if (to === person) return 'in the inbox';
    return prompt === undefined ? 'waits' : String(store.messages.receipts(`shop/${prompt}`).at(-1)?.state);
  });
}

async function passTheNight(): Promise<string> {
  const { store } = night.own;
  const journal: string[] = [];
  let seen = store.latestEvent();
  for (let time = startsAt + 16 * minuteMs; time <= endsAt + minuteMs; time += 15 * minuteMs) {
    await night.passTo(time);
    const text = journalOf(store.events('shop').filter(({ id }) => id > seen));
    seen = store.latestEvent();
    if (text !== '') journal.push(`${new Date(time).toISOString().slice(11, 16)}\n${text}\n`);
  }
  return journal.join('\n');
}

test('eight hours of a team of three tiers: asked by the clock, reports go up, tasks go down', async () => {
  const beganAt = performance.now();
  const journal = await passTheNight();
  console.log(`The night took ${((performance.now() - beganAt) / 1000).toFixed(1)} s.`);
  await expect(journal).toMatchFileSnapshot('night.journal.txt');
}, 300_000); // what it waits for has deadlines of its own

describe('in the morning', () => {
  test('each page that was asked for is committed once, in the order of the night', async () => {
    expect(await night.own.team.repository.git(['log', '--reverse', '--format=%s', 'main..store/cart'])).toBe('Add page 1\nAdd page 3\nAdd page 5\nAdd page 7\nAdd page 9');
  });

  test('each report has come to the orchestrator once', async () => {
    const told = (await night.told('orchestrator', 'Report ')).join('\n');
    const reports = told.match(/Report \d+ of \w+/g) ?? [];
    expect(reports).toHaveLength(32);
    expect(new Set(reports).size).toBe(32);
  });

  test('of the one that sleeps its PM was told once, and nothing was typed into its turn', async () => {
    expect(await night.told('store/pm', 'store/search has not answered its check-in asked')).toHaveLength(1);
    expect(await night.told('store/search', 'Check-in asked')).toHaveLength(1);
  });

  test('nonsense stays with those whom its author may write to, and its PM has it as words that nobody checked', async () => {
    expect(await night.told('orchestrator', 'walrus')).toEqual([]);
    expect((await night.told('api/pm', 'Fish, page 2, fish.')).length).toBeGreaterThan(0);
    expect((await night.told('api/pm', 'Check-in rounds')).at(-1)).toMatch(/in their own words, which nobody checked:[^]*api\/core: /);
  });

  test('of the storm ten came through, and nobody else was kept from its check-ins', async () => {
    const told = (await night.told('api/pm', 'It burns')).filter((text) => text.startsWith('Message ')).join('\n');
    expect(told.match(/It burns/g)).toHaveLength(10);
    expect(await night.told('api/pm', 'Check-in rounds')).toHaveLength(16);
    expect(await night.told('orchestrator', 'Check-in hourly')).toHaveLength(9);
  });
});
