import type { MemberStatus } from '../health/member-status.ts';
import type { Prompt } from '../health/tend/patient.ts';
import type { CheckinAnswer, CheckinRecord } from '../state/checkin.ts';
import type { Receipt } from '../state/message.ts';
import { unansweredPrompt } from './prompts.ts';
import type { CheckinWorld } from './world.ts';

/** Whether a turn has ended since a text was typed, or one more has begun after its own; no answer is one to what did not arrive. Undefined where a living agent's tool tells of no turns. */
export function isAnswered(status: MemberStatus | undefined, receipts: readonly Receipt[], turns = Infinity): boolean | undefined {
  if (receipts.at(-1)?.state === 'failed') return false;
  const typedAt = receipts.findLast(({ state }) => state === 'typing')?.at;
  const turn = status?.turn;
  if (turn === undefined || typedAt === undefined) return status === undefined || status.status === 'exited' ? false : undefined;
  return (turn.endedAt !== undefined && turn.endedAt > typedAt) || turn.number > turns + 1;
}

/** The check-in once its answer is there, or its time is over: then its member's superior is told, once. */
export function afterAnswer(record: CheckinRecord, { now, status, superior, receipts, prompts: texts }: CheckinWorld): { readonly record: CheckinRecord; readonly prompts: readonly Prompt[] } {
  const { saying, checkin: { to } } = record;
  if (saying?.answerBy === undefined) return { record, prompts: [] };
  const answered = isAnswered(status, receipts(saying.message), saying.turns);
  if (answered === true) return { record: withAnswer(record, 'read'), prompts: [] };
  if (now < saying.answerBy) return { record, prompts: [] };
  if (answered === undefined) return { record: withAnswer(record, 'unknown'), prompts: [] };
  const prompts = to === 'parent' && superior !== undefined ? [unansweredPrompt(record, saying.slot, { to: superior, prompts: texts })] : [];
  return { record: withAnswer(record, 'missing'), prompts };
}

function withAnswer(record: CheckinRecord, answer: CheckinAnswer): CheckinRecord {
  const { saying, runs } = record;
  if (saying === undefined) return record;
  const { answerBy: _, ...rest } = saying;
  return { ...record, saying: rest, runs: runs.map((run) => (run.result === 'said' && run.slot === saying.slot ? { ...run, answer } : run)) };
}
