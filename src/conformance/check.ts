import type { Receipt } from '../state/message.ts';
import type { Stage } from './stage.ts';
import { Unmet } from './subject.ts';

/** One thing that an adapter promises. It begins with an idle agent and, when it is met, leaves one behind. */
export interface Check {
  readonly name: string;
  /** Why it can not be made with this tool; undefined when it can. */
  cannot?(stage: Stage): string | undefined;
  /** Without it no later check says anything. */
  readonly vital?: true;
  /** Throws Unmet. */
  meet(stage: Stage): Promise<void>;
}

export function cannotTalk({ adapter }: Stage): string | undefined {
  return adapter.delivery === undefined ? 'the tool can not be talked to' : undefined;
}

/** What arrived is read from the tool's own record. */
export function cannotProve(stage: Stage): string | undefined {
  return cannotTalk(stage) ?? (stage.delivery.record === undefined ? 'the tool keeps no record of its conversations' : undefined);
}

/** Found nowhere else, so that one prompt can be told from another that has the same words. */
export function newMark({ host }: Stage): string {
  return `(${host.newConversation().slice(0, 8)})`;
}

/** A prompt that asks for next to nothing, and that no other is. */
export function smallPrompt(stage: Stage): string {
  return `Answer with OK. ${newMark(stage)}`;
}

export function requireState(receipt: Receipt, wanted: Receipt['state']): void {
  if (receipt.state === wanted) return;
  const reason = 'reason' in receipt ? `: ${receipt.reason}` : '';
  throw new Unmet(`A message is ${receipt.state}${reason}; it should be ${wanted}.`);
}

export async function arrivesOnce(text: string, stage: Stage): Promise<void> {
  requireState(await stage.send(text), 'acknowledged');
  await stage.becomes('idle');
  await isThereOnce(text, stage);
}

/** Of a tool without a record its receipt has to do. */
export async function isThereOnce(text: string, stage: Stage): Promise<void> {
  if (stage.delivery.record === undefined) return;
  const prompt = stage.delivery.asPrompt(text).trimEnd();
  const times = (await stage.recorded()).filter((recorded) => recorded.trimEnd() === prompt).length;
  if (times !== 1) throw new Unmet(`A text stands ${times} times in its record of the conversation.`);
}
