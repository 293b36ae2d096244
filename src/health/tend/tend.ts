import { tendContext } from './context.ts';
import { tendHeartbeat } from './heartbeat.ts';
import { tendInterrupted } from './interrupted.ts';
import { tendLimit } from './limit.ts';
import { tendMemory } from './memory.ts';
import type { Patient, Tend, Tending } from './patient.ts';
import { tendStuck } from './stuck.ts';

/** In this order, the first that has anything to say about a member is heard. */
const tends: readonly Tend[] = [tendMemory, tendLimit, tendInterrupted, tendStuck, tendContext, tendHeartbeat];

/** What is to be done for a living member, by what was seen of it. Pure. */
export function tend(patient: Patient, now: number): Tending {
  for (const one of tends) {
    const tending = one(patient, now);
    if (tending !== undefined) return tending;
  }
  return { care: patient.care, events: [], prompts: [] };
}
