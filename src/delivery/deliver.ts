import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { isFinal, type Message, type Receipt } from '../state/message.ts';
import type { ObservedPane } from '../state/observed.ts';
import { carryOut } from './carry-out.ts';
import { decide, type Sight } from './decide.ts';
import { look, subjectOf, type Look } from './look.ts';

export interface DeliveryRequest {
  readonly team: AppliedTeam;
  readonly message: Message;
  /** How long to look for a moment, and for the proof, in milliseconds. */
  readonly timeoutMs: number;
  /** Types also to a member whose tool says that its usage limit is reached. */
  readonly evenIfLimited?: boolean;
  /** Told each receipt as it is kept, and once what is waited for. */
  readonly watcher: { received(receipt: Receipt): void; waiting(reason: string): void };
}

const pollMs = { first: 20, last: 400 };

/**
 * Brings one message to its member and proves that it arrived, or says why not. Goes on where an earlier try stopped,
 * and first with a message that another sender left typed: it would stand in the box, and in the way, for ever. The
 * caller holds the member's input: nobody else types there meanwhile. Returns the last receipt; throws a HostError when
 * tmux or the store fails, and the same message can then be gone on with.
 */
export async function deliver(request: DeliveryRequest, host: Host): Promise<Receipt> {
  const { team, message, timeoutMs } = request;
  const deadline = host.clock.now() + timeoutMs;
  const left = host.store.messages.inHand(team.name, message.to);
  if (left !== undefined && left.id !== message.id) {
    const isTaken = host.store.messages.receipts(left.id).at(-1)?.state === 'submitted';
    // What was submitted is in nobody's way: a look is enough.
    await bring({ team, message: left, timeoutMs: isTaken ? 0 : timeoutMs, watcher: { received: () => undefined, waiting: request.watcher.waiting }, isDone: isOutOfTheWay }, host);
  }
  return bring({ ...request, timeoutMs: Math.max(0, deadline - host.clock.now()) }, host);
}

/** `isDone`: with which receipt to end before it is final. */
async function bring(request: DeliveryRequest & { readonly isDone?: (receipt: Receipt) => boolean }, host: Host): Promise<Receipt> {
  const { team, message, watcher, isDone = ({ state }) => isFinal(state) } = request;
  const keep = (kept: Receipt): Receipt => {
    const held = host.store.messages.addReceipt(message.id, kept);
    if (held !== kept) return held;
    if (isFinal(kept.state) || kept.state === 'held') host.store.append(team.name, host.clock.now(), [{ type: 'message', address: message.to, message: message.id, state: kept.state }]);
    watcher.received(kept);
    return kept;
  };
  let receipt = host.store.messages.receipts(message.id).at(-1) ?? { state: 'queued', at: message.at };
  const subject = subjectOf(team, message);
  if ('reason' in subject) return isFinal(receipt.state) ? receipt : keep({ state: 'failed', at: host.clock.now(), reason: subject.reason });
  const deadline = host.clock.now() + request.timeoutMs;
  let [waitsFor, waitMs] = ['', pollMs.first];
  let interruptedAt: number | undefined;
  let pane: ObservedPane | undefined;
  while (!isDone(receipt = asKept(receipt, message, host))) {
    const seen: Look = await look(subject, { receipt, pane }, host);
    pane = seen.agent?.pane;
    const sight: Sight = request.evenIfLimited === true && seen.sight.status === 'limited' ? { ...seen.sight, status: 'idle' } : seen.sight;
    const move = decide(receipt, sight, { when: message.when, channel: subject.delivery.channel, hasRecord: subject.delivery.record !== undefined, now: host.clock.now(), begun: timesBegun(message, host), ...(interruptedAt === undefined ? {} : { interruptedAt }) });
    const done: Receipt | undefined = move.do === 'wait' ? undefined : await carryOut(move, { subject, agent: seen.agent, receipt, keep, host });
    receipt = done ?? receipt;
    const isRefused = move.do !== 'wait' && (done === undefined || (move.do === 'type' && done.state === 'held'));
    if (move.do === 'interrupt' && !isRefused) interruptedAt = host.clock.now();
    if (move.do !== 'wait' && !isRefused) {
      waitMs = pollMs.first;
      continue;
    }
    const reason = move.do === 'wait' ? move.for : 'its window to keep still';
    if (reason !== waitsFor) watcher.waiting(reason);
    waitsFor = reason;
    if (host.clock.now() >= deadline) return giveUp(receipt, reason, { keep, host });
    await host.clock.wait(waitMs);
    waitMs = Math.min(waitMs * 1.5, pollMs.last);
  }
  return receipt;
}

/** What nothing was typed of can be taken back meanwhile. */
function asKept(receipt: Receipt, { id }: Message, { store }: Host): Receipt {
  return 'epoch' in receipt ? receipt : (store.messages.receipts(id).at(-1) ?? receipt);
}

function timesBegun({ id }: Message, { store }: Host): number {
  return store.messages.receipts(id).filter(({ state }) => state === 'typing').length;
}

/** Nothing that the runner is to submit stands in the box any more: whether another's message is typed anew is for its sender. */
function isOutOfTheWay(receipt: Receipt): boolean {
  return !('epoch' in receipt);
}

/** Nothing was typed: it may be sent on later. Something was: it stays what it is, and the same id goes on with it. */
function giveUp(receipt: Receipt, waitsFor: string, { keep, host }: { keep: (receipt: Receipt) => Receipt; host: Host }): Receipt {
  if (receipt.state !== 'queued' && receipt.state !== 'held') return receipt;
  return keep({ state: 'held', at: host.clock.now(), reason: `it waits for ${waitsFor}` });
}
