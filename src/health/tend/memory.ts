import type { AskedRestart, Care, MemoryExcess } from '../../state/care.ts';
import { formatDuration } from '../../util/duration.ts';
import { formatMemory } from '../../util/memory.ts';
import { endsThatCount } from '../restart.ts';
import type { Patient, Tend, Tending } from './patient.ts';

/** How long a member that is busy may hold too much: its machine may not have more time. */
const graceMs = 10 * 60_000;

/**
 * within ──too much──▶ noted ──it rests──▶ started again, with its conversation
 *    ▲                   │ ───too long───▶ the same in the middle of its turn
 *    └── within again ───┘ ───it was too often, or is never to be──▶ left to a person
 *
 * A start anew for it counts as a crash does: who needs more than its limit would be started for ever.
 */
export const tendMemory: Tend = (patient, now) => {
  const { care, epoch, memoryBytes, status: { figures } } = patient;
  if (memoryBytes !== undefined && figures === undefined) return undefined; // what is not known is not too much
  if (memoryBytes === undefined || figures === undefined || figures.memory.bytes <= memoryBytes) return care.memory === undefined ? undefined : forget(care);
  const noted = care.memory?.epoch === epoch ? care.memory : undefined;
  const excess: MemoryExcess = noted ?? { epoch, since: now, step: 'noted' };
  if (isAtRest(patient) || now - excess.since >= graceMs) return endIt(patient, excess, now);
  return noted === undefined ? told(patient, { ...care, memory: excess }, `it is started again when it rests, or after ${formatDuration(graceMs)}`) : undefined;
};

function isAtRest({ status: { status, attended } }: Patient): boolean {
  return status === 'idle' && !attended;
}

function endIt(patient: Patient, excess: MemoryExcess, now: number): Tending | undefined {
  const { care, epoch, policy: { restart: policy } } = patient;
  if (excess.step === 'left') return undefined;
  const isPressing = now - excess.since >= graceMs;
  if (care.restart?.epoch === epoch) return isPressing ? press(patient, care.restart) : undefined;
  const ends = [...endsThatCount(care, policy, now), now];
  if (policy.policy === 'never') return leave(patient, excess, 'restart is never');
  if (ends.length >= policy.max) return leave(patient, excess, `it ended ${ends.length} times within ${formatDuration(policy.windowMs)}`);
  const restart: AskedRestart = { epoch, fresh: false, because: wordsOf(patient), ...(isPressing ? { evenIfBusy: true } : {}) };
  return told(patient, { ...care, crashes: ends, memory: { ...excess, step: 'restarting' }, restart }, isPressing ? busyWords : 'it is started again, with its conversation');
}

const busyWords = 'it is started again in the middle of its turn';

/** It was to be started anew once it rests, and does not come to rest. */
function press(patient: Patient, restart: AskedRestart): Tending | undefined {
  return restart.evenIfBusy === true ? undefined : told(patient, { ...patient.care, restart: { ...restart, evenIfBusy: true } }, busyWords);
}

function leave(patient: Patient, excess: MemoryExcess, because: string): Tending {
  return told(patient, { ...patient.care, memory: { ...excess, step: 'left' } }, `it is left to a person: ${because}`);
}

function wordsOf({ memoryBytes = 0, status: { figures } }: Patient): string {
  return `it holds ${formatMemory(figures?.memory.bytes ?? 0)}, and may hold ${formatMemory(memoryBytes)}`;
}

function told({ memoryBytes = 0, status: { figures } }: Patient, care: Care, done: string): Tending {
  const { bytes, measure } = figures!.memory;
  return { care, events: [{ type: 'over-memory-limit', address: care.address, bytes, measure, limit: memoryBytes, done }], prompts: [] };
}

/** With it goes the restart that it asked for. */
function forget({ memory, ...care }: Care): Tending {
  const { restart, ...rest } = care;
  const isItsOwn = memory?.step === 'restarting' && restart?.epoch === memory.epoch;
  return { care: isItsOwn ? rest : care, events: [], prompts: [] };
}
