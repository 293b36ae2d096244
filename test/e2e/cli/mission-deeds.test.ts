import { beforeAll, describe, expect, test } from 'vitest';
import { given, missionTeam, type MissionTeam } from './mission-team.ts';

const unkept = 'No supervisor keeps team shop: nothing more happens until one does. coders apply hands it to one.\n';
let team: MissionTeam;
let count = 0;

beforeAll(async () => {
  team = await missionTeam();
});

/** A new mission of the store. */
async function mission(...options: readonly string[]): Promise<string> {
  const name = `m${count++}`;
  await team.succeed('mission', 'add', name, '--project', 'store', '--brief', 'Do it.', ...options);
  return name;
}

describe('an engineer in its pane', () => {
  test('says that its own mission is done, at the commit that its checkout is at: it is checked', async () => {
    const name = await mission('--accept', 'npm test', '--commits', '1', '--files', 'src/**');
    const commit = await team.repository.commit({ 'src/cart.ts': '1\n' }, team.worktree('cart'));
    team.done(`store/${name}`, ...given('store/cart'));
    expect(await team.as('store/cart', 1, 'done'), 'and nothing checks it yet').toEqual({
      exit: 4, stdout: `Mission store/${name} is said to be done. The runner checks it: npm test, 1 commit, a change in src/**.\n`, stderr: unkept,
    });
    expect(team.record(`store/${name}`).state).toMatchObject({ state: 'verifying', commit, lease: { by: 'member/store/cart' } });
    expect(await team.succeed('events', 'shop')).toContain(`store/${name}  mission verifying, store/cart: store/cart says that it is done\n`);
    expect(await team.as('store/cart', 1, 'done'), 'the word is given once').toMatchObject({ exit: 2, stderr: `error: The mission "store/${name}" is being checked: it cannot be called done now.\nhelp: Wait for the outcome of the check.\n` });
    team.done(`store/${name}`, { type: 'accept' });
  });

  test('does not decide what its own work is worth while that is reviewed; a person may, and says so', async () => {
    const name = await mission('--to', 'cart', '--commits', '1', '--review-by', 'search');
    const checked = [...given('store/cart'), { type: 'claim', claimant: { word: 'store/cart' }, commit: 'c0ffee' }, { type: 'accept' }] as const;
    team.done(`store/${name}`, ...checked);
    const refused = `error: The mission "store/${name}" is being reviewed, and "store/cart" does not decide what it is worth: the mission "store/${name}-review" does.\n`;
    expect(await team.as('store/cart', 1, 'done', name)).toMatchObject({ exit: 2, stderr: refused });
    expect(await team.as('store/cart', 1, 'fail', name, 'No.')).toMatchObject({ exit: 2, stderr: refused });
    expect(await team.succeed('mission', 'done', `store/${name}`)).toBe(`Mission store/${name} is done, by your word in the place of the review that it waited for.\n`);
    expect(team.record(`store/${name}`).state).toMatchObject({ state: 'done', reviewedBy: 'a person', commit: 'c0ffee' });
    expect(await team.succeed('events', 'shop')).toContain(`store/${name}  mission done, store/cart: a person says that it is done\n`);
  });

  test('has no mission', async () => {
    expect(await team.as('store/cart', 1, 'done')).toMatchObject({ exit: 2, stderr: 'error: "store/cart" has no mission now.\nhelp: coders mission list shows whose each is.\n' });
    expect(await team.as('store/cart', 1, 'fail', 'No.')).toMatchObject({ exit: 2 });
  });

  test('starts its own mission, and says why it failed: another try follows', async () => {
    const name = await mission();
    team.done(`store/${name}`, ...given('store/cart').slice(0, 2));
    expect(await team.as('store/cart', 1, 'start')).toMatchObject({ exit: 0, stdout: `Mission store/${name} is being worked at.\n` });
    expect(await team.as('store/cart', 1, 'start', name), 'twice is as once').toMatchObject({ exit: 0 });
    expect((await team.succeed('events', 'shop')).match(new RegExp(`store/${name}  mission working`, 'g'))).toHaveLength(1);
    expect(await team.as('store/cart', 1, 'fail')).toMatchObject({ exit: 2, stderr: expect.stringContaining('coders mission fail needs a reason.') });
    expect(await team.as('store/cart', 1, 'fail', name), 'a name is no reason').toMatchObject({ exit: 2 });
    expect(await team.as('store/cart', 1, 'fail', 'The key is refused.\nSee the log.')).toMatchObject({ exit: 0, stdout: expect.stringMatching(new RegExp(`^This try at mission store/${name} has failed. It is tried again by store/cart in \\d+s.\n$`)) });
    expect(team.record(`store/${name}`)).toMatchObject({ state: { state: 'ready', again: { by: 'member/store/cart' } }, tries: [{ result: 'failed', because: 'The key is refused.\nSee the log.' }] });
    await team.succeed('mission', 'cancel', name);
  });

  test('speaks for no other launch, no other member and no other project', async () => {
    const name = await mission();
    team.done(`store/${name}`, ...given('store/cart'));
    expect(await team.as('store/cart', 0, 'done')).toMatchObject({ exit: 2, stdout: '', stderr: 'error: This is launch 0 of "store/cart", which is over: launch 1 came after it.\nhelp: What it says does not count.\n' });
    expect(await team.as('store/cart', 99, 'done')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('There was no launch 99 of "store/cart": launch 1 is the latest.') });
    for (const words of [['start'], ['done'], ['fail', 'No.']] as const) {
      const [deed, ...why] = words;
      expect(await team.as('store/search-1', 1, deed, name, ...why)).toMatchObject({ exit: 2, stderr: expect.stringContaining(`The mission "store/${name}" is with "store/cart", not with "store/search-1"`) });
      expect(await team.as('docs/writer', 1, deed, name, ...why)).toMatchObject({ exit: 2, stderr: expect.stringContaining(`"docs/writer", an engineer, may not ${deed} a mission of "store".`) });
    }
    expect(team.record(`store/${name}`).state).toMatchObject({ state: 'working' });
    await team.succeed('mission', 'cancel', name);
  });

  test('looks at all, and leads nothing', async () => {
    for (const look of [['list'], ['show', 'cart-api'], ['graph'], ['stats']]) expect(await team.as('store/cart', 1, ...look)).toMatchObject({ exit: 0 });
    for (const lead of [['retry', 'cart-api'], ['cancel', 'cart-api'], ['handoff', 'cart-api', 'search']]) {
      expect(await team.as('store/cart', 1, ...lead)).toMatchObject({ exit: 2, stdout: '', stderr: `error: "store/cart", an engineer, may not ${lead[0]} a mission of "store".\nhelp: Only store/pm, the orchestrator or a person may.\n` });
    }
  });
});

