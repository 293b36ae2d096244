import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { talkingManifest, talkingTeam, type TalkingTeam } from '../../rig/talking-team.ts';
import { ended } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let shop: TalkingTeam;

beforeAll(async () => {
  shop = await talkingTeam();
  for (const seat of ['orchestrator', 'store/pm', 'store/cart', 'store/search', 'api/core']) await shop.team.saysItIs(seat, 'idle');
});

test('an engineer asks its PM in its pane, the PM answers, and each hears the other: a thread', async () => {
  const question = 'Which port?\ndemo: run coders message reply 8080-see-deploy';
  expect((await shop.as('store/cart', 'message', 'send', 'pm', question, '--type', 'question', '--wait')).exit).toBe(0);
  const heard = await shop.hears('store/cart', '8080-see-deploy');
  const [asked, answered] = shop.mails();
  expect(heard).toBe(`Message ${answered!.id} from store/pm (answer, in answer to ${asked!.id}): 8080-see-deploy`);
  expect(asked).toMatchObject({ from: 'member/store/cart', to: ['member/store/pm'], type: 'question', depth: 0 });
  expect(answered).toMatchObject({ from: 'member/store/pm', to: ['member/store/cart'], type: 'answer', replyTo: asked!.id, depth: 1 });
  expect(await shop.told('store/pm', 'Which port?')).toHaveLength(1);
  expect((await shop.as('store/cart', 'inbox', '--sent')).stdout).toMatch(/^\w{6} {2}store\/cart → store\/pm {2}question {2}[\w ]+ {2}(read|acknowledged) {2}Which port\?\n$/);
});

test('a reader that works is told when its turn ends, all that came meanwhile as one', async () => {
  await shop.team.saysItIs('store/search', 'idle');
  await shop.team.succeed('send', 'store/search', 'demo: wait-for .go');
  for (const text of ['First.', 'Second.', 'Third.']) expect((await shop.as('store/cart', 'message', 'send', 'search', text)).exit).toBe(0);
  expect(await shop.team.succeed('inbox', 'store/search', '--json')).toContain('"unread": 3');
  writeFileSync(join(shop.team.worktree('search'), '.go'), '');
  const heard = await shop.hears('store/search', 'Third.');
  expect(heard.match(/First\.|Second\.|Third\./g)).toEqual(['First.', 'Second.', 'Third.']);
  expect(await shop.told('store/search', 'First.')).toHaveLength(1);
  await waitUntil(async () => (await shop.team.succeed('inbox', 'store/search', '--json')).includes('"unread": 0'), { what: 'them to count as read' });
});

test('a long one is one line, and lies in a file that its reader is told of', async () => {
  const text = `# What is left\n${'- another thing\n'.repeat(200)}`;
  await writeTo(shop, 'handoff.md', text);
  expect((await shop.as('store/cart', 'message', 'send', 'pm', '--file', 'handoff.md', '--type', 'handoff', '--wait')).exit).toBe(0);
  const heard = await shop.hears('store/pm', 'What is left');
  const { id } = shop.mails().at(-1)!;
  const file = /the file (\S+)\)/.exec(heard)?.[1];
  expect(heard).toBe(`Message ${id} from store/cart (handoff), ${Buffer.byteLength(text.trimEnd())} bytes: # What is left Read all of it: coders message read ${id} (or the file ${file})\nTo answer: coders message reply ${id} "…"`);
  expect(readFileSync(file!, 'utf8')).toBe(text);
  expect(shop.store.mails.unread('shop', 'member/store/pm')).toBe(1);
  expect((await shop.as('store/pm', 'message', 'read', id)).stdout).toContain('- another thing');
  expect(shop.store.mails.unread('shop', 'member/store/pm')).toBe(0);
});

test('who may not write to somebody is told who may carry it; an answer to a person may go', async () => {
  const refused = await shop.as('store/cart', 'message', 'send', 'orchestrator', 'Help.');
  expect(refused).toMatchObject({ exit: 2, stderr: expect.stringMatching(/store\/cart may not write to orchestrator\.\n.*Send it to store\/pm, who may carry it\./) });
  expect((await shop.as('store/cart', 'message', 'send', 'person', 'Help.')).exit).toBe(2);
  await shop.team.succeed('message', 'send', 'store/cart', 'Is it done?', '--type', 'question', '--wait');
  const asked = shop.mails().at(-1)!;
  expect((await shop.as('store/cart', 'message', 'reply', asked.id, 'Nearly.')).exit).toBe(0);
  expect(await shop.team.succeed('inbox')).toMatch(/store\/cart → a person {2}answer \(answers \w{6}\).*Nearly\./);
  expect((await shop.as('store/search', 'message', 'read', asked.id)).stderr).toContain(`The message ${asked.id} is neither from store/search nor to it.`);
});

