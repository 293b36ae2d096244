import type { Care } from '../../state/care.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Patient, Tend, Tending } from './patient.ts';

/** How long a member may take for its note. */
const noteMs = 20 * 60_000;

/** How soon it is looked again whether it rests, where nothing told so before. */
const restMs = 60_000;

/**
 * context nearly full ─▶ asked for a note ─▶ the note is written ─▶ started fresh, with brief, note and commits
 *                                        └── not within its time ─▶ started fresh without one, once it rests
 */
export const tendContext: Tend = (patient, now) => {
  const { care } = patient;
  if (care.restart?.epoch === patient.epoch) return undefined; // decided, and yet to come
  if (care.handover?.epoch === patient.epoch) return awaitNote(care.handover, patient, now);
  if (care.handover !== undefined) return forget(care);
  return isNearlyFull(patient) ? askForNote(patient, now) : undefined;
};

/** Only at rest: what it is at is finished first, and so is what a person does with it. */
function isAtRest({ status: { status, attended } }: Patient): boolean {
  return status === 'idle' && !attended;
}

function isNearlyFull(patient: Patient): boolean {
  const { policy: { handoverAt }, status: { context } } = patient;
  return handoverAt !== undefined && context?.window !== undefined && context.used >= handoverAt * context.window && isAtRest(patient);
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

function awaitNote(asked: NonNullable<Care['handover']>, patient: Patient, now: number): Tending {
  const { care, epoch, turn, commits } = patient;
  const isWritten = turn !== undefined && turn.endedAt !== undefined && turn.at >= asked.at && turn.prompt.includes(noteRequest);
  const dueAt = asked.at + noteMs;
  if (!isWritten && now < dueAt) return { care, events: [], prompts: [], nextAt: dueAt };
  if (!isAtRest(patient)) return { care, events: [], prompts: [], nextAt: Math.max(dueAt, now + restMs) };
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
