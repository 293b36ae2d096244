import { beforeAll, expect, test } from 'vitest';
import { given, missionTeam, type MissionTeam } from './mission-team.ts';
import { personAt } from './person.ts';

let team: MissionTeam;

beforeAll(async () => {
  team = await missionTeam(`
defaults: {tool: demo}
projects:
  store:
    repo: repo
    engineers:
      cart:
      search: {role: tester}
      pay: {tool: command, command: [sleep, "86400"], role: scribe}
    missions:
      cart-api: {to: cart, brief: Add the endpoints., priority: high, accept: {run: test -f api.txt, commits: 1}}
      search-api: {role: tester, brief: "Find it.\\nAll of it."}
      cart-ui: {after: [cart-api], brief: Build the page.}
      search-ui: {after: [cart-api, search-api], brief: Show it., retries: 0}
      docs: {brief: Write it down.}
      release: {to: cart, after: [cart-ui, search-ui], brief: Release it.}
`);
  team.done('store/cart-api', ...given('store/cart'), { type: 'claim', claimant: { word: 'store/cart' }, commit: 'c0ffee1234567' }, { type: 'accept' });
  team.done('store/search-api', ...given('store/search', 'abc1234567'));
  team.done('store/cart-ui', ...given('store/cart'), { type: 'fail', because: 'The tests fail.\nexpected 1 to be 2', counts: true });
  team.done('store/docs', ...given('store/search'), { type: 'cancel', because: 'cancelled by a person: not needed any more, since the old page says it all in more words than anybody wants to read' });
});

/** Ages change with the time of day. */
function timeless(text: string): string {
  return text.replace(/\b\d+[dhms]( \d+[hms])?\b/g, '‹age›');
}

