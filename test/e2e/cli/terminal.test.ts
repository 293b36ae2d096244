import { beforeAll, describe, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { personAt, type Person } from './person.ts';

const manifest = 'orchestrator: {tool: demo}\nprojects: {store: {repo: repo, engineers: {cart: {tool: demo}, search: {tool: demo}}}}\n';
let team: TestTeam;
let person: Person;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
  person = await personAt(team);
});

test('apply shows the plan, each step as it ends, and how it ended', async () => {
  const { exit, screen } = await person.runs('coders apply');
  expect(exit).toBe(0);
  expect(screen).toMatch(/Plan: 5 to add, 0 to change, 0 to remove\.\n/);
  expect(screen).toMatch(/✓ member\/store\/cart started\n/);
  expect(screen).toMatch(/Converged: everything is as the manifest says\.$/);
});

describe('before something is destroyed', () => {
  test('anything but yes changes nothing', async () => {
    await team.write(manifest.replace(', search: {tool: demo}', ''));
    for (const answer of ['y', '', 'no', 'YES']) {
      await person.begins('coders apply --prune');
      const question = await person.sees(/Only "yes" is taken as yes:$/);
      expect(question).toContain('This destroys:\n  member/store/search: its conversation ends\n  worktree/store/search: its directory goes\nGo on?');
      await person.type(answer);
      expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringMatching(/Nothing was changed\.$/) });
    }
    expect((await team.panes()).map(({ name }) => name)).toContain('store/search');
  });

  test('an end of the input changes nothing', async () => {
    await person.begins('coders apply --prune');
    await person.sees(/taken as yes:$/);
    await person.press('C-d');
    expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringMatching(/Nothing was changed\.$/) });
  });

  test('Control-C changes nothing', async () => {
    await person.begins('coders apply --prune');
    await person.sees(/taken as yes:$/);
    await person.press('C-c');
    await person.sees(/\$$/);
    expect((await team.panes()).map(({ name }) => name)).toContain('store/search');
  });

  test('yes does it', async () => {
    await person.begins('coders apply --prune');
    await person.sees(/taken as yes:$/);
    await person.type('yes');
    expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringContaining('✓ worktree/store/search removed\n') });
    await team.write(manifest);
    await team.succeed('apply');
  });
});

describe('colours', () => {
  const colour = /\u001b\[(?:1|2|3\d)m/;

  test('are there on a terminal', async () => {
    await person.runs('TERM=screen coders status');
    expect(await person.colouredScreen()).toMatch(colour);
  });

  test.each(['NO_COLOR=1 TERM=screen', 'TERM=dumb', 'env -u TERM'])('are not there with %s', async (setting) => {
    const words = setting.startsWith('env') ? `${setting} "$NODE" "$CODERS" status` : `${setting} coders status`;
    const { screen } = await person.runs(words);
    expect(screen).toContain('Team shop');
    expect(await person.colouredScreen()).not.toMatch(colour);
  });

  test('are not there in a file', async () => {
    expect(await team.succeed('status')).not.toMatch(colour);
  });
});

describe('attach', () => {
  test('shows the member\'s window inside a tmux of the person\'s own, and the agent goes on after', async () => {
    const before = await team.pane('store/cart');
    await person.begins('coders attach cart');
    await person.sees(/store\/cart\*/); // the team's own status line
    await person.type('say hello');
    await waitUntil(async () => (await team.conversation('store/cart')).length > 0, { what: 'the agent to be told' });
    expect(await team.succeed('status')).toMatch(/store\/cart .*\(looked at\)/);
    await person.press('C-b', 'd'); // the inner tmux's: the person's own has no client that would take it
    expect(await person.isDone()).toMatchObject({ exit: 0 });
    expect(await team.pane('store/cart')).toMatchObject({ id: before.id, pid: before.pid, dead: false });
    expect(await team.succeed('status')).not.toContain('looked at');
  });

  test('a member that has no window is said to have none', async () => {
    await team.tmux('kill-pane', '-t', (await team.pane('store/search')).id);
    expect(await person.runs('coders attach search')).toMatchObject({ exit: 2, screen: 'error: member/store/search has no window now.\nhelp: Start it with coders apply.' });
  });
});

test('down asks, and ends the team on yes', async () => {
  await person.begins('coders down');
  await person.sees(/End team shop\? Only "yes" is taken as yes:$/);
  await person.type('no');
  expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringMatching(/Nothing was ended\.$/) });
  await person.begins('coders down');
  await person.sees(/taken as yes:$/);
  await person.type('yes');
  expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringMatching(/Team shop is down\.$/) });
  expect(await team.panes()).toEqual([]);
});
