import { worded } from '../../manifest/worded.ts';
import type { Care } from '../../state/care.ts';
import type { Turn } from '../../state/turn.ts';
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

function askForNote({ care, epoch, prompts, status: { context } }: Patient, now: number): Tending {
  const id = `handover-${care.address}-${epoch}`;
  return {
    care: { ...care, handover: { at: now, epoch, message: id } },
    events: [{ type: 'context-nearly-full', address: care.address, used: context?.used ?? 0, window: context?.window ?? 0 }],
    prompts: [{ id, to: care.address, when: 'idle', text: worded('handover_note', {}, prompts) }],
    nextAt: now + noteMs,
  };
}

/** In the words of the team, or those from before it had any: they may have changed since it was asked. */
function asksForNote({ prompt }: Turn, { prompts }: Patient): boolean {
  return [prompts, undefined].some((texts) => prompt.includes(worded('handover_note', {}, texts)));
}

function awaitNote(asked: NonNullable<Care['handover']>, patient: Patient, now: number): Tending {
  const { care, epoch, turn } = patient;
  const isWritten = turn !== undefined && turn.endedAt !== undefined && turn.at >= asked.at && asksForNote(turn, patient);
  const dueAt = asked.at + noteMs;
  if (!isWritten && now < dueAt) return { care, events: [], prompts: [], nextAt: dueAt };
  if (!isAtRest(patient)) return { care, events: [], prompts: [], nextAt: Math.max(dueAt, now + restMs) };
  const note = isWritten ? turn.reply.trim() : undefined;
  const { handover: _handover, ...rest } = care;
  return {
    care: { ...rest, restart: { epoch, fresh: true, because: note === undefined ? `its context is nearly full, and it wrote no note within ${formatDuration(noteMs)}` : 'its context was nearly full', handover: handoverWords(note, patient) } },
    events: [],
    prompts: [],
  };
}

function handoverWords(note: string | undefined, { commits, prompts }: Patient): string {
  const lines = commits.map((line) => `  ${line}`).join('\n');
  return note === undefined ? worded('handover_without_note', { commits: lines }, prompts) : worded('handover', { note, commits: lines }, prompts);
}

function forget({ handover: _handover, ...care }: Care): Tending {
  return { care, events: [], prompts: [] };
}
