import type { AcceptanceNote } from '../state/discipline.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { Turn } from '../state/turn.ts';
import { cutEnd } from './bounded.ts';

/** How many bytes are kept of what a member said last. */
export const closingWordsBytes = 4000;

/** What a conversation tells of how the work on a mission ended. */
export interface ClosingWords {
  /** Absent where nothing was said. */
  readonly text?: string;
  /** More may be said: the turn in which it was said to be done goes on. */
  readonly isOpen: boolean;
}

/** What is known of a mission that is done. */
export interface ClosingEvidence {
  /** Of the present conversation of who did it, oldest first. */
  readonly turns: readonly Turn[];
  /** Its member is at rest: no turn goes on. */
  readonly rests: boolean;
  readonly acceptance?: AcceptanceNote | undefined;
}

/**
 * The words of the turn in which a mission was said to be done: the last that began before. Such a turn often ends only after that,
 * with the words that matter. Where nothing was said in it, those before in the same try.
 */
export function closingWords(record: MissionRecord, { turns, rests, acceptance }: ClosingEvidence): ClosingWords {
  const startedAt = record.tries.at(-1)?.startedAt ?? 0;
  const saidAt = saidDoneAt(record, startedAt, acceptance);
  const own = turns.filter(({ at }) => at >= startedAt && at <= saidAt);
  const last = own.at(-1);
  const isOpen = !rests && (last === undefined || (last.endedAt === undefined && last === turns.at(-1)));
  const spoken = isOpen ? last?.reply : own.findLast(({ reply }) => reply.trim() !== '')?.reply;
  const text = spoken?.trim() ?? '';
  return { isOpen, ...(text === '' ? {} : { text: beginningOf(text) }) };
}

/** After that it is looked at, and may be reviewed, while its member does something else. */
function saidDoneAt({ state }: MissionRecord, startedAt: number, acceptance: AcceptanceNote | undefined): number {
  if (acceptance !== undefined && acceptance.at >= startedAt) return acceptance.saidAt ?? acceptance.at;
  return state.state === 'done' ? state.at : Infinity;
}

function beginningOf(text: string): string {
  const kept = cutEnd(text, closingWordsBytes);
  const leftOut = Buffer.byteLength(text) - Buffer.byteLength(kept);
  return leftOut === 0 ? text : `${kept.trimEnd()}…\n(${leftOut} bytes more were not kept.)`;
}
