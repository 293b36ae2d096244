import { oneLine } from '../../checkins/facts/line.ts';
import type { Trigger } from '../../manifest/checkin.ts';
import { nextFire } from '../../schedule/timetable.ts';
import { nameIn, seatIn, type Address } from '../../state/address.ts';
import type { Checkin, CheckinAnswer, CheckinRecord, CheckinRun } from '../../state/checkin.ts';
import type { Receipt } from '../../state/message.ts';
import { formatDuration } from '../../util/duration.ts';
import { receiptText } from './messages.ts';
import { palette } from './palette.ts';

/** Check-ins of a team, in the order in which they were added. */
export interface ShownCheckins {
  readonly team: string;
  /** Whether a supervisor sees to them. */
  readonly isKept: boolean;
  readonly records: readonly CheckinRecord[];
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly receipts: (message: string) => readonly Receipt[];
}

/** What a person calls it by: the name in the manifest, or the number of one that was added. */
export function idOf(address: Address): string {
  return nameIn(address).replace(/^@/, '');
}

/** So many of what became of its times are shown. */
const shownRuns = 3;
/** So many characters of a note tell it from others. */
const shownNote = 100;

/** Each with its note, when it comes, what waits, and what became of its latest times. */
export function checkinsText(shown: ShownCheckins, color: boolean): string {
  const { bold, faint } = palette(color);
  if (shown.records.length === 0) return `Nobody in team ${shown.team} is checked in on.`;
  const blocks = shown.records.map((record) => {
    const { checkin, runs, waiting } = record;
    const lines = [
      ...(checkin.note.trim() === '' ? [] : [`note     ${oneLine(checkin.note, shownNote)}`]),
      `next     ${nextWords(record, shown.now)}`,
      ...waiting.map(({ slot, times }) => `waiting  due ${momentWords(slot)}${timesWords(times)}`),
      ...runs.slice(-shownRuns).reverse().map((run) => runWords(run, shown)),
    ];
    return [`${bold(seatIn(checkin.member))}  ${idOf(checkin.address)}  ${faint(triggerWords(checkin))}`, ...lines.map((line) => `    ${line}`)].join('\n');
  });
  return [...blocks, ...(shown.isKept ? [] : [`No supervisor keeps team ${shown.team}: no check-in comes until one does. coders apply hands it to one.`])].join('\n');
}

function nextOf(record: CheckinRecord, now: number): number | undefined {
  return nextFire({ ...record, cursor: Math.max(record.cursor, now) });
}

function nextWords(record: CheckinRecord, now: number): string {
  const at = nextOf(record, now);
  return at === undefined ? 'none' : `${momentWords(at)}, in ${formatDuration(at - now)}`;
}

function runWords(run: CheckinRun, { receipts }: ShownCheckins): string {
  if (run.result === 'skipped') return `skipped  due ${momentWords(run.slot)}${timesWords(run.times)}: ${run.because}`;
  const receipt = receipts(run.message).at(-1);
  const answer = run.answer === undefined ? '' : `; ${answerWords[run.answer]}`;
  return `told     due ${momentWords(run.slot)}${timesWords(run.times)}: ${receipt === undefined ? 'nothing is known of the message' : receiptText(receipt)}${answer}`;
}

const answerWords: Readonly<Record<CheckinAnswer, string>> = { read: 'answered', missing: 'not answered in time', unknown: 'whether it was answered can not be known' };

function timesWords(times: number): string {
  return times === 1 ? '' : ` (${times} times)`;
}

function triggerWords({ trigger, timezone, between, jitterMs, expires, by }: Checkin): string {
  const parts = [whenWords(trigger), timezone, between === undefined ? undefined : `between ${between}`, jitterMs === 0 ? undefined : `up to ${formatDuration(jitterMs)} later`, expires === undefined ? undefined : `expires ${expires}`, by === undefined ? undefined : `added by ${by}`];
  return parts.filter((part) => part !== undefined).join(', ');
}

function whenWords(trigger: Trigger): string {
  if ('cron' in trigger) return `cron ${trigger.cron}`;
  return 'everyMs' in trigger ? `every ${formatDuration(trigger.everyMs).replaceAll(' ', '')}` : `once at ${momentWords(trigger.at)}`;
}

function momentWords(at: number): string {
  return new Date(at).toISOString();
}

/** As `schemas/checkins.schema.json` describes it. */
export function checkinsJson(shown: ShownCheckins) {
  return { version: 1, team: shown.team, supervisor: shown.isKept, checkins: shown.records.map((record) => recordJson(record, shown)) };
}

function recordJson(record: CheckinRecord, { now, receipts }: ShownCheckins) {
  const { checkin: { address, member, origin, by, trigger, timezone, note }, waiting, runs } = record;
  const next = nextOf(record, now);
  return {
    id: idOf(address), address, member, origin, note, when: whenWords(trigger),
    ...(timezone === undefined ? {} : { timezone }),
    ...(by === undefined ? {} : { by }),
    ...(next === undefined ? {} : { next: momentWords(next) }),
    waiting: waiting.map(({ slot, times }) => ({ due: momentWords(slot), times })),
    runs: runs.map((run) => runJson(run, receipts)),
  };
}

function runJson(run: CheckinRun, receipts: ShownCheckins['receipts']) {
  const common = { result: run.result, due: momentWords(run.slot), at: momentWords(run.at), times: run.times };
  if (run.result === 'skipped') return { ...common, because: run.because };
  const receipt = receipts(run.message).at(-1);
  return { ...common, message: run.message, ...(receipt === undefined ? {} : { receipt: receipt.state, ...('reason' in receipt ? { because: receipt.reason } : {}) }), ...(run.answer === undefined ? {} : { answer: run.answer }) };
}
