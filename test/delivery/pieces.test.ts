import { expect, it } from 'vitest';
import { claudeDelivery } from '../../src/agents/claude/delivery.ts';
import { carryOut, type Doing } from '../../src/delivery/carry-out.ts';

const text = `${'a'.repeat(400)}${'b'.repeat(400)}${'c'.repeat(400)}`;
const border = '─'.repeat(80);

/** An agent that takes what was typed only when it is looked at for the third time after it. Gives what each of its reads found, in characters. */
async function readsOf(isReadable: boolean): Promise<readonly number[]> {
  const reads: number[] = [];
  let [box, unread, looks] = ['', '', 0];
  const screen = () => ({ inMode: false, hands: '', scene: '', styled: isReadable ? [border, `❯ ${box}`, border] : [] });
  const read = () => {
    if (unread === '') return;
    reads.push(unread.length);
    [box, unread, looks] = [box + unread, '', 0];
  };
  const input = {
    lookClosely: async () => {
      looks += 1;
      if (looks === 3) read();
      return screen();
    },
    type: async (_pane: unknown, piece: string) => {
      unread += piece;
      return true;
    },
  };
  const host = { tmux: { input }, clock: { now: () => 0, wait: async () => undefined } };
  const subject = { delivery: claudeDelivery, prompt: text };
  const agent = { pane: { tag: { epoch: 1 } }, close: screen(), recordEnd: 0 };
  const done = await carryOut({ do: 'type' }, { subject, agent, receipt: { state: 'queued', at: 0 }, keep: (receipt: unknown) => receipt, host } as unknown as Doing);
  expect(done?.state).toBe('typed');
  read();
  return reads;
}

it('a piece is typed only when the box shows the one before: an agent that was kept from reading finds no two at once', async () => {
  expect(await readsOf(true)).toEqual([400, 400, 400]);
});

it('a box that can not be read is not waited for', async () => {
  expect(await readsOf(false)).toEqual([1200]);
});
