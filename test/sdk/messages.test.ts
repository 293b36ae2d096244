import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { Programs } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await testTeam();
  programs = await Programs.of(team);
  await programs.shown("await coders.spawn({ tool: 'demo', name: 'coordination' });");
});

afterAll(async () => {
  await programs.shown("await coders.down('adhoc-coordination');");
});

const aResult = "{ type: 'task-complete', taskId: 'auth-module', result: 'completed' }";

test('a message is proven to have arrived, and its receipt tells the way', async () => {
  const [receipt] = await programs.shown(`show(await coders.sendMessage('coordination', 'demo: say I heard you'));`);
  expect(receipt).toMatchObject({ team: 'adhoc-coordination', to: 'member/repo/coordination', text: 'demo: say I heard you', state: 'acknowledged' });
  const states = (receipt as { receipts: { state: string }[] }).receipts.map(({ state }) => state);
  expect([...new Set(states)]).toEqual(['queued', 'typing', 'typed', 'submitted', 'acknowledged']); // the key is pressed again where the agent takes its time
});

test('the same id is the same message, and is not sent twice', async () => {
  const [first, second] = await programs.shown(`
    const options = { id: 'once', timeoutMs: 20_000 };
    show(await coders.sendMessage('coordination', 'Only once.', options));
    show(await coders.sendMessage('coordination', 'Only once.', options));
  `);
  expect(first).toMatchObject({ id: 'once', state: 'acknowledged' });
  expect(second).toEqual(first);
});

test('a listener hears each message once, objects as objects and text as text, until it stops', async () => {
  const shown = await programs.shown(`
    const heard = [];
    let all;
    const three = new Promise((resolve) => { all = resolve; });
    const subscription = await coders.listenForMessages('coordination', (message, { to }) => {
      heard.push({ ...message, to });
      if (heard.length === 3) all();
    });
    await coders.sendMessage('coordination', ${aResult});
    await coders.sendMessage('coordination', 'Look at the tests.');
    await coders.sendMessage('coordination', '{ is no object');
    await three;
    subscription.stop();
    await subscription.ended;
    await coders.sendMessage('coordination', 'Nobody listens.');
    show(heard);
  `);
  const to = 'member/repo/coordination';
  expect(shown).toEqual([[
    { type: 'task-complete', taskId: 'auth-module', result: 'completed', to },
    { text: 'Look at the tests.', to },
    { text: '{ is no object', to },
  ]]);
});

test('in an agent\'s own pane it hears what is sent to that agent, also while the agent is in its turn', async () => {
  const listens = join(team.home, 'listens');
  const [before] = await programs.shown("show((await coders.sendMessage('coordination', 'demo: wait-for .gate')).state);");
  const listening = programs.shown(`
    const subscription = await coders.listenForMessages(undefined, (message) => {
      show(message);
      subscription.stop();
    });
    (await import('node:fs')).writeFileSync(${JSON.stringify(listens)}, '');
    await subscription.ended;
  `, { CODERS_TEAM: 'adhoc-coordination', CODERS_ADDRESS: 'member/repo/coordination', CODERS_EPOCH: '1' });
  await waitUntil(() => existsSync(listens), { what: 'the program to listen' });
  const [state] = await programs.shown(`show((await coders.sendMessage('coordination', ${aResult}, { timeoutMs: 0 })).state);`);
  expect({ before, state }).toEqual({ before: 'acknowledged', state: 'held' });
  expect(await listening).toEqual([{ type: 'task-complete', taskId: 'auth-module', result: 'completed' }]);
  await team.repository.write({ '.gate': '' });
});

test('what the listener throws ends the listening, and is not lost', async () => {
  const [thrown] = await programs.shown(`
    const subscription = await coders.listenForMessages('coordination', () => { throw new Error('The listener fell over.'); });
    const thrown = subscription.ended.catch(({ message }) => message);
    await coders.sendMessage('coordination', 'Hello.', { timeoutMs: 0 });
    show(await thrown);
  `);
  expect(thrown).toBe('The listener fell over.');
});

test('an agent that there is not, a dash, and no agent at all are said', async () => {
  expect(await programs.thrown("await coders.sendMessage('coordinaton', 'Hello.');")).toMatchObject({ name: 'UsageError', message: 'The team has no member "coordinaton".', hint: 'Did you mean repo/coordination?' });
  expect(await programs.thrown("await coders.sendMessage('coordination', '-');")).toMatchObject({ message: 'A text can not be a single dash.' });
  expect(await programs.thrown('await coders.listenForMessages(undefined, () => undefined);')).toMatchObject({ message: 'This process runs in no agent\'s pane.' });
});
