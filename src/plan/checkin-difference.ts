import type { Checkin } from '../state/checkin.ts';
import { formatDuration } from '../util/duration.ts';
import { fingerprint } from '../util/fingerprint.ts';
import { difference, type Difference } from './difference.ts';

/** A check-in's field as the manifest calls it, in words. */
interface CheckinField {
  readonly name: string;
  readonly read: (checkin: Checkin) => string | undefined;
}

const fields: readonly CheckinField[] = [
  { name: 'cron', read: ({ trigger }) => ('cron' in trigger ? trigger.cron : undefined) },
  { name: 'every', read: ({ trigger }) => ('everyMs' in trigger ? duration(trigger.everyMs) : undefined) },
  { name: 'timezone', read: ({ timezone }) => timezone },
  { name: 'note', read: ({ note }) => note },
  // Of a page of text it is enough to know that it is another.
  { name: 'prompts.checkin', read: ({ template }) => `text ${fingerprint(template).slice(0, 8)}` },
  { name: 'only', read: ({ only }) => only },
  { name: 'missed', read: ({ missed }) => missed },
  { name: 'overlap', read: ({ overlap }) => overlap },
  { name: 'jitter', read: ({ jitterMs }) => (jitterMs === 0 ? undefined : duration(jitterMs)) },
  { name: 'between', read: ({ between }) => between },
  { name: 'expires', read: ({ expires }) => expires },
  { name: 'when_changed', read: ({ whenChanged }) => String(whenChanged) },
  { name: 'answer_within', read: ({ answerWithinMs }) => (answerWithinMs === undefined ? undefined : duration(answerWithinMs)) },
  { name: 'to', read: ({ to }) => to },
];

/** Field by field, what a check-in is against what it should be. */
export function checkinDifferences(is: Checkin, wanted: Checkin): readonly Difference[] {
  return fields.flatMap(({ name, read }) => {
    const [old, now] = [read(is), read(wanted)];
    return old === now ? [] : [difference(name, shortened(old), shortened(now))];
  });
}

function duration(milliseconds: number): string {
  return formatDuration(milliseconds).replaceAll(' ', '');
}

const most = 100;

function shortened(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ');
  return line === undefined || line.length <= most ? line : `${line.slice(0, most)}… (${fingerprint(text).slice(0, 8)})`;
}
