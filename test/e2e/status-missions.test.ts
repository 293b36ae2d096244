import { beforeAll, expect, test } from 'vitest';
import { keptTeam } from '../rig/kept-team.ts';
import type { TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';
import { personAt } from './cli/person.ts';

/** Of each kind one: done, worked at, behind that, and for a member that has something else. */
const manifest = `
defaults: {tool: demo}
projects:
  store:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
      base: {to: search, brief: ${brief('write base.txt | one', 'commit Begin', 'run coders mission done')}, accept: {run: test -f base.txt, commits: 1}}
      api: {to: cart, after: [base], priority: high, brief: ${brief('think 10m')}}
      page: {to: search, after: [api], brief: ${brief('think 10m')}}
      docs: {to: cart, after: [base], brief: ${brief('think 10m')}}
`;
let team: TestTeam;

function brief(...orders: readonly string[]): string {
  return JSON.stringify(orders.map((order) => `demo: ${order}`).join('\n'));
}

interface Status {
  readonly missions: Readonly<Record<string, number>>;
  readonly members: readonly { readonly address: string; readonly status: string; readonly mission?: { readonly address: string; readonly state: string } }[];
}

async function status(): Promise<Status> {
  return readDocument<Status>('status', await team.succeed('status', '--json'));
}

async function why(name: string): Promise<Record<string, unknown>> {
  return readDocument<Record<string, unknown>>('why', await team.succeed('why', name, '--json'));
}

beforeAll(async () => {
  team = await keptTeam(manifest);
  await waitUntil(async () => { const { missions, members } = await status(); return missions['done'] === 1 && missions['working'] === 1 && members[0]?.status === 'working'; }, { what: 'one to be done and one worked at', timeout: 60_000 });
});

test('status has the mission of each member, and how many are how far', async () => {
  const { missions, members } = await status();
  expect(missions).toEqual({ waiting: 1, ready: 1, assigned: 0, working: 1, verifying: 0, reviewing: 0, done: 1, failed: 0, parked: 0 });
  expect(members.map(({ mission }) => mission)).toEqual([{ address: 'mission/store/api', state: 'working' }, undefined]);
  const text = await team.succeed('status');
  expect(text).toMatch(/\n {2}store\/cart +working .* mission api\b.*\n/);
  expect(text).toMatch(/\nMissions: 1 done, 1 working, 1 ready, 1 waiting\n$/);
});

test('why says of a mission what blocks it, who has it, and what comes next', async () => {
  expect(await why('api')).toMatchObject({ address: 'mission/store/api', state: 'working', holdUps: [], blockedBy: [], candidates: [{ member: 'member/store/cart', standing: 'holder' }, { member: 'member/store/search', standing: 'never', reasons: ['it goes to "cart"'] }], next: [{ then: 'The time for this try is over', at: expect.any(String) }], tries: [] });
  expect(await why('store/page')).toMatchObject({ state: 'waiting', blockedBy: [{ mission: 'mission/store/api', state: 'working' }] });
  expect(await why('mission/store/docs')).toMatchObject({ state: 'ready', keptBack: 'nobody who may do it is free', candidates: [{ member: 'member/store/cart', standing: 'later', reasons: ['it has "store/api"'] }, { standing: 'never' }] });
  expect(await why('base')).toMatchObject({ state: 'done', candidates: [], next: [], tries: [{ by: 'member/store/search', result: 'done' }] });
});

test('a name that nothing has is refused with what is near to it', async () => {
  expect(await team.coders('why', 'mission/store/apo')).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean store/api?') });
  expect(await team.coders('why', 'pagge')).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean store/page?') });
});

test.each([{ columns: 80, rows: 24 }, { columns: 300, rows: 30 }])('watch shows them on $columns columns', async (size) => {
  const person = await personAt(team, size);
  await person.begins('coders watch');
  await person.sees(/missions: 1 done, 1 working, 1 ready, 1 waiting/);
  await person.sees(size.columns === 80 ? /store\/cart +working .* api; turn 2 *\n/ : /store\/cart +working +\S+ +\S* +api +turn/);
  await person.press('q');
  await person.isDone();
});

test('watch shows without a key that one is done and the next is given out', async () => {
  const person = await personAt(team, { columns: 80, rows: 24 });
  await person.begins('coders watch');
  await person.sees(/missions: 1 done, 1 working, 1 ready, 1 waiting/);
  await team.succeed('mission', 'done', 'api');
  await person.sees(/missions: 2 done, .*1 ready$/m);
  await person.sees(/store\/search +working .* page; turn/);
  await person.press('q');
  await person.isDone();
});

test('of a team that is down, who had a mission still has it', async () => {
  await team.succeed('down', '--yes');
  expect((await status()).members.map(({ mission }) => mission?.address)).toContain('mission/store/page');
  expect(await why('page')).toMatchObject({
    holdUps: ['No supervisor keeps team shop: nothing more happens until one does. coders apply hands it to one.'],
    candidates: [], // nobody hands anything out
  });
  expect(await team.succeed('why', 'docs')).toMatch(/^store\/docs has been ready for .*\.\n {2}No supervisor keeps team shop: .*\n$/);
});
