import { beforeAll, expect, test } from 'vitest';
import { ended } from '../../rig/team.ts';
import { talkingTeam, type TalkingTeam } from '../../rig/talking-team.ts';
import { readDocument } from './documents.ts';

let shop: TalkingTeam;

beforeAll(async () => {
  shop = await talkingTeam({ kept: false });
  await shop.team.saysItIs('store/pm', 'idle');
});

// What a script reads is all on standard output, and nothing else is.
async function documentOf<Shape>(schema: string, argv: readonly string[], wantedExit = 0): Promise<Shape> {
  const { exit, stdout, stderr } = await shop.team.coders(...argv, '--json');
  expect(exit, `${stdout}${stderr}`).toBe(wantedExit);
  return readDocument<Shape>(schema, stdout);
}

test('message, inbox and listen', async () => {
  const heard = ended(shop.team.start('coders', ['listen', 'store/pm', '--count', '1', '--timeout', '60s', '--json']));
  const sent = await documentOf<{ message: { id: string } }>('message', ['message', 'send', 'store/pm', 'Is it done?', '--type', 'question', '--op-id', 'first']);
  expect(sent).toMatchObject({ supervisor: false, message: { id: 'first', from: 'person', to: ['member/store/pm'], type: 'question', copies: [{ to: 'member/store/pm', state: 'read' }] } });
  const answered = await shop.as('store/pm', 'message', 'reply', 'first', 'Nearly.', '--json');
  expect(readDocument('message', answered.stdout)).toMatchObject({ message: { replyTo: 'first', copies: [{ to: 'person', state: 'unread' }] } });
  expect(await documentOf('inbox', ['inbox'])).toMatchObject({ whose: 'person', unread: 1, messages: [{ text: 'Nearly.', reader: 'person', state: 'unread' }] });
  expect(await documentOf('message-read', ['message', 'read'])).toMatchObject({ messages: [{ text: 'Nearly.', type: 'answer' }] });
  expect(await documentOf('inbox', ['inbox', '--sent', '--last', '1'])).toMatchObject({ whose: 'person', unread: 0, messages: [{ id: 'first', state: 'read' }] });
  await shop.team.coders('message', 'send', 'role:analyst', 'Hello.');
  await shop.team.coders('message', 'send', 'store/pm', 'Again.');
  const [line = ''] = (await heard).stdout.split('\n');
  expect(readDocument('listen', line)).toMatchObject({ to: ['member/store/pm'] });
});

test('context and learn', async () => {
  expect(await documentOf('context', ['context', 'set', 'api-port', '8080'])).toMatchObject({ known: [{ key: 'api-port', kind: 'context', author: 'person', uses: 0 }] });
  for (const words of [['get', 'api-port'], ['search', '80'], ['list']]) expect(await documentOf('context', ['context', ...words])).toMatchObject({ known: [{ value: '8080' }] });
  expect(await documentOf('learn', ['learn', 'Use UTC.', '--project', 'store'])).toMatchObject({ known: [{ kind: 'learning', project: 'store', value: 'Use UTC.', commit: expect.stringMatching(/^[0-9a-f]{40}$/) }] });
  expect(await documentOf('error', ['context', 'get', 'api-prot'], 2)).toMatchObject({ error: { kind: 'usage', hint: 'Did you mean api-port?' } });
  expect(await documentOf('error', ['message', 'send', 'store/cort', 'Hello.'], 2)).toMatchObject({ error: { hint: 'Did you mean store/cart?' } });
});