test('list has an aligned line a mission that is not done, as wide as a terminal', async () => {
  const list = timeless(await team.succeed('mission', 'list'));
  expect(list).toMatchInlineSnapshot(`
    "● search-api  working  search, for ‹age›
    ○ cart-ui     ready    for another try by cart in ‹age›
    · search-ui   waiting  blocked by search-api (working)
    ✗ docs        failed   cancelled by a person: not needed any more, since the old page says it all i…
    · release     waiting  blocked by cart-ui (ready), search-ui (waiting)
    1 of 6 done. --all shows it.
    "
  `);
  expect(await team.succeed('mission', 'list', '--all')).toMatch(/^✓ cart-api {4}done {5}high  by cart, \d+s ago at c0ffee1$/m);
  expect(timeless(await team.succeed('mission', 'list', '--state', 'pending,blocked'))).toBe(`
○ cart-ui    ready    for another try by cart in ‹age›
· search-ui  waiting  blocked by search-api (working)
· release    waiting  blocked by cart-ui (ready), search-ui (waiting)
3 of 6 are pending or blocked.
`.trimStart());
  expect(await team.succeed('mission', 'list', '--state', 'done')).toMatch(/^✓ cart-api .*\n1 of 6 is done\.\n$/);
  expect(await team.succeed('mission', 'list', '--state', 'parked')).toBe('None of 6 are parked.\n');
  expect(await team.coders('mission', 'list', '--state', 'blokced')).toMatchObject({ exit: 2, stderr: 'error: No mission can be "blokced".\nhelp: Did you mean blocked?\n' });
  const person = await personAt(team, { columns: 80 });
  const { screen } = await person.runs('coders mission list');
  expect(screen.split('\n').filter((line) => /^[·○●✗]/.test(line)).map((line) => line.split(/ +/)[1])).toEqual(['search-api', 'cart-ui', 'search-ui', 'docs', 'release']);
  expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('show has all of one', async () => {
  expect(timeless(await team.succeed('mission', 'show', 'cart-ui'))).toMatchInlineSnapshot(`
    "store/cart-ui  ○ ready for another try by store/cart in ‹age›
      for          any engineer
      priority     normal
      type         general
      after        store/cart-api
      done when    its member says so
      a try takes  at most ‹age›
      tried again  once, in the same conversation; then it has failed
      added        ‹age› ago, by the manifest

    Brief
      Build the page.

    Tries
      1. store/cart, launch 1: failed after ‹age›, ‹age› ago: The tests fail.
         | expected 1 to be 2

    Who gets it
      Nobody yet: no supervisor keeps the team.
    "
  `);
  expect(timeless(await team.succeed('mission', 'show', 'search-api'))).toMatchInlineSnapshot(`
    "store/search-api  ● working store/search, for ‹age›
      for          any tester
      with         store/search, launch 1, for ‹age›, from abc1234
      until        ‹age› from now
      priority     normal
      type         general
      done when    its member says so
      a try takes  at most ‹age›
      tried again  once, in the same conversation; then it has failed
      added        ‹age› ago, by the manifest

    Brief
      Find it.
      All of it.
    "
  `);
  expect(await team.succeed('mission', 'show', 'release')).toContain('· waiting blocked by store/cart-ui (ready), store/search-ui (waiting)');
});

test('graph draws what waits for what', async () => {
  expect(timeless(await team.succeed('mission', 'graph'))).toMatchInlineSnapshot(`
    "┌─────── ✓ cart-api    done
    │ ┌───── ● search-api  working, search
    │ │      ✗ docs        failed
    ├─│─┬─── ○ cart-ui     ready
    └─┴─│─┬─ · search-ui   waiting
        └─┴─ · release     waiting
    "
  `);
  expect(await team.succeed('mission', 'graph', '--mermaid')).toContain('    m1["✓ cart-api<br/>done"]:::done\n');
  expect(await team.succeed('mission', 'graph', '--svg')).toMatch(/^<svg [^]*>store\/release<[^]*<\/svg>\n$/);
});

test('stats count and estimate', async () => {
  expect(timeless(await team.succeed('mission', 'stats'))).toMatchInlineSnapshot(`
    "Missions  · 2 waiting   ○ 1 ready   ● 1 working   ✓ 1 done   ✗ 1 failed
    Done      1 in ‹age›; 1 in the last hour, 1 in the last day
    The rest  ‹age› to ‹age› for 4 missions, by the one that is done

    Tries by member
      store/cart     50%  1 done, 1 failed
      store/search     –  0 done, 0 failed, 1 lost

    Tries by role
      coder    50%  1 done, 1 failed
      tester     –  0 done, 0 failed, 1 lost

    Tries by tool
      demo   50%  1 done, 1 failed, 1 lost
    "
  `);
});

test('each prints a document as its schema says', async () => {
  const { missions } = await team.document<{ missions: { address: string; state: string }[] }>('mission-list', 'list');
  expect(missions.map(({ address, state }) => `${address} ${state}`)).toEqual(['mission/store/search-api working', 'mission/store/cart-ui ready', 'mission/store/search-ui waiting', 'mission/store/docs failed', 'mission/store/release waiting']);
  expect(await team.document('mission-list', 'list', '--all')).toMatchObject({ missions: { length: 6 } });
  expect(await team.document('mission-list', 'list', '--state', 'blocked')).toMatchObject({ missions: [{ address: 'mission/store/search-ui' }, { address: 'mission/store/release' }] });
  expect(await team.document('mission-show', 'show', 'search-ui')).toMatchObject({ mission: { blockedBy: [{ mission: 'mission/store/search-api', state: 'working' }] } });
  expect(await team.document('mission-graph', 'graph')).toMatchObject({ missions: [{ layer: 0 }, { layer: 0 }, { layer: 0 }, { layer: 1 }, { layer: 1 }, { address: 'mission/store/release', layer: 2, after: ['mission/store/cart-ui', 'mission/store/search-ui'] }] });
  expect(await team.document('mission-stats', 'stats')).toMatchObject({ states: { done: 1, failed: 1 }, members: [{ name: 'member/store/cart', done: 1, failed: 1 }, { name: 'member/store/search', lost: 1 }] });
});

test('a team without missions has nothing to show', async () => {
  const empty = await missionTeam('projects: {store: {repo: repo, engineers: {cart: {tool: command, command: [sleep, "86400"]}}}}\n');
  expect(await empty.succeed('mission', 'list')).toBe('Team shop has no missions.\n');
  expect(await empty.succeed('mission', 'graph')).toBe('There are no missions.\n');
  expect(await empty.succeed('mission', 'stats')).toBe('There are no missions.\n');
  expect(await empty.document('mission-stats', 'stats')).toMatchObject({ rest: { missions: 0, parked: 0 } });
});
