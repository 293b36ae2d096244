import { seatIn } from '../../state/address.ts';
import type { StuckLadder } from '../../state/care.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Patient, Prompt, Tend, Tending } from './patient.ts';

/**
 * stuck ─▶ nudged ─▶ told (its PM) ─▶ restarted, with its conversation ─▶ given up: left to a person
 *
 * Each step comes when the one before did not help for as long as it took to be called stuck; a sign of life ends it.
 */
export const tendStuck: Tend = (patient, now) => {
  const { care, status, policy, epoch } = patient;
  const { stuck: ladder, ...rest } = care;
  if (status.status !== 'stuck') return ladder === undefined || ladder.step === 'restarted' ? undefined : { care: rest, events: [], prompts: [] };
  const dueAt = ladder === undefined ? now : ladder.at + policy.stuckAfterMs;
  if (now < dueAt) return { care, events: [], prompts: [], nextAt: dueAt };
  const step = nextStep(ladder?.step, patient.superior !== undefined);
  if (step === undefined) return undefined;
  const since = status.since ?? now;
  const done: Tending = {
    care: { ...rest, stuck: { epoch, step, at: now } },
    events: [{ type: 'stuck', address: care.address, since, done: doneWords[step] }],
    prompts: promptsOf(step, patient, now),
    nextAt: now + policy.stuckAfterMs,
  };
  return step === 'restarted' ? { ...done, care: { ...done.care, restart: { epoch, fresh: false, because: `it was stuck for ${formatDuration(now - since)}` } } } : done;
};

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

function promptsOf(step: Step, { care: { address }, epoch, superior, status: { since } }: Patient, now: number): Prompt[] {
  const id = `stuck-${address}-${epoch}-${since ?? 0}-${step}`;
  const how = formatDuration(now - (since ?? now));
  if (step === 'nudged') return [{ id, to: address, when: 'next-turn', text: `Nothing was seen of you for ${how}. If you are stuck, say in one sentence on what, and go on another way.` }];
  if (step === 'told' && superior !== undefined) return [{ id, to: superior, when: 'next-turn', text: `${seatIn(address)} has shown no sign of life for ${how}, although it seems to work. See whether its task can be cut smaller.` }];
  return [];
}
