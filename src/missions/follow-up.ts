import type { PromptTexts } from '../manifest/prompts.ts';
import type { MissionEvent } from '../state/event.ts';
import type { MissionRecord } from '../state/mission.ts';
import { firstLine } from './bounded.ts';
import type { Deed } from './deed.ts';
import { escalationPrompt, questionFor, stopPrompt, type MissionPrompt } from './prompts.ts';
import { superiorOf, type MissionSeat } from './seat.ts';
import { holderOf, presentTry } from './tries.ts';

/** A deed that was done: the record before and after. */
export interface Done {
  readonly before: MissionRecord;
  readonly deed: Deed;
  readonly after: MissionRecord;
}

/**
 * What is to be said because of a deed, whoever did it: that a member is asked, that it is to stop, that its superior is to
 * look. What a member is told when it is given a mission is not among them: `advance` says that.
 */
export function promptsAfter(done: Done, seats: readonly MissionSeat[], prompts?: PromptTexts): readonly MissionPrompt[] {
  return followUps.flatMap((followUp) => followUp(done, seats, prompts) ?? []);
}

type FollowUp = (done: Done, seats: readonly MissionSeat[], prompts: PromptTexts | undefined) => MissionPrompt | undefined;

const followUps: readonly FollowUp[] = [question, stop, escalation];

function question({ deed, before, after }: Done, _: readonly MissionSeat[], prompts: PromptTexts | undefined): MissionPrompt | undefined {
  const by = holderOf(after);
  return deed.type === 'ask' && by !== undefined && before !== after ? questionFor(after, by, prompts) : undefined;
}

/** Its member does not know that it no longer has it. One whose try came to its own end rests, and is told nothing; one of another host that host tells, once it knows. */
function stop({ before, deed, after }: Done, seats: readonly MissionSeat[], prompts: PromptTexts | undefined): MissionPrompt | undefined {
  const by = holderOf(before);
  if (by === undefined || holderOf(after) !== undefined || !takesAway(deed)) return undefined;
  const mayGoOn = seats.some(({ address, state, host }) => address === by && host === undefined && (state === 'busy' || deed.type !== 'fail'));
  return mayGoOn && before.state.state === 'working' ? stopPrompt(before, by, { because: whyStopped(deed), prompts }) : undefined;
}

function takesAway(deed: Deed): boolean {
  return ['cancel', 'handOff', 'park'].includes(deed.type) || (deed.type === 'fail' && deed.claimant === undefined && deed.counts);
}

function whyStopped(deed: Deed): string {
  if (deed.type === 'handOff') return `${deed.to} is to do it`;
  return 'because' in deed ? deed.because : 'it was taken back';
}

function escalation({ before, after }: Done, seats: readonly MissionSeat[], prompts: PromptTexts | undefined): MissionPrompt | undefined {
  const { state, mission: { onFail }, tries } = after;
  const hasFailed = state.state === 'failed' && tries.length > before.tries.length && tries.at(-1)?.result === 'failed';
  if (onFail !== 'escalate' || !hasFailed) return undefined;
  const superior = superiorOf(tries.at(-1)!.by, seats);
  return superior === undefined ? undefined : escalationPrompt(after, superior, { because: state.because, prompts });
}

/** What is told of a deed; nothing of one that changes nothing, or only that its member goes on in a later launch, or that somebody can have it again. */
export function eventsAfter({ before, deed, after }: Done): readonly MissionEvent[] {
  if (before === after || deed.type === 'renew' || (deed.type === 'strand' && deed.because === undefined)) return [];
  const { mission: { address }, state } = after;
  const by = state.state === 'done' ? state.by : (holderOf(after) ?? presentTry(before)?.by);
  const because = whyNow(deed, after);
  return [{ type: 'mission', address, state: state.state, ...(by === undefined ? {} : { by }), ...(because === undefined ? {} : { because }) }];
}

function whyNow(deed: Deed, { state }: MissionRecord): string | undefined {
  if (deed.type === 'ask') return 'its member rests, and is asked what became of it';
  if (deed.type === 'handOff') return `it was handed to ${deed.to}`;
  if (state.state === 'done') return state.saidBy !== undefined ? `${state.saidBy} says so` : state.reviewedBy === undefined ? undefined : `${state.reviewedBy} reviewed it`;
  if (state.state === 'failed' || state.state === 'parked') return firstLine(state.because);
  return 'because' in deed ? firstLine(deed.because) : undefined;
}
