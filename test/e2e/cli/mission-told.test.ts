import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { eventsOf, keptTeam } from '../../rig/kept-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { readDocument } from './documents.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await keptTeam(`
defaults: {tool: demo}
projects:
  store:
    repo: repo
    pm:
    engineers: {cart: , search: , pay: {tool: command, command: [sleep, "86400"]}}
    missions:
      long: {to: cart, brief: "demo: think 10m"}
      hard: {to: search, brief: "demo: think 1s", on_fail: escalate}
`);
  for (const name of ['long', 'hard']) await becomes(name, 'working');
});

interface Shown {
  readonly mission: { readonly state: string; readonly by?: string };
  readonly assignment?: { readonly candidates: readonly { readonly member: string; readonly standing: string; readonly reasons: readonly string[] }[] };
}

async function shown(name: string): Promise<Shown> {
  return readDocument<Shown>('mission-show', await team.succeed('mission', 'show', name, '--json'));
}

function becomes(name: string, state: string): Promise<Shown> {
  return waitUntil(async () => {
    const now = await shown(name);
    return now.mission.state === state ? now : undefined;
  }, { what: `${name} to be ${state}`, timeout: 40_000 }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await team.succeed('mission', 'list', '--all')}\n${await team.succeed('events')}`);
  });
}

async function wasTold(seat: string, words: string): Promise<void> {
  await waitUntil(async () => (await team.conversation(seat)).some((row) => row.type === 'user' && row.text.includes(words)), { what: `${seat} to be told "${words}"` })
    .catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await team.succeed('messages')}`);
    });
}

test('an engineer that fails at what is not tried again: its PM is told', async () => {
  const { exit, stdout, stderr } = await team.run(['mission', 'fail', 'The key is refused.'], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/store/search', CODERS_EPOCH: '1' });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toBe('Mission store/hard has failed, and is not tried again by itself. coders mission retry store/hard lets it be tried again.\n');
  await wasTold('store/pm', 'The mission store/hard has failed');
});

test('who loses a mission is told to stop, and the supervisor gives it to the other', async () => {
  expect((await team.coders('mission', 'handoff', 'long', 'search')).stderr).toBe('');
  expect((await becomes('long', 'working')).mission.by).toBe('member/store/search');
  await wasTold('store/cart', 'Stop your work on the mission store/long: search is to do it.');
  expect((await eventsOf(team, 'mission')).filter(({ address }) => address === 'mission/store/long').map(({ state, because }) => because ?? state)).toContain('a person handed it to search');
});

test('what nobody is free for says why, member by member', async () => {
  await team.succeed('mission', 'add', 'next', '--to', 'search', '--brief', 'Go on.');
  const { assignment } = await becomes('next', 'ready');
  expect(assignment?.candidates).toContainEqual({ member: 'member/store/search', standing: 'later', reasons: ['it has "store/long"'] });
  expect(await team.succeed('mission', 'show', 'next')).toContain('  store/next stays in the queue: nobody who may do it is free.\n    store/search cannot have it now: it has "store/long".\n');
});

test('done is checked by the runner at once, and a supervisor that keeps the team needs nobody to wait', async () => {
  await team.succeed('mission', 'add', 'quick', '--to', 'cart', '--brief', 'demo: think 1s', '--accept', 'test -f README.md');
  await team.succeed('restart', 'store/cart'); // it still thinks of what it lost
  await becomes('quick', 'working');
  expect(await team.coders('mission', 'done', 'quick')).toEqual({ exit: 0, stdout: 'Mission store/quick is said to be done. The runner checks it: test -f README.md.\n', stderr: '' });
  await becomes('quick', 'done');
});

test('where tmux can not be reached, as from a sandbox, a deed is done all the same, and who is not told is said', async () => {
  await team.succeed('mission', 'add', 'boxed', '--to', 'cart', '--brief', 'demo: think 10m', '--retries', '0');
  await becomes('boxed', 'working');
  const { exit, stdout, stderr } = await team.run(['mission', 'fail', 'boxed', 'No.'], { PATH: join(team.home, 'nothing') });
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'Mission store/boxed has failed, and is not tried again by itself. coders mission retry store/boxed lets it be tried again.\n' });
  expect(stderr).toMatch(/^Nobody else is told of it: .*tmux/);
});
