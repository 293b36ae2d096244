import { afterAll, beforeAll, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { Programs, programsIn } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
  programs = await Programs.of(team);
});

afterAll(async () => {
  expect(await programs.shown('show(await coders.list());')).toEqual([[]]);
});

/** What each program of the page shows, by its heading. */
const shows: Readonly<Record<string, readonly string[]>> = {
  'Agents': ['fixer works on fix/build: acknowledged', 'to look at it: tmux'],
  'Messages': ['heard task-complete of auth-module'],
  'A pool and its missions': ['tester has repo/task-1', 'it is done'],
  'What happens': ['member/repo/agent-1 of adhoc-agent-1 is there', 'alive: true'],
};

test('the page has these programs', async () => {
  expect([...(await programsIn('docs/sdk.md')).keys()]).toEqual(Object.keys(shows));
});

test.each(Object.entries(shows))('%s', async (heading, shown) => {
  expect(await programs.shown((await programsIn('docs/sdk.md')).get(heading)!)).toEqual(shown);
});
