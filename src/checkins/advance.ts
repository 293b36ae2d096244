import type { Prompt } from '../health/tend/patient.ts';
import { isWithin, nextOpening } from '../schedule/day-window.ts';
import { nextFire } from '../schedule/timetable.ts';
import { takeDue, withRuns } from '../schedule/take-due.ts';
import type { CheckinAnswer, CheckinRecord, CheckinRun } from '../state/checkin.ts';
import type { CheckinEvent } from '../state/event.ts';
import { isFinal, type Receipt } from '../state/message.ts';
import { afterAnswer } from './answer.ts';
import { isCutShort, isQueued, obstacleNow, toldIn, waitsForTurn } from './moment.ts';
import { checkinPrompt, momentOf } from './prompts.ts';
import { sinceKept } from './since-kept.ts';
import type { CheckinWorld } from './world.ts';

/** A check-in after a look, and what follows from it. */
export interface CheckinMoved {
  /** The same object where nothing has changed. */
  readonly record: CheckinRecord;
  readonly events: readonly CheckinEvent[];
  readonly prompts: readonly Prompt[];
  /** When time alone brings something. */
  readonly nextAt?: number;
  /** What makes way for the next, and is not to be typed any more, where nothing of it was. */
  readonly withdrawn: readonly string[];
  /** It goes on when its member's turn ends. */
  readonly awaitsTurn: boolean;
}

/**
 * One look at one check-in: what has come due is taken up, what waits is told where that can be, and what was told is
 * followed until it is through and answered. Never two prompts of one check-in are on their way; each time is told once.
 */
export function advance(before: CheckinRecord, world: CheckinWorld): CheckinMoved {
  const followed = afterAnswer(ended(sinceKept(before, world.keptSince), world), world);
  const due = takeDue(followed.record, world.now, isQueued(followed.record, world.status));
  const said = withPrompt(due, world);
  const { record, nextAt } = scheduled(said.record, world);
  return {
    record: isSame(before, record) ? before : record,
    events: eventsOf(before, record),
    prompts: [...followed.prompts, ...said.prompts],
    withdrawn: replaced(before, record, world),
    ...(nextAt === undefined ? {} : { nextAt }),
    awaitsTurn: record.waiting.length > 0 && waitsForTurn(record, world.status),
  };
}

/** What is not through in this time makes way for the next. */
const throughMs = 60 * 60_000;

/** What was told is through, or has failed, or took too long. */
function ended(record: CheckinRecord, { receipts, now }: CheckinWorld): CheckinRecord {
  const { saying, checkin: { answerWithinMs } } = record;
  if (saying === undefined || saying.endedAt !== undefined) return record;
  const receipt = receipts(saying.message).at(-1);
  if (!isEnd(receipt) && now - saying.at < throughMs) return record;
  const isFollowed = receipt !== undefined && isFinal(receipt.state); // nobody answers what did not arrive: that is told, too
  const answerBy = isFollowed && answerWithinMs !== undefined ? receipt.at + answerWithinMs : undefined;
  return { ...record, saying: { ...saying, endedAt: receipt?.at ?? now, ...(answerBy === undefined ? {} : { answerBy }) } };
}

function isEnd(receipt: Receipt | undefined): boolean {
  return receipt === undefined || isFinal(receipt.state);
}

/** The prompt of the time before, where it is not through as another is said. */
function replaced({ saying }: CheckinRecord, now: CheckinRecord, { receipts }: CheckinWorld): readonly string[] {
  return saying === undefined || saying.message === now.saying?.message || isEnd(receipts(saying.message).at(-1)) ? [] : [saying.message];
}

type Said = Pick<CheckinMoved, 'record' | 'prompts'>;

