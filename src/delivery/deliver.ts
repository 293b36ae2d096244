import type { Channel } from '../agents/delivery.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Message, Receipt } from '../state/message.ts';
import type { ObservedPane } from '../state/observed.ts';
import { decide, type Move } from './decide.ts';
import { look, subjectOf, type Look, type Subject } from './look.ts';

export interface DeliveryRequest {
  readonly team: AppliedTeam;
  readonly message: Message;
  /** How long to look for a moment, and for the proof, in milliseconds. */
  readonly timeoutMs: number;
  /** Told each receipt as it is kept, and once what is waited for. */
  readonly watcher: { received(receipt: Receipt): void; waiting(reason: string): void };
}

const pollMs = { first: 20, last: 200 };

/** Keys submit what was typed; a tool with a door of its own needs none, and its answer is proof enough of having it. */
const noKeys = { key: '', afterMs: 0, againAfterMs: Number.POSITIVE_INFINITY };

/**
 * Brings one message to its member and proves that it arrived, or says why not. Goes on where an earlier try stopped.
 * The caller holds the member's input: nobody else types there meanwhile. Returns the last receipt.
 */
export async function deliver(request: DeliveryRequest, host: Host): Promise<Receipt> {
  const { team, message, watcher } = request;
  const { messages } = host.store;
  const keep = (receipt: Receipt): Receipt => {
    messages.addReceipt(message.id, receipt);
    watcher.received(receipt);
    return receipt;
  };
  let receipt = messages.receipts(message.id).at(-1) ?? { state: 'queued', at: message.at };
  const subject = subjectOf(team, message);
  if ('reason' in subject) return keep({ state: 'failed', at: host.clock.now(), reason: subject.reason });
  const deadline = host.clock.now() + request.timeoutMs;
  let waitsFor = '';
  for (let waitMs = pollMs.first; !isFinal(receipt); ) {
    const seen = await look(subject, 'recordEnd' in receipt ? receipt.recordEnd : undefined, host);
    const { channel } = subject.delivery;
    const move = decide(receipt, seen.sight, { message, submit: channel.by === 'http' ? noKeys : channel.submit, now: host.clock.now() });
    if (move.do !== 'wait') {
      receipt = await carryOut(move, { subject, seen, receipt, keep, host });
      waitMs = pollMs.first;
      continue;
    }
    if (move.for !== waitsFor) watcher.waiting(move.for);
    waitsFor = move.for;
    if (host.clock.now() >= deadline) return giveUp(receipt, waitsFor, { keep, host });
    await host.clock.wait(waitMs);
    waitMs = Math.min(waitMs * 1.5, pollMs.last);
  }
  return receipt;
}

function isFinal({ state }: Receipt): boolean {
  return state === 'acknowledged' || state === 'failed';
}

/** Nothing was typed: it may be sent on later. Something was: it stays what it is, and the same id goes on with it. */
function giveUp(receipt: Receipt, waitsFor: string, { keep, host }: { keep: (receipt: Receipt) => Receipt; host: Host }): Receipt {
  if (receipt.state !== 'queued' && receipt.state !== 'held') return receipt;
  return keep({ state: 'held', at: host.clock.now(), reason: `it waits for ${waitsFor}` });
}

interface Doing {
  readonly subject: Subject;
  readonly seen: Look;
  readonly receipt: Receipt;
  readonly keep: (receipt: Receipt) => Receipt;
  readonly host: Host;
}

async function carryOut(move: Exclude<Move, { do: 'wait' }>, doing: Doing): Promise<Receipt> {
  const { subject, seen, receipt, keep, host } = doing;
  if (move.do === 'end') {
    const at = host.clock.now();
    return keep(move.as === 'acknowledged' ? { state: move.as, at, by: move.reason } : { state: move.as, at, reason: move.reason });
  }
  if (seen.agent === undefined) throw new Error(`a delivery to nobody: ${move.do}`);
  const { pane } = seen.agent;
  if (move.do === 'interrupt') {
    await host.tmux.input.press(pane, subject.delivery.interrupt);
    return receipt;
  }
  return move.do === 'press' ? press(pane, doing) : type(seen.agent, doing);
}

async function type({ pane, live }: NonNullable<Look['agent']>, { subject, seen, keep, host }: Doing): Promise<Receipt> {
  const { channel, asPrompt } = subject.delivery;
  const text = asPrompt(subject.message.text);
  const typed = { at: host.clock.now(), epoch: pane.tag?.epoch ?? 0, ...(seen.recordEnd === undefined ? {} : { recordEnd: seen.recordEnd }) };
  keep({ state: 'typing', ...typed });
  try {
    if (channel.by === 'http') {
      for (const request of channel.requests(text, live)) await host.http(request);
      return keep({ state: 'submitted', ...typed, at: host.clock.now(), presses: 0 });
    }
    await putIn(pane, { text, channel }, host);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return keep({ state: 'failed', at: host.clock.now(), reason: error.message });
  }
  return keep({ state: 'typed', ...typed, at: host.clock.now() });
}

async function putIn(pane: ObservedPane, { text, channel }: { text: string; channel: Exclude<Channel, { by: 'http' }> }, { tmux, clock }: Host): Promise<void> {
  if (channel.by === 'paste') {
    await tmux.input.paste(pane, text);
  } else {
    const characters = [...text];
    for (let start = 0; start < characters.length; start += channel.piece) {
      if (start > 0) await clock.wait(channel.pauseMs);
      await tmux.input.type(pane, characters.slice(start, start + channel.piece).join(''));
    }
  }
  await clock.wait(channel.submit.afterMs);
}

async function press(pane: ObservedPane, { subject, receipt, keep, host }: Doing): Promise<Receipt> {
  const { channel } = subject.delivery;
  if (channel.by === 'http' || !('epoch' in receipt)) throw new Error(`a key for a delivery that is ${receipt.state}`);
  const presses = receipt.state === 'submitted' ? receipt.presses + 1 : 1;
  const { epoch, recordEnd } = receipt;
  await host.tmux.input.press(pane, channel.submit.key);
  return keep({ state: 'submitted', at: host.clock.now(), epoch, presses, ...(recordEnd === undefined ? {} : { recordEnd }) });
}
