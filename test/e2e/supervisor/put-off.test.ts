import { expect, test } from 'vitest';
import { ownSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const minute = 60_000;

test('what found no moment, since its member worked for longer than one is looked for, is told once it rests, and once', async () => {
  const own = await ownSupervisor('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {stuck_after: 12h}}}}\n');
  const { team, store, clock } = own;
  await team.saysItIs('web/a', 'idle');
  await team.succeed('send', 'web/a', 'demo: wait-for go-on');
  await team.saysItIs('web/a', 'working');
  store.messages.enqueue({ id: 'shop/on:7:later', team: 'shop', to: 'member/web/a', text: 'Later.', when: 'idle', at: clock.now() });
  const states = () => store.messages.receipts('shop/on:7:later').map(({ state }) => state);
  await own.supervisor.look(); // as whoever left it to be told would ask
  await own.pass(0);
  await own.pass(11 * minute);
  await waitUntil(() => states().at(-1) === 'held', { what: 'it to be held' });
  for (let look = 1; look <= 3; look += 1) await own.pass(5 * minute);
  expect(states()).toEqual(['queued', 'held']);
  // As a person does it: once more where the key was taken for the beginning of another.
  await waitUntil(async () => {
    const { id, title } = await team.pane('web/a');
    if (!title.includes(' idle ')) await team.tmux('send-keys', '-t', id, 'Escape');
    return title.includes(' idle ');
  }, { what: 'its turn to end' });
  await own.pass(5 * minute);
  await waitUntil(async () => (await own.pass(100), states().at(-1) === 'acknowledged'), { what: 'it to be told' });
  expect((await team.conversation('web/a')).filter(({ text }) => text === 'Later.')).toHaveLength(1);
});

test('a check-in that found no moment makes way for the next: only that is told', async () => {
  const own = await ownSupervisor('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {checkins: [{name: often, every: 30m, note: Where are you?}]}}}}\n');
  const { team, store } = own;
  await team.saysItIs('web/a', 'idle');
  const { id } = await team.pane('web/a');
  await team.tmux('send-keys', '-t', id, '-l', 'half a');
  await waitUntil(async () => (await team.tmux('capture-pane', '-p', '-t', id)).includes('half a'), { what: 'the draft to be seen' });
  const said = () => store.messages.ofTeam('shop', 10).filter(({ message }) => message.id.startsWith('shop/checkin/'));
  const states = () => said().map(({ receipts }) => receipts.at(-1)?.state);
  const comesTo = (...wanted: readonly string[]) => waitUntil(async () => (await own.pass(0), JSON.stringify(states()) === JSON.stringify(wanted)), { what: `the check-ins to be ${wanted.join(', ')}` });
  await own.pass(31 * minute);
  await own.pass(11 * minute);
  await comesTo('held');
  for (let look = 1; look <= 12; look += 1) await own.pass(5 * minute);
  await waitUntil(async () => (await own.pass(minute), said().length === 2), { what: 'the next to be said' });
  expect(said()[0]!.receipts.at(-1)).toMatchObject({ state: 'failed', reason: 'it found no moment, and made way for the next' });
  await team.tmux('send-keys', '-t', id, 'C-u');
  await comesTo('failed', 'acknowledged');
  expect((await team.conversation('web/a')).filter(({ text }) => text?.includes('Where are you?'))).toHaveLength(1);
});
