import type { Care } from '../../state/care.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Patient, Tend, Tending } from './patient.ts';

/** How long a member may take for its note. */
const noteMs = 20 * 60_000;

/**
 * context nearly full ─▶ asked for a note ─▶ the note is written ─▶ started fresh, with brief, note and commits
 *                                        └── not within its time ─▶ started fresh without one
 */
export const tendContext: Tend = (patient, now) => {
  const { care } = patient;
  if (care.handover?.epoch === patient.epoch) return awaitNote(care.handover, patient, now);
  if (care.handover !== undefined) return forget(care);
  return isNearlyFull(patient) ? askForNote(patient, now) : undefined;
};

/** Only at rest: what it is at is finished first. */
function isNearlyFull({ policy: { handoverAt }, status: { context, status } }: Patient): boolean {
  return handoverAt !== undefined && status === 'idle' && context?.window !== undefined && context.used >= handoverAt * context.window;
}

function askForNote({ care, epoch, status: { context } }: Patient, now: number): Tending {
  const id = `handover-${care.address}-${epoch}`;
  return {
    care: { ...care, handover: { at: now, epoch, message: id } },
    events: [{ type: 'context-nearly-full', address: care.address, used: context?.used ?? 0, window: context?.window ?? 0 }],
    prompts: [{ id, to: care.address, when: 'idle', text: noteRequest }],
    nextAt: now + noteMs,
  };
}

const noteRequest = 'Your context is nearly full, and you will go on in a new conversation that knows nothing of this one. Answer with a hand-over note for it, and do nothing else: what the task is, what is done and how you know, what is open, what you have learnt that is not in the code.';

function awaitNote(asked: NonNullable<Care['handover']>, { care, epoch, turn, status, commits }: Patient, now: number): Tending {
  const isWritten = turn !== undefined && turn.endedAt !== undefined && turn.at >= asked.at && turn.prompt.includes(noteRequest) && status.status === 'idle';
  const isTooLate = now >= asked.at + noteMs;
  if (!isWritten && !isTooLate) return { care, events: [], prompts: [], nextAt: asked.at + noteMs };
  const note = isWritten ? turn.reply.trim() : undefined;
  const { handover: _handover, ...rest } = care;
  return {
    care: { ...rest, restart: { epoch, fresh: true, because: note === undefined ? `its context is nearly full, and it wrote no note within ${formatDuration(noteMs)}` : 'its context was nearly full', handover: handoverWords(note, commits) } },
    events: [],
    prompts: [],
  };
}

function handoverWords(note: string | undefined, commits: readonly string[]): string {
  const before = note === undefined ? 'You go on with work that was begun in an earlier conversation, which left no note.' : `You go on with work that was begun in an earlier conversation. Its hand-over note:\n\n${note}`;
  return commits.length === 0 ? before : `${before}\n\nCommitted so far, newest first:\n${commits.map((line) => `  ${line}`).join('\n')}`;
}

function forget({ handover: _handover, ...care }: Care): Tending {
  return { care, events: [], prompts: [] };
}
