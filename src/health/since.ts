import type { Evidence, Source, Status, Verdict } from '../state/evidence.ts';
import type { Turn } from '../state/turn.ts';

/** What is known of an agent beside its verdict. */
export interface Life {
  /** When it was launched, in milliseconds since the Unix epoch. */
  readonly startedAt?: number;
  /** The latest turn of its conversation. */
  readonly turn?: Pick<Turn, 'at' | 'endedAt'>;
}

/** Of each status, what tells when it began. A status that is not here has no beginning that anything tells. */
const beginnings: Readonly<Partial<Record<Status, (verdict: Verdict, life: Life) => number | undefined>>> = {
  starting: (_verdict, { startedAt }) => startedAt,
  // A hook or a row of the record that tells of work is the latest of many.
  working: (verdict, { turn }) => (turn !== undefined && turn.endedAt === undefined ? turn.at : earliest(verdict, ['session-file'])),
  idle: (verdict, { turn }) => turn?.endedAt ?? earliest(verdict, written),
  waiting: (verdict) => earliest(verdict, written),
  limited: (verdict) => earliest(verdict, written),
};

const written: readonly Source[] = ['session-file', 'hook', 'transcript'];

/** Since when an agent is what the verdict says, in milliseconds since the Unix epoch; undefined where nothing tells. */
export function sinceOf(verdict: Verdict, life: Life): number | undefined {
  const at = beginnings[verdict.reading.status]?.(verdict, life);
  return at === undefined ? undefined : Math.max(at, life.startedAt ?? at); // a resumed conversation is older than its agent
}

/** The first of these sources to say it. */
function earliest({ reading, evidence }: Verdict, sources: readonly Source[]): number | undefined {
  const agrees = (one: Evidence) => sources.includes(one.source) && one.reading.status === reading.status;
  const times = evidence.filter(agrees).flatMap(({ at }) => at ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}