describe('who leads', () => {
  test('a PM speaks for the engineers of its project, and for no other project', async () => {
    const name = await mission('--accept', 'true');
    team.done(`store/${name}`, ...given('store/cart'));
    expect(await team.as('store/pm', 1, 'done', name)).toMatchObject({ exit: 4, stdout: `Mission store/${name} is said to be done. The runner checks it: true.\n` });
    expect(await team.as('store/pm', 1, 'cancel', name, '--because', 'Not needed.')).toMatchObject({ exit: 0, stdout: `Mission store/${name} is cancelled.\n`, stderr: '' });
    expect(team.record(`store/${name}`).state).toMatchObject({ state: 'failed', because: 'cancelled by store/pm: Not needed.' });
    await team.succeed('mission', 'add', 'page', '--project', 'docs', '--brief', 'Write.');
    expect(await team.as('store/pm', 1, 'cancel', 'docs/page')).toMatchObject({ exit: 2, stderr: 'error: The PM of "store" may not cancel a mission of "docs".\nhelp: Only the orchestrator or a person may.\n' });
    expect(await team.as('orchestrator', 1, 'cancel', 'docs/page')).toMatchObject({ exit: 0 });
  });

  test('a person says what an agent could say, hands on, and lets be tried again', async () => {
    const name = await mission();
    expect(await team.coders('mission', 'done', name)).toMatchObject({ exit: 2, stderr: expect.stringContaining('waits for others to be done: it cannot be called done now.') });
    expect(await team.coders('mission', 'handoff', name, 'store/search-2')).toMatchObject({ exit: 0, stdout: `Mission store/${name} goes to search-2 when its turn comes.\n` });
    expect(await team.coders('mission', 'handoff', name, 'watch')).toMatchObject({ exit: 2, stderr: expect.stringContaining('coders does not know how to talk to command.') });
    expect(await team.coders('mission', 'handoff', name, 'serch')).toMatchObject({ exit: 2, stderr: 'error: The project "store" has no member "serch".\nhelp: Did you mean search?\n' });
    team.done(`store/${name}`, ...given('store/search-2'));
    expect(await team.coders('mission', 'fail', name, 'It is wrong.')).toMatchObject({ exit: 0 });
    team.done(`store/${name}`, ...given('store/search-2').slice(1));
    expect(await team.coders('mission', 'fail', name, 'It is still wrong.')).toMatchObject({ exit: 0, stdout: `Mission store/${name} has failed, and is not tried again by itself. coders mission retry store/${name} lets it be tried again.\n` });
    expect(await team.coders('mission', 'retry', name)).toMatchObject({ exit: 0, stdout: `Mission store/${name} is tried again when its turn comes.\n` });
    team.done(`store/${name}`, ...given('store/search-2'));
    expect(await team.coders('mission', 'done', name), 'there is nothing to check').toMatchObject({ exit: 0, stdout: `Mission store/${name} is done: nothing is asked for that could be checked.\n` });
    expect(team.record(`store/${name}`).state).toMatchObject({ state: 'done', by: 'member/store/search-2', saidBy: 'a person' });
    expect(await team.coders('mission', 'retry', name)).toMatchObject({ exit: 2, stderr: expect.stringContaining('is done: it cannot be retried now.') });
  });

  test('one who is no member any more may do nothing; the pane of another team\'s member is a person\'s', async () => {
    expect(await team.as('store/gone', 1, 'list')).toMatchObject({ exit: 2, stderr: 'error: "store/gone" is no member of team shop any more.\nhelp: A person can call this from elsewhere.\n' });
    expect(await team.run(['mission', 'retry', 'cart-api'], { CODERS_TEAM: 'other', CODERS_ADDRESS: 'member/store/cart', CODERS_EPOCH: '1' })).toMatchObject({ exit: 2, stderr: expect.stringContaining('cannot be retried now') });
  });
});

