import type { MessageHistory } from '../../host/store/messages.ts';
import { seatIn } from '../../state/address.ts';
import type { Receipt } from '../../state/message.ts';
import { palette } from './palette.ts';

/** A receipt in a few words: `submitted (pressed twice)`. */
export function receiptText(receipt: Receipt): string {
  if (receipt.state === 'held' || receipt.state === 'failed') return `${receipt.state}: ${receipt.reason}`;
  if (receipt.state === 'acknowledged') return `acknowledged: ${receipt.by}`;
  return receipt.state === 'submitted' && receipt.presses > 1 ? `submitted (the key was pressed ${receipt.presses} times)` : receipt.state;
}

/** Each message with its receipts and their times. */
export function messagesText(histories: readonly MessageHistory[], color: boolean): string {
  const { bold, faint } = palette(color);
  if (histories.length === 0) return 'No message has been sent to this team.';
  return histories.map(({ message, receipts }) => {
    const [first = '', ...more] = message.text.split('\n');
    const excerpt = `${first.slice(0, 60)}${first.length > 60 || more.length > 0 ? '…' : ''}`;
    const steps = receipts.map((receipt) => `    ${faint(timeOf(receipt.at))}  ${receiptText(receipt)}`);
    return [`${bold(seatIn(message.to))}  ${excerpt}  ${faint(message.id)}`, ...steps].join('\n');
  }).join('\n');
}

/** As `schemas/messages.schema.json` describes one. */
export function receiptJson({ message, receipts }: MessageHistory) {
  const { id, team, to, text, when, at } = message;
  return { id, team, to, text, when, at: timeOf(at), state: receipts.at(-1)?.state ?? 'queued', receipts: receipts.map(stepJson) };
}

/** Without what only the next look needs. */
function stepJson(receipt: Receipt) {
  const { state, at } = receipt;
  const step = { state, at: timeOf(at) };
  if ('reason' in receipt) return { ...step, reason: receipt.reason };
  if ('by' in receipt) return { ...step, by: receipt.by };
  if (receipt.state === 'submitted') return { ...step, epoch: receipt.epoch, presses: receipt.presses };
  return 'epoch' in receipt ? { ...step, epoch: receipt.epoch } : step;
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
