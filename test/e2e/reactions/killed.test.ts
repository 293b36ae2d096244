import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TeamEvent } from '../../../src/state/event.ts';
import { runningSupervisor } from '../../rig/kept-team.ts';
import { missionTeam, type MissionTeam } from '../../rig/mission-team.ts';
import { receiver } from '../../rig/receiver.ts';

async function kill({ team }: MissionTeam): Promise<void> {
  process.kill(await runningSupervisor(team), 'SIGKILL');
}

function failed(mission: string): TeamEvent {
  return { type: 'mission', address: `mission/shop/${mission}`, state: 'failed', because: `${mission} is broken` };
}

function lines(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

function messagesOf({ store }: MissionTeam): readonly { readonly text: string; readonly state: string | undefined }[] {
  return store.messages.ofTeam('shop', 100).filter(({ message: { id } }) => id.startsWith('shop/on:')).map(({ message: { text }, receipts }) => ({ text, state: receipts.at(-1)?.state }));
}

test('a supervisor that is killed between an event and what follows from it: a message is typed once, a mission is added once, a command is run once', async () => {
  let isDown = false;
  const { url, received } = await receiver(() => (isDown ? { status: 503 } : undefined));
  const shop = await missionTeam({
    scripts: { 'slow.sh': 'echo "$1" >> TEAM/begun\nuntil [ -e TEAM/go ]; do sleep 0.05; done\necho "$1" >> TEAM/ended\n' },
    manifest: `
defaults: {tool: demo}
notify: {hook: {webhook: {url: "${url}", json: {text: "{text}"}}, same_within: 1s}}
on:
  mission.failed:
    - message: {to: pm, text: "{mission}: {because}"}
      mission: {name: fix, role: tester, brief: Mend it.}
      command: [sh, TEAM/slow.sh, "{mission}"]
      notify: hook
projects:
  shop:
    repo: repo
    pm: {}
    engineers: {cart: {}}
`,
  });
  const { store, team } = shop;
  await kill(shop);
  isDown = true;
  store.append('shop', Date.now(), [failed('one'), failed('two')]); // nobody is there to answer
  await team.succeed('supervisor', 'start');
  await shop.until('the commands to run, and the hook to be asked in vain', () => lines(join(team.directory, 'begun')).length === 2 && store.events('shop').some(({ type }) => type === 'notified'));
  const told = store.messages.ofTeam('shop', 100).length;

  await kill(shop);
  isDown = false;
  await team.succeed('supervisor', 'start');
  await shop.until('what became of the commands', () => store.events('shop').filter((event) => event.type === 'reaction' && event.did.startsWith('command')).length === 2);
  await writeFile(join(team.directory, 'go'), '');
  await shop.until('the hook to be told', () => store.events('shop').some((event) => event.type === 'notified' && event.state === 'sent'));
  await shop.until('both messages to have come to an end', () => messagesOf(shop).every(({ state }) => state === 'acknowledged' || state === 'failed'));

  const reactions = store.events('shop').flatMap((event) => (event.type === 'reaction' ? [`${event.did.replace(team.directory, '…')}, ${event.state}${event.because === undefined ? '' : `: ${event.because}`}`] : []));
  const [first, second] = store.events('shop').filter((event) => event.type === 'mission' && event.state === 'failed').map(({ id }) => id);
  expect(reactions.toSorted()).toEqual([
    'command sh …/slow.sh {mission}, failed: the supervisor ended while it ran: it is not run again',
    'command sh …/slow.sh {mission}, failed: the supervisor ended while it ran: it is not run again',
    'message to shop/pm, done',
    'message to shop/pm, done',
    `mission shop/fix-${first} is added, done`,
    `mission shop/fix-${second} is added, done`,
  ].toSorted());
  expect(lines(join(team.directory, 'begun')).toSorted()).toEqual(['shop/one', 'shop/two']);
  expect(store.messages.ofTeam('shop', 100)).toHaveLength(told);
  expect(messagesOf(shop).map(({ text }) => text)).toEqual(['shop/one: one is broken', 'shop/two: two is broken']);
  // Where the kill fell into its typing, it may have arrived or not, and is not typed again: its receipt says so.
  for (const { text, state } of messagesOf(shop)) expect(state === 'acknowledged' ? [1] : [0, 1], `${text}, ${state}`).toContain(shop.told('shop/pm', text).length);
  // What was due for the hook while it was away is one digest.
  expect((received.at(-1)!.body as { readonly text: string }).text).toMatch(/^shop: 2 things happened\n\d\d:\d\d shop: mission shop\/one has failed: one is broken\n\d\d:\d\d shop: mission shop\/two has failed: two is broken$/);
});