test('what names nothing is refused with what was meant', async () => {
  const said = async (...argv: readonly string[]) => {
    const { exit, stderr } = await team.coders('mission', ...argv);
    expect(exit).toBe(2);
    return stderr;
  };
  expect(await said()).toBe('error: coders mission needs to know what to do.\nhelp: Say one of add, list, show, start, done, fail, retry, cancel, handoff, graph, stats.\n');
  expect(await said('lst')).toBe('error: "lst" is nothing that coders mission does.\nhelp: Did you mean coders mission list?\n');
  expect(await said('done')).toContain('error: coders mission done needs a mission.\n');
  expect(await said('show', 'cart-ap')).toBe('error: The team has no mission "cart-ap".\nhelp: Did you mean store/cart-api?\n');
  expect(await said('list', 'cart-api')).toContain('error: coders mission list takes no word, and "cart-api" is one more.\n');
  expect(await said('done', 'cart-api', '--commits', '1')).toBe('error: coders mission done has no option --commits.\nhelp: It takes --output, --team or --json.\n');
  expect(await said('graph', '--svg', '--mermaid')).toBe('error: coders mission graph takes only one of --mermaid and --svg.\nhelp: Leave the others out.\n');
});

test('each deed prints the mission as it is then', async () => {
  const name = await mission();
  expect(await team.document('mission', 'handoff', name, 'cart')).toMatchObject({ supervisor: false, mission: { handedTo: 'cart', state: 'waiting' } });
  team.done(`store/${name}`, ...given('store/cart', 'abc'));
  expect(await team.document('mission', 'start', name)).toMatchObject({ mission: { state: 'working', by: 'member/store/cart', epoch: 1, base: 'abc' } });
  expect(await team.document('mission', 'fail', name, 'No.')).toMatchObject({ mission: { state: 'ready', again: { because: 'No.' }, tries: [{ result: 'failed' }] } });
  expect(await team.document('mission', 'cancel', name)).toMatchObject({ mission: { state: 'failed', because: 'cancelled by a person' } });
  expect(await team.document('mission', 'retry', name)).toMatchObject({ mission: { state: 'waiting' } });
  team.done(`store/${name}`, ...given('store/cart'));
  expect(await team.document('mission', 'done', name)).toMatchObject({ mission: { state: 'done', saidBy: 'a person' } });
});
