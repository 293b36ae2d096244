import type { MergeRules } from '../manifest/discipline.ts';
import { usualMission } from '../manifest/mission.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { bounded } from '../missions/bounded.ts';
import { addressOf, nameIn, seatIn, type Address } from '../state/address.ts';
import type { Mission, MissionRecord } from '../state/mission.ts';
import type { Accepted } from './merge-queue.ts';

/** Why an accepted commit does not go into a branch. */
export interface MergeRefusal {
  readonly state: 'conflict' | 'failed';
  /** The commit that the branch was at. */
  readonly onto: string;
  /** In a sentence, and behind it what a command printed. */
  readonly because: string;
}

/** So often is the work of one mission put right for its merge: then a person is to look. */
const mostRounds = 5;

/**
 * The mission that has its member put the work right: get what the branch has by now into its own, and have the check hold
 * there. Undefined where nobody of the project did the work, or it was tried too often. `isTaken`: the team has a mission of that name.
 */
export function missionForMerge(record: Accepted, { refusal, rules, prompts, now, isTaken }: MergeCase): MissionRecord | undefined {
  const { mission, state: { by } } = record;
  const root = mission.merges?.mission ?? mission.address;
  const round = (mission.merges?.round ?? 0) + 1;
  if (round > mostRounds || !by.startsWith(`${addressOf('member', mission.project)}/`)) return undefined;
  const address = freeName(root, isTaken);
  return { mission: { ...settingsOf(record, { refusal, rules, prompts }), address, merges: { mission: root, round } }, state: { state: 'waiting', since: now }, tries: [], addedAt: now };
}

export interface MergeCase {
  readonly refusal: MergeRefusal;
  readonly rules: MergeRules;
  readonly prompts?: PromptTexts | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  isTaken(address: Address): boolean;
}

function freeName(root: Address, isTaken: (address: Address) => boolean): Address {
  for (let number = 1; ; number += 1) {
    const address = number === 1 ? `${root}-merge` : `${root}-merge-${number}`;
    if (!isTaken(address)) return address;
  }
}

function settingsOf({ mission, state: { by } }: Accepted, { refusal, rules, prompts }: Pick<MergeCase, 'refusal' | 'rules' | 'prompts'>): Omit<Mission, 'address'> {
  const { project, context, priority, timeoutMs, backoff } = mission;
  return {
    project,
    origin: 'merge',
    to: nameIn(by),
    brief: briefOf(mission, { refusal, rules, prompts }),
    context,
    priority,
    type: mission.type,
    timeoutMs,
    retries: usualMission.retries,
    backoff,
    // The first holds once the branch has what it could not be merged with.
    accept: { run: [`git merge-base --is-ancestor ${refusal.onto} HEAD`, ...(rules.verify === undefined ? [] : [rules.verify])], commits: 0, files: [], timeoutMs: rules.timeoutMs },
    onFail: 'retry',
    after: [],
  };
}

function briefOf({ address }: Mission, { refusal: { state, onto, because }, rules: { into, verify }, prompts }: Pick<MergeCase, 'refusal' | 'rules' | 'prompts'>): string {
  return worded(state === 'conflict' ? 'merge_conflict' : 'merge_failure', {
    mission: seatIn(address),
    branch: into,
    because: bounded(because.trim()),
    commit: onto,
    then: verify === undefined ? '' : ` Then this succeeds: ${verify}`,
  }, prompts);
}
