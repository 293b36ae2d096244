import type { Evidence, Question, Reading, Verdict } from '../state/evidence.ts';

/** A way to come to a verdict: the newest evidence that it accepts decides. */
interface Rule {
  /** As `coders why` says it. */
  readonly because: string;
  accepts(evidence: Evidence, now: number): boolean;
}

/** Hooks do not fire when a person interrupts a turn, so what the last one said is believed for a while only. */
const hookLifetimeMs = 120_000;

/** A tool that was just given a prompt calls itself what it was before for a moment, on a busy machine for seconds. One whose time is not told has yet to be taken. */
const promptLifetimeMs = 10_000;

/** In this order, the first that accepts anything decides. What stands on the screen now can not be out of date. */
export const rules: readonly Rule[] = [
  { because: 'a dialog stands on the screen', accepts: ({ source, reading }) => source === 'screen' && reading.status === 'waiting' },
  { because: 'the conversation ends with a usage limit', accepts: ({ source, reading }, now) => source === 'transcript' && reading.status === 'limited' && (reading.until ?? Infinity) > now },
  { because: 'the conversation ends with a request to log in', accepts: ({ source, reading }) => source === 'transcript' && reading.status === 'waiting' },
  { because: 'it was given a prompt a moment ago', accepts: ({ source, at }, now) => source === 'prompt' && (at === undefined || (now >= at && now - at <= promptLifetimeMs)) },
  { because: 'the tool\'s own session file says so', accepts: ({ source }) => source === 'session-file' },
  { because: 'the terminal\'s title says so', accepts: ({ source }) => source === 'title' },
  { because: 'the tool\'s last hook says so', accepts: ({ source, at }, now) => source === 'hook' && at !== undefined && now - at <= hookLifetimeMs },
  { because: 'the conversation ends so', accepts: ({ source, reading }) => source === 'transcript' && reading.status !== 'limited' },
  { because: 'the screen looks so', accepts: ({ source }) => source === 'screen' },
];

/** What is to be held of a live agent, from all that was seen of it. `unknown` when nothing can be believed. */
export function verdictOf(evidence: readonly Evidence[], now: number): Verdict {
  for (const rule of rules) {
    const accepted = evidence.filter((one) => rule.accepts(one, now));
    const newest = accepted.reduce<Evidence | undefined>((best, one) => (best === undefined || (one.at ?? now) > (best.at ?? now) ? one : best), undefined);
    if (newest !== undefined) return { reading: inWords(newest.reading, evidence), by: newest, evidence };
  }
  return { reading: { status: 'unknown' }, evidence };
}

/** A source that knows only that an agent waits is told by another one what for. */
function inWords(reading: Reading, evidence: readonly Evidence[]): Reading {
  if (reading.status !== 'waiting' || reading.for.text !== undefined) return reading;
  const { kind } = reading.for;
  const questions = evidence.flatMap(({ reading: other }): Question[] => (other.status === 'waiting' ? [other.for] : []));
  return { ...reading, for: questions.find((other) => other.kind === kind && other.text !== undefined) ?? reading.for };
}

/** Why the verdict's evidence was believed before the rest. */
export function becauseOf({ by }: Verdict, now: number): string {
  return by === undefined ? 'nothing that can be believed was seen' : (rules.find((rule) => rule.accepts(by, now))?.because ?? 'its program has ended');
}
