import { expect, test } from 'vitest';
import { openStore } from '../../src/host/store/store.ts';
import { messageOf } from '../../src/supervisor/messenger.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

test('members of two teams that have one address are each told: one prompt is not taken for the other', async () => {
  const { messages, close } = openStore(await temporaryDirectory());
  const prompt = { id: 'go-on-member/web/a-2', to: 'member/web/a', when: 'idle', text: 'Go on.' } as const;
  for (const name of ['shop', 'bank']) expect(messages.enqueue(messageOf(name, prompt, 1))).toMatchObject({ team: name });
  expect(messages.enqueue(messageOf('shop', prompt, 2)), 'once to each').toMatchObject({ team: 'shop', at: 1 });
  close();
});