function withPrompt(record: CheckinRecord, world: CheckinWorld): Said {
  const [slot, ...rest] = record.waiting;
  const { saying, checkin } = record;
  // Said again as long as it is not through, for whoever was to bring it may have died; it is one message all the same.
  if (saying !== undefined && saying.endedAt === undefined) return { record, prompts: [{ id: saying.message, to: checkin.member, text: checkin.note, when: momentOf(checkin) }] };
  if (slot === undefined || world.facts === undefined || world.status === undefined || obstacleNow(record, world.status, world.now) !== undefined) return { record, prompts: [] };
  const { now, facts: { texts, essence }, status, role } = world;
  if (checkin.whenChanged && record.essence === essence) {
    const skipped: CheckinRun = { result: 'skipped', slot: slot.slot, at: now, because: 'nothing is new since the last time', times: slot.times };
    return { record: { ...record, waiting: rest, runs: withRuns(record.runs, [skipped]) }, prompts: [] };
  }
  const told = toldIn(status);
  const prompt = checkinPrompt(record, slot, { facts: texts, now, ...(isCutShort(record.toldIn, told) ? { role } : {}) });
  const run: CheckinRun = { result: 'said', slot: slot.slot, at: now, message: prompt.id, times: slot.times };
  return { record: { ...record, waiting: rest, essence, toldIn: told, saying: { slot: slot.slot, message: prompt.id, at: now, ...(status.turn === undefined ? {} : { turns: status.turn.number }) }, runs: withRuns(record.runs, [run]) }, prompts: [prompt] };
}

/** When it is looked at again, and what of that only time brings. */
function scheduled(record: CheckinRecord, world: CheckinWorld): { readonly record: CheckinRecord; readonly nextAt?: number } {
  const { now } = world;
  const { saying, waiting } = record;
  const fire = nextFire(record);
  const isOnItsWay = saying !== undefined && saying.endedAt === undefined;
  const times = [fire, saying?.answerBy, isOnItsWay ? saying.at + throughMs : mayBeToldAt(record, world)].filter((at) => at !== undefined);
  const nextAt = times.length === 0 ? {} : { nextAt: Math.max(now + 1, Math.min(...times)) };
  const isUnderWay = waiting.length > 0 || isOnItsWay || saying?.answerBy !== undefined;
  const { lookAt: _, ...rest } = record;
  const lookAt = isUnderWay ? Math.min(record.lookAt ?? now, now) : fire;
  return { record: { ...rest, ...(lookAt === undefined ? {} : { lookAt }) }, ...nextAt };
}

/** Of one that waits: when its time of day comes, or at once where the facts were not asked for yet. */
function mayBeToldAt(record: CheckinRecord, { status, facts, now }: CheckinWorld): number | undefined {
  const { waiting, checkin } = record;
  if (waiting.length === 0) return undefined;
  const { between, timezone } = checkin;
  if (between !== undefined && !isWithin({ between, timezone }, now)) return nextOpening({ between, timezone }, now);
  return facts === undefined && obstacleNow(record, status, now) === undefined ? now + 1000 : undefined;
}

function isSame(one: CheckinRecord, other: CheckinRecord): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the latest runs say that they did not say before. */
function eventsOf(before: CheckinRecord, { checkin: { address }, runs }: CheckinRecord): CheckinEvent[] {
  const known = new Set(before.runs.map((run) => JSON.stringify(run)));
  const last = before.runs.at(-1);
  return runs.filter((run) => !known.has(JSON.stringify(run))).flatMap((run): CheckinEvent[] => {
    // Of a row of times that came to nothing for one reason, the first is told.
    if (run.result === 'skipped' && last?.result === 'skipped' && last.because === run.because) return [];
    if (run.result === 'skipped') return [{ type: 'checkin', address, state: 'skipped', due: run.slot, because: `${run.times > 1 ? `${run.times} times: ` : ''}${run.because}` }];
    return [{ type: 'checkin', address, state: run.answer === undefined ? 'told' : stateAfter[run.answer], due: run.slot }];
  });
}

const stateAfter: Readonly<Record<CheckinAnswer, CheckinEvent['state']>> = { read: 'answered', missing: 'unanswered', unknown: 'unknown' };
