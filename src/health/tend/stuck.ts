import { worded } from '../../manifest/worded.ts';
import { seatIn } from '../../state/address.ts';
import type { Care, StuckLadder } from '../../state/care.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Patient, Prompt, Tend, Tending } from './patient.ts';

/**
 * stuck ─▶ nudged ─▶ told (its PM) ─▶ restarted, with its conversation ─▶ given up: left to a person
 *
 * Each step comes when the one before did not help for as long as it took to be called stuck, and a restart not before
 * three times that went by without a sign of life. Such a sign ends it, also before a restart that had to wait; the next
 * silence begins it anew.
 */
export const tendStuck: Tend = (patient, now) => {
  const { care, status } = patient;
  if (care.stuck === undefined) return status.status === 'stuck' ? climb(patient, undefined, now) : undefined;
  if (hasRevived(care.stuck, patient)) return status.status === 'stuck' ? climb(patient, undefined, now) : { care: withoutLadder(care), events: [], prompts: [] };
  return status.status === 'stuck' ? climb(patient, care.stuck, now) : undefined;
};

/** Nobody is started again who was silent for less than so many times what is called stuck. */
const silences = 3;

/** A tool notes what is said to it: that much later, what was noted is its own. */
const echoMs = 60_000;

/** In what an agent comes to rest, whether or not it got there by itself. */
const atRest: readonly string[] = ['idle', 'waiting', 'limited'];

/** After a restart only a turn that ends is a sign of life: a program that starts writes something in any case. */
function hasRevived({ step, epoch, at }: StuckLadder, patient: Patient): boolean {
  const { status: { status, since, turn, heartbeat } } = patient;
  if (epoch !== patient.epoch) return step !== 'restarted' || (turn === undefined ? atRest.includes(status) : (turn.endedAt ?? 0) > at);
  if (status === 'stuck') return (since ?? 0) > at + echoMs;
  return atRest.includes(status) || Math.max(turn?.at ?? 0, heartbeat?.lastAt ?? 0) > at + echoMs; // or its turn goes on
}

function climb(patient: Patient, ladder: StuckLadder | undefined, now: number): Tending | undefined {
  const { care, policy, epoch, status: { since = now } } = patient;
  const step = nextStep(ladder?.step, patient.superior !== undefined);
  const dueAt = Math.max(ladder === undefined ? now : ladder.at + policy.stuckAfterMs, step === 'restarted' ? since + silences * policy.stuckAfterMs : now);
  if (now < dueAt) return { care, events: [], prompts: [], nextAt: dueAt };
  if (ladder?.step === 'restarted' && ladder.epoch === epoch) return { care, events: [], prompts: [], nextAt: now + policy.stuckAfterMs }; // it is yet to come
  if (step === undefined) return undefined;
  const restart = step === 'restarted' ? { restart: { epoch, fresh: false, because: `it was stuck for ${formatDuration(now - since)}` } } : {};
  return {
    care: { ...withoutLadder(care), stuck: { epoch, step, at: now }, ...restart },
    events: [{ type: 'stuck', address: care.address, since, done: doneWords[step] }],
    prompts: promptsOf(step, patient, now),
    nextAt: now + policy.stuckAfterMs,
  };
}

/** As it is once that it was stuck is over: with the ladder goes the restart that it asked for. */
export function withoutLadder({ stuck, ...care }: Care): Care {
  if (stuck?.step !== 'restarted' || care.restart?.epoch !== stuck.epoch) return care;
  const { restart: _restart, ...rest } = care;
  return rest;
}

type Step = StuckLadder['step'];

function nextStep(step: Step | undefined, hasSuperior: boolean): Step | undefined {
  if (step === undefined) return 'nudged';
  if (step === 'nudged') return hasSuperior ? 'told' : 'restarted';
  return step === 'told' ? 'restarted' : step === 'restarted' ? 'given-up' : undefined;
}

const doneWords: Readonly<Record<Step, string>> = {
  nudged: 'it was asked whether it is',
  told: 'its superior was told',
  restarted: 'it is started again, with its conversation',
  'given-up': 'nothing helped; it is left to a person',
};

function promptsOf(step: Step, { care: { address }, epoch, superior, prompts, status: { since } }: Patient, now: number): Prompt[] {
  const id = `stuck-${address}-${epoch}-${since ?? 0}-${step}`;
  const time = formatDuration(now - (since ?? now));
  if (step === 'nudged') return [{ id, to: address, when: 'next-turn', text: worded('stuck', { time }, prompts) }];
  if (step === 'told' && superior !== undefined) return [{ id, to: superior, when: 'next-turn', text: worded('stuck_member', { member: seatIn(address), time }, prompts) }];
  return [];
}
