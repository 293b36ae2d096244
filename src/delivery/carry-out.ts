import type { Channel, Delivery } from '../agents/delivery.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { Receipt, Typed } from '../state/message.ts';
import type { Move } from './decide.ts';
import type { SeenAgent, Subject } from './look.ts';

/** What a move needs: who it is for, what was seen of them, and how far the message is. */
export interface Doing {
  readonly subject: Subject;
  readonly agent: SeenAgent | undefined;
  readonly receipt: Receipt;
  /** Writes a receipt down, and gives the one that holds then. */
  readonly keep: (receipt: Receipt) => Receipt;
  readonly host: Host;
}

/** Does what was decided; gives the receipt that holds then, or undefined where tmux refused the key. */
export async function carryOut(move: Exclude<Move, { do: 'wait' }>, doing: Doing): Promise<Receipt | undefined> {
  const { subject, agent, receipt, keep, host } = doing;
  if (move.do === 'end') {
    const at = host.clock.now();
    return keep(move.as === 'acknowledged' ? { state: move.as, at, by: move.reason } : { state: move.as, at, reason: move.reason });
  }
  if (move.do === 'hold') return keep({ state: 'held', at: host.clock.now(), reason: move.reason });
  if (agent === undefined) throw new Error(`a delivery to nobody: ${move.do}`);
  if (move.do === 'interrupt') {
    return (await host.tmux.input.press(agent.pane, subject.delivery.interrupt, agent.close)) ? receipt : undefined;
  }
  return move.do === 'press' ? press(agent, doing) : type(agent, doing);
}

async function type(agent: SeenAgent, { subject, keep, host }: Doing): Promise<Receipt> {
  const { channel } = subject.delivery;
  const { pane, close, recordEnd } = agent;
  const typed: Typed = { at: host.clock.now(), epoch: pane.tag.epoch, hands: close.hands, recordEnd };
  const begun = keep({ state: 'typing', ...typed });
  if (begun.state !== 'typing') return begun; // it was taken back since the look
  if (channel.by === 'http') return sendHttp(channel, typed, { agent, subject, keep, host });
  const came = await putIn(agent, { text: subject.prompt, channel, draft: subject.delivery.draft }, host);
  const at = host.clock.now();
  if (came === 'nothing') return keep({ state: 'held', at, reason: 'nothing was typed: its window changed between the look and the first key' });
  if (came === 'a part') return keep({ state: 'failed', at, reason: 'only a part was typed: the agent ended or a person came in between' });
  return keep({ state: 'typed', ...typed, at });
}

async function sendHttp(channel: Extract<Channel, { by: 'http' }>, typed: Typed, { agent, subject, keep, host }: Omit<Doing, 'receipt'> & { agent: SeenAgent }): Promise<Receipt> {
  try {
    for (const request of channel.requests(subject.prompt, agent.live)) await host.http(request);
    return keep({ state: 'submitted', ...typed, at: host.clock.now(), presses: 0 });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return keep({ state: 'failed', at: host.clock.now(), reason: error.message });
  }
}

interface Words {
  readonly text: string;
  readonly channel: Exclude<Channel, { by: 'http' }>;
  readonly draft: Delivery['draft'];
}

/** The first keystroke is refused if anything has changed, the others only if a person's hands or the agent have: the text itself moves the cursor. */
async function putIn({ pane, close }: SeenAgent, { text, channel, draft }: Words, host: Host): Promise<'all' | 'a part' | 'nothing'> {
  const { input } = host.tmux;
  const { pieces, put, pauseMs } = channel.by === 'paste'
    ? { pieces: [text], put: input.paste, pauseMs: 0 }
    : { pieces: cut(text, channel.piece), put: input.type, pauseMs: channel.pauseMs };
  let shown = draft(close.styled);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) shown = await nextDraft(shown, { pane, draft, pauseMs }, host);
    const isDone = await put(pane, piece, index === 0 ? close : { hands: close.hands });
    if (!isDone) return index === 0 ? 'nothing' : 'a part';
  }
  await host.clock.wait(channel.submit.afterMs);
  return 'all';
}

/** How often the box is looked at for a piece: some pieces, as of blanks alone, change nothing in it. */
const mostLooks = 100;

/**
 * Waits until the box shows what was typed. An agent that a busy machine keeps from reading would else find several
 * pieces at once, and take them for a paste. A box that can not be read is not waited for.
 */
async function nextDraft(before: string | undefined, { pane, draft, pauseMs }: { pane: SeenAgent['pane']; draft: Delivery['draft']; pauseMs: number }, { tmux, clock }: Host): Promise<string | undefined> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    await clock.wait(pauseMs);
    const close = await tmux.input.lookClosely(pane);
    const shown = close === undefined ? undefined : draft(close.styled);
    if (shown === undefined || shown !== before) return shown;
  }
  return before;
}

function cut(text: string, length: number): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) => characters.slice(index * length, (index + 1) * length).join(''));
}

async function press({ pane, close }: SeenAgent, { subject, receipt, keep, host }: Doing): Promise<Receipt | undefined> {
  const { channel } = subject.delivery;
  if (channel.by === 'http' || !('epoch' in receipt)) throw new Error(`a key for a delivery that is ${receipt.state}`);
  const presses = receipt.state === 'submitted' ? receipt.presses + 1 : 1;
  const { epoch, hands, recordEnd } = receipt;
  if (!(await host.tmux.input.press(pane, channel.submit.key, close))) return undefined;
  return keep({ state: 'submitted', at: host.clock.now(), epoch, hands, recordEnd, presses });
}
