import { person, type Mail } from '../state/mail.ts';
import { formatDuration } from '../util/duration.ts';
import { calledBy } from './seat.ts';

/** What is written while nobody looks: more than that is a loop. In milliseconds and mails. */
export const limits = {
  sameTextMs: 10 * 60_000,
  minute: { most: 10, withinMs: 60_000 },
  hour: { most: 60, withinMs: 60 * 60_000 },
  depth: 8,
} as const;

export type DampingRule = 'same-text' | 'rate' | 'depth';

/** A mail that is not sent, since nothing but more of the same would come of it. */
export interface Damped {
  readonly rule: DampingRule;
  /** As an event tells it. */
  readonly because: string;
  /** What would be right instead. */
  readonly hint: string;
}

type Check = (mail: Mail, sent: readonly Mail[]) => Damped | undefined;

/** In this order. */
const checks: readonly Check[] = [sameText, tooOften, tooDeep];

/** Whether a mail is one too many, by what its sender sent within the last hour, oldest first. A person is never damped. */
export function damped(mail: Mail, sent: readonly Mail[]): Damped | undefined {
  if (mail.from === person) return undefined;
  for (const check of checks) {
    const found = check(mail, sent);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same answer to another question is no repetition. */
function sameText({ text, to, replyTo, at }: Mail, sent: readonly Mail[]): Damped | undefined {
  const same = sent.findLast((one) => one.text.trim() === text.trim() && one.replyTo === replyTo && at - one.at < limits.sameTextMs && one.to.some((reader) => to.includes(reader)));
  if (same === undefined) return undefined;
  const reader = same.to.find((one) => to.includes(one))!;
  return {
    rule: 'same-text',
    because: `the same text went to ${calledBy(reader)} ${agoWords(at - same.at)}, as ${same.id}`,
    hint: `It has arrived or will. The same text may go again ${formatDuration(limits.sameTextMs)} after it; say what is new instead.`,
  };
}

function tooOften({ at }: Mail, sent: readonly Mail[]): Damped | undefined {
  for (const { most, withinMs } of [limits.minute, limits.hour]) {
    const recent = sent.filter((one) => at - one.at < withinMs);
    if (recent.length < most) continue;
    const waitMs = recent.at(-most)!.at + withinMs - at;
    return {
      rule: 'rate',
      because: `${recent.length} messages within ${formatDuration(withinMs)} are as many as one member may send`,
      hint: `Go on with your work, and say all of it in one message in ${formatDuration(Math.max(1000, Math.ceil(waitMs / 1000) * 1000))}.`,
    };
  }
  return undefined;
}

function tooDeep({ depth }: Mail): Damped | undefined {
  if (depth <= limits.depth) return undefined;
  return {
    rule: 'depth',
    because: `an answer to an answer, ${depth} deep, is one more than may be`,
    hint: 'Decide by what is known now, or ask whom you report to; a new message begins anew.',
  };
}

function agoWords(milliseconds: number): string {
  return milliseconds < 1000 ? 'just now' : `${formatDuration(Math.floor(milliseconds / 1000) * 1000)} ago`;
}
