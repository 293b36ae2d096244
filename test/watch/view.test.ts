import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/util/display-width.ts';
import { emptyState, moved, withHappenings, withSights, type WatchState } from '../../src/watch/state.ts';
import { painted, textOf } from '../../src/watch/styled-line.ts';
import { viewOf, type Size } from '../../src/watch/view.ts';
import { happenings, member, minute, noMissions, now, shop, team, withMission } from './sights.ts';

const state = withHappenings(withSights(emptyState, [shop, team('old', [member('orchestrator', { status: 'exited', detail: 'not started' })])]), happenings);

function shown(seen: WatchState, size: Size): string {
  return viewOf(seen, size, now).map((line) => textOf(line).trimEnd()).join('\n');
}

test('on 80 × 24', () => {
  expect(shown(moved(state, 2), { columns: 80, rows: 24 })).toMatchInlineSnapshot(`
    "coders watch  2 teams, 6 members, 1 waiting, 1 limited, 2 exited, 1 working, 1 …
      MEMBER                STATUS    SINCE     TOKENS  DOING
    shop  applied 1h 30m ago
      orchestrator          idle      3m
      ├─ store/pm           waiting   9m                a permission: npm test
    ▸ │  ├─ cart            working   2m           12k  turn 4: Add the cart endpoi…
      │  └─ search          exited                      held: a person closed its w…
      ├─ site/日本語の部屋  limited   1h 1m             parked, for 30m more
      └─ site/pay           exited                      quarantined: it crashed 5 t…
    old  down
    ── Events, the last of store/cart 1h 29m ago: launch 1 started, a new conversat…
     1h 30m ago  shop  apply began, with 12 steps
     1h 29m ago  shop  store/cart  launch 1 started, a new conversation: not starte…
         9m ago  shop  store/pm  now waiting (a permission: npm test)
         1m ago  shop  store/search  held: a person closed its window








    ↑↓ move  enter attach  s send  h hold  r restart  w why  ? help  q quit"
  `);
});

test('what keeps a team from going on stands first behind its name', () => {
  const lost = withSights(emptyState, [team('shop', [member('orchestrator')], { troubles: ['without its Redis', 'nothing is heard of beta'], missions: { counts: { ...noMissions, ready: 1 }, byMember: new Map() } })]);
  expect(shown(lost, { columns: 100, rows: 12 })).toContain('shop  applied 1h 30m ago  without its Redis  nothing is heard of beta  missions: 1 ready');
});

test('on 300 columns, with the last event of each beside it', () => {
  expect(shown(moved(state, 2), { columns: 300, rows: 14 })).toMatchInlineSnapshot(`
    "coders watch  2 teams, 6 members, 1 waiting, 1 limited, 2 exited, 1 working, 1 idle, 1 held
      MEMBER ↓1             STATUS    SINCE     TOKENS  DOING                                                                                                                       LAST EVENT
    shop  applied 1h 30m ago
      orchestrator          idle      3m
      ├─ store/pm           waiting   9m                a permission: npm test                                                                                                      9m ago: now waiting (a permission: npm test)
    ▸ │  ├─ cart            working   2m           12k  turn 4: Add the cart endpoints, with their tests, and say what is missing in the specification.                             1h 29m ago: launch 1 started, a new conversation: not started yet
      │  └─ search          exited                      held: a person closed its window; its window is gone                                                                        1m ago: held: a person closed its window
      ├─ site/日本語の部屋  limited   1h 1m             parked, for 30m more
      └─ site/pay           exited                      quarantined: it crashed 5 times in 10m; exited with code 1
    ── Events, the last of store/cart 1h 29m ago: launch 1 started, a new conversation: not started yet
     1h 29m ago  shop  store/cart  launch 1 started, a new conversation: not started yet
         9m ago  shop  store/pm  now waiting (a permission: npm test)
         1m ago  shop  store/search  held: a person closed its window
    ↑↓ move  enter attach  s send  h hold  r restart  w why  ? help  q quit"
  `);
});

/** The same shop, in which all but the orchestrator have a mission. */
const busy = (() => {
  const members = shop.members.map((one, index) => (index === 0 ? one : withMission(one, index === 3 ? 'look-for-everything-that-is-slow' : `part-${index}`)));
  return withSights(emptyState, [{ ...shop, members, missions: { counts: { ...noMissions, done: 3, failed: 1, working: 4, waiting: 12 }, byMember: new Map() } }]);
})();