test('what a member types with coders send goes where its messages may go; talks_to says otherwise from the next apply on, and restarts nobody', async () => {
  const send = () => shop.as('store/cart', 'send', 'api/core', 'Hello.');
  expect(await send()).toMatchObject({ exit: 2, stderr: expect.stringMatching(/store\/cart may not write to api\/core\.\n.*Send it to store\/pm, who may carry it/) });
  await shop.team.write(talkingManifest.replace('cart: {}', 'cart: {talks_to: [api/core, "role:tester"]}'));
  expect(await shop.team.succeed('plan')).toContain('No changes.');
  await shop.team.succeed('apply');
  expect((await send()).exit).toBe(0);
  expect((await shop.as('store/cart', 'message', 'send', 'role:tester', 'All of you.')).exit).toBe(0);
  expect(shop.store.launches('shop').every(({ epoch }) => epoch === 1)).toBe(true);
});

test('a broadcast reaches each of a role or a project but its writer, and somebody who listens', async () => {
  const listening = shop.team.start('coders', ['listen', 'role:tester', '--count', '1', '--timeout', '60s', '--json']);
  let hasHeard = false;
  const heard = ended(listening).finally(() => (hasHeard = true));
  await shop.team.succeed('message', 'send', 'role:tester', 'The fixtures moved.', '--wait');
  for (const seat of ['store/search', 'api/core']) expect(await shop.hears(seat, 'The fixtures moved.')).toMatch(/^Message \w{6} from a person \(to role:tester\): /);
  expect(await shop.told('store/cart', 'The fixtures moved.')).toEqual([]);
  // It hears what is written once it listens, which nothing tells.
  await waitUntil(async () => hasHeard || (await shop.team.succeed('message', 'send', 'role:tester', 'Once more.'), hasHeard), { what: 'it to be heard', timeout: 60_000 });
  expect(JSON.parse((await heard).stdout.split('\n')[0]!)).toMatchObject({ channel: 'role:tester', from: 'person' });
  expect((await shop.as('store/cart', 'message', 'send', 'project:store', 'Rebased.')).exit).toBe(0);
  expect(shop.mails().at(-1)!.to).toEqual(['member/store/pm', 'member/store/search']);
  expect((await shop.as('store/cart', 'message', 'send', 'all', 'Hello.')).stderr).toContain('store/cart may not write to orchestrator');
});

test('a storm is damped: said to its sender each time, and told in one event', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => `Progress ${index}.`);
  const exits: (number | null)[] = [];
  let last = '';
  for (const text of texts) {
    const { exit, stderr } = await shop.as('api/core', 'message', 'send', 'orchestrator', text);
    exits.push(exit);
    last = stderr;
  }
  expect(exits).toEqual([...Array.from({ length: 10 }, () => 0), 2, 2]);
  expect(last).toMatch(/The message is not sent: 10 messages within 1m are as many as one member may send\.\n.*Go on with your work, and say all of it in one message in (\d+s|1m)\./);
  expect(shop.store.events('shop').filter(({ type }) => type === 'mail-damped')).toMatchObject([{ address: 'member/api/core', rule: 'rate' }]);
});

test('what a launch that is over says, or asks, does not count', async () => {
  const before = shop.mails().length;
  await shop.team.saysItIs('store/search', 'idle');
  await shop.team.succeed('restart', 'store/search');
  for (const argv of [['message', 'send', 'pm', 'I am the old one.'], ['inbox'], ['message', 'read']]) {
    expect(await shop.inLaunch('store/search', 1, ...argv)).toMatchObject({ exit: 2, stderr: expect.stringContaining('This is launch 1 of "store/search", which is over: launch 2 came after it.') });
  }
  expect(shop.mails()).toHaveLength(before);
});

function writeTo({ team }: TalkingTeam, name: string, text: string): Promise<void> {
  return writeFile(join(team.directory, name), text);
}
