import { describe, expect, test } from 'vitest';
import { applyAtOnce, eventsOf, keptTeam } from '../../rig/kept-team.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** What the demo agent does. */
function brief(...orders: readonly string[]): string {
  return JSON.stringify(orders.map((order) => `demo: ${order}`).join('\n'));
}

function manifest(missions: string): string {
  return `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}}
    missions: ${missions}
`;
}

const slow = 'think 5s';
const first = manifest(`{work: {to: cart, brief: ${brief(slow, 'write one.txt | one', 'commit One')}, retries: {count: 5, backoff: 1s..1s}, accept: {run: test -f two.txt, timeout: 1m}}}`);
const second = manifest(`{work: {to: cart, brief: ${brief('write two.txt | two', 'commit Two')}, retries: {count: 4, backoff: 1s..1s}, accept: {run: test -f two.txt, timeout: 1m}}}`);

async function states(team: TestTeam): Promise<readonly unknown[]> {
  return (await eventsOf(team, 'mission')).map(({ state }) => state);
}

async function comesTo(team: TestTeam, state: string): Promise<void> {
  await waitUntil(async () => (await states(team)).includes(state), { what: `the mission to be ${state}`, timeout: 60_000 }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await team.succeed('events')}`);
  });
}

/** A person looks at the branch, and says that the mission is done: the runner checks that. */
async function callDone(team: TestTeam, subject: string): Promise<void> {
  const look = { what: `a commit "${subject}"`, timeout: 60_000 };
  await waitUntil(async () => (await team.repository.git(['log', '--format=%s', 'shop/cart'])).split('\n').includes(subject), look);
  await team.succeed('mission', 'done', 'shop/work');
}

const nothing = 'No changes. Everything is as the manifest says.\n';

describe('an edit of the manifest while somebody is at a mission', () => {
  test('waits for the end of the try, and then is what its member is told', async () => {
    const team = await keptTeam(first);
    await comesTo(team, 'working');
    await team.write(second);
    const { exit, stdout } = await applyAtOnce(team);
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: expect.stringContaining('mission/shop/work: the manifest says otherwise; waits for the end of the try that shop/cart is at') });
    expect(stdout).toContain('✓ mission/shop/work changed'); // its retries
    await callDone(team, 'One');
    await callDone(team, 'Two');
    await comesTo(team, 'done');
    expect(await team.repository.git(['log', '--format=%s', 'main..shop/cart'])).toBe('Two\nOne');
    expect(await team.succeed('plan')).toBe(nothing);
  });

  test('that takes it out of the manifest leaves it to whoever is at it, and then nobody is given it again', async () => {
    const team = await keptTeam(first);
    await comesTo(team, 'working');
    await team.write(manifest('{}'));
    const { exit, stdout } = await applyAtOnce(team);
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: expect.stringContaining('mission/shop/work: no longer in the manifest; waits for the end of the try that shop/cart is at') });
    await callDone(team, 'One');
    await comesTo(team, 'withdrawn');
    expect((await states(team)).filter((state) => state === 'assigned')).toHaveLength(1);
    expect(await team.succeed('plan')).toBe(nothing);
  });

  test('takes it from whoever is at it with --now, and the try does not count', async () => {
    const team = await keptTeam(first);
    await comesTo(team, 'working');
    await team.write(second);
    await team.succeed('apply', '--now', '--yes');
    await callDone(team, 'Two');
    await comesTo(team, 'done');
    expect(await team.succeed('plan')).toBe(nothing);
  });
});

describe('missions that are not spoken of', () => {
  test('stay when the team goes down, also with its worktrees', async () => {
    const team = await testTeam();
    await team.write(first);
    await team.succeed('apply');
    await team.succeed('down', '--yes', '--worktrees');
    expect(await states(team)).toEqual(['waiting']);
    expect(await team.succeed('plan')).not.toContain('mission/');
  });

  test('stay when only something else is applied, and kept from then on', async () => {
    const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
    await team.write(first);
    await team.succeed('apply', '--once');
    await team.succeed('apply', '--only', 'shop/cart');
    await comesTo(team, 'working');
    expect(await states(team)).toEqual(['waiting', 'ready', 'assigned', 'working']);
  });

  test('are added by their address alone', async () => {
    const team = await testTeam();
    await team.write(first);
    expect(await team.succeed('apply', '--only', 'mission/shop/work')).toContain('✓ mission/shop/work added');
    expect(await team.panes()).toEqual([]);
    expect(await team.coders('apply', '--only', 'mission/shop/wrok')).toMatchObject({ exit: 2, stderr: 'error: The manifest has no mission "mission/shop/wrok".\nhelp: Did you mean mission/shop/work?\n' });
  });
});