describe('missions', () => {
  const lineOf = (text: string, size: Size) => shown(busy, size).split('\n').find((line) => line.includes(text));

  test('on 80 columns what a member does and what holds it up come first, and the prompt of its turn last', () => {
    const lines = shown(busy, { columns: 80, rows: 24 }).split('\n').slice(1, 9).join('\n');
    expect(lines).toMatchInlineSnapshot(`
      "  MEMBER                STATUS    SINCE     TOKENS  DOING
      shop  applied 1h 30m ago  missions: 3 done, 1 failed, 4 working, 12 waiting
      ▸ orchestrator          idle      3m
        ├─ store/pm           waiting   9m                a permission: npm test; par…
        │  ├─ cart            working   2m           12k  part-2; turn 4: Add the car…
        │  └─ search          exited                      held: a person closed its w…
        ├─ site/日本語の部屋  limited   1h 1m             parked, for 30m more; part-4
        └─ site/pay           exited                      quarantined: it crashed 5 t…"
    `);
  });

  test('on 300 columns they have a column, where anybody has one', () => {
    expect(shown(busy, { columns: 300, rows: 24 }).split('\n').slice(1, 9).join('\n')).toMatchInlineSnapshot(`
      "  MEMBER                STATUS    SINCE     TOKENS  MISSION                           DOING                                                                                                      LAST EVENT
      shop  applied 1h 30m ago  missions: 3 done, 1 failed, 4 working, 12 waiting
      ▸ orchestrator          idle      3m
        ├─ store/pm           waiting   9m                part-1                            a permission: npm test
        │  ├─ cart            working   2m           12k  part-2                            turn 4: Add the cart endpoints, with their tests, and say what is missing in the specification.
        │  └─ search          exited                      look-for-everything-that-is-slow  held: a person closed its window; its window is gone
        ├─ site/日本語の部屋  limited   1h 1m             part-4                            parked, for 30m more
        └─ site/pay           exited                      part-5                            quarantined: it crashed 5 times in 10m; exited with code 1"
    `);
    expect(shown(state, { columns: 300, rows: 24 })).not.toContain('MISSION');
  });

  test('a team that has none says nothing of them', () => {
    expect(shown(state, { columns: 300, rows: 24 })).not.toContain('missions');
  });

  test('why a team is paused comes before how far they are', () => {
    const paused = withSights(emptyState, [{ ...busy.sights[0]!, paused: 'a person paused it' }]);
    expect(shown(paused, { columns: 80, rows: 24 })).toContain('\nshop  applied 1h 30m ago  paused: a person paused it  missions: 3 done, 1 faile…\n');
    expect(lineOf('missions', { columns: 40, rows: 24 })).toBe('shop  applied 1h 30m ago  missions: 3 d…');
  });

  test('what fails stands out', () => {
    const line = viewOf(busy, { columns: 80, rows: 24 }, now).find((one) => textOf(one).includes('missions'))!;
    expect(line.spans.find(({ text }) => text === ', 1 failed')?.tone).toBe('bad');
  });
});

describe.each([{ columns: 80, rows: 24 }, { columns: 300, rows: 100 }, { columns: 40, rows: 8 }, { columns: 20, rows: 3 }, { columns: 1, rows: 1 }])('on $columns × $rows', (size) => {
  const many = withHappenings(withSights(emptyState, [shop, team('big', Array.from({ length: 120 }, (_, index) => member(`store/${'長い名前'.repeat(index % 4)}engineer-${index}`, { detail: '😀'.repeat(index) })))]), happenings);

  test('it has as many lines as rows, and none is wider than the screen', () => {
    for (const seen of [state, many, busy, moved(many, 60), emptyState, { ...state, mode: { kind: 'page' as const, title: 'Why', lines: ['x'.repeat(400)], top: 0 } }, { ...state, notice: { text: '長い'.repeat(200), isFailure: true } }]) {
      const lines = viewOf(seen, size, now);
      expect(lines.length).toBe(size.rows);
      for (const line of lines) expect(displayWidth(textOf(line)), textOf(line)).toBeLessThanOrEqual(size.columns);
    }
  });

  test.skipIf(size.rows < 8)('the selected member is always there, with what is hidden above and below it', () => {
    const screen = shown(moved(many, 60), size);
    expect(screen).toContain('▸');
    if (size.rows < 60) expect(screen).toMatch(/^ {2}MEMBER ↑\d+ ↓\d+ /m);
  });
});

test('the columns stand below each other also behind wide characters', () => {
  const lines = viewOf(state, { columns: 100, rows: 24 }, now).slice(1).map(textOf);
  const columnOf = (text: string) => { const line = lines.find((one) => one.includes(text))!; return displayWidth(line.slice(0, line.indexOf(text))); };
  expect(columnOf('limited')).toBe(columnOf('STATUS'));
  expect(columnOf('parked')).toBe(columnOf('DOING'));
});

test('what an agent says can not move the cursor', () => {
  const wild = withSights(emptyState, [team('shop', [member('orchestrator', { detail: 'a\u001b[2Jb\nc\td' })])]);
  const line = viewOf(wild, { columns: 80, rows: 24 }, now).find((one) => textOf(one).includes('orchestrator'))!;
  expect(textOf(line)).toContain('a�[2Jb�c    d');
  expect(painted(line, false)).not.toMatch(/[\u0000-\u001f]/);
});

test('a team that is down takes one line, and one that could not be looked at says why', () => {
  const down = [{ type: 'down' as const, at: now - 5 * minute, team: 'old', phrase: 'taken down' }];
  const seen = withHappenings(withSights(emptyState, [team('old', [member('orchestrator', { status: 'exited', detail: 'not started' })]), team('lost', [], { problem: 'tmux has not answered for 20 seconds.' }), team('still', [], { paused: 'a person paused it' })]), down);
  const screen = shown(seen, { columns: 80, rows: 24 });
  expect(screen).toContain('\nold  down for 5m\nlost  tmux has not answered for 20 seconds.\nstill  applied 1h 30m ago  paused: a person paused it\n');
});

test('nothing applied', () => {
  expect(shown(emptyState, { columns: 80, rows: 4 })).toMatch(/^coders watch {2}looking …\n/);
  expect(shown(withSights(emptyState, []), { columns: 80, rows: 4 })).toMatch(/^coders watch {2}no team has been applied yet\n/);
});

test('a look keeps the selection, and the first member is taken where it went', () => {
  const seen = moved(state, 3);
  expect(seen.selected).toEqual({ team: 'shop', address: 'member/store/search' });
  expect(withSights(seen, [shop]).selected).toEqual(seen.selected);
  expect(withSights(seen, [team('shop', [member('store/cart')])]).selected).toEqual({ team: 'shop', address: 'member/store/cart' });
  expect(withSights(seen, []).selected).toBeUndefined();
});
