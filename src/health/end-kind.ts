import type { EndKind } from '../state/event.ts';
import type { ObservedPane } from '../state/observed.ts';

/** What is known of a program that has ended. */
export interface EndEvidence {
  readonly dead: NonNullable<ObservedPane['dead']>;
  /** A person's terminal showed its window. */
  readonly attended: boolean;
  /** What stood last in its window. */
  readonly lastLines: readonly string[];
}

interface Look {
  readonly kind: EndKind;
  readonly fits: (evidence: EndEvidence) => boolean;
}

/** A program that a signal ended said nothing of it: what stands in its window is its work, which may be about limits or logins. */
const endedItself = ({ dead: { code, signal } }: EndEvidence) => signal === undefined && code !== undefined && code < 128;
const says = (pattern: RegExp) => (evidence: EndEvidence) => endedItself(evidence) && evidence.lastLines.some((line) => pattern.test(line));
const isClean = ({ dead }: EndEvidence) => dead.code === 0;

/** SIGHUP, SIGINT, SIGQUIT and SIGTERM: what a person's keys and a closed terminal send; also as a shell reports them. */
const asked: readonly (number | undefined)[] = [1, 2, 3, 15];
const wasAsked = ({ dead }: EndEvidence) => dead.code === 0 || asked.includes(dead.signal) || asked.includes((dead.code ?? 0) - 128);

/**
 * In this order, the first that fits is told. What a program says as it ends is believed only where it ended itself,
 * and not cleanly: a person may just have read about limits.
 */
const looks: readonly Look[] = [
  { kind: 'killed-by-a-person', fits: (evidence) => evidence.attended && wasAsked(evidence) },
  { kind: 'clean', fits: isClean },
  { kind: 'limit', fits: says(/\b(usage|rate|session|weekly) limit (reached|exceeded|hit)|\bhit your (usage|session|weekly)? ?limit|quota exceeded/i) },
  { kind: 'context-full', fits: says(/prompt is too long|context (window|length|limit) (is )?(full|exceeded|reached)|maximum context length/i) },
  { kind: 'auth', fits: says(/invalid api key|please run \/login|not logged in|authentication (failed|required)|\b401\b.*unauthorized/i) },
  { kind: 'crash', fits: () => true },
];

/** How the end of a member's program is judged. */
export function endKindOf(evidence: EndEvidence): EndKind {
  return looks.find(({ fits }) => fits(evidence))?.kind ?? 'crash';
}
