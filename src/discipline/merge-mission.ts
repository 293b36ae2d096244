import type { MergeRules } from '../manifest/discipline.ts';
import { usualMission } from '../manifest/mission.ts';
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
export function missionForMerge(record: Accepted, { refusal, rules, now, isTaken }: MergeCase): MissionRecord | undefined {
  const { mission, state: { by } } = record;
  const root = mission.merges?.mission ?? mission.address;
  const round = (mission.merges?.round ?? 0) + 1;
  if (round > mostRounds || !by.startsWith(`${addressOf('member', mission.project)}/`)) return undefined;
  const address = freeName(root, isTaken);
  return { mission: { ...settingsOf(record, { refusal, rules }), address, merges: { mission: root, round } }, state: { state: 'waiting', since: now }, tries: [], addedAt: now };
}

export interface MergeCase {
  readonly refusal: MergeRefusal;
  readonly rules: MergeRules;
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

function settingsOf({ mission, state: { by } }: Accepted, { refusal, rules }: Pick<MergeCase, 'refusal' | 'rules'>): Omit<Mission, 'address'> {
  const { project, context, priority, timeoutMs, backoff } = mission;
  return {
    project,
    origin: 'merge',
    to: nameIn(by),
    brief: briefOf(mission, refusal, rules),
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

function briefOf({ address }: Mission, { state, onto, because }: MergeRefusal, { into, verify }: MergeRules): string {
  const what = state === 'conflict' ? 'resolve the conflicts so that what both sides are for is kept' : 'put right what fails';
  return [
    `Your mission ${seatIn(address)} is accepted, and can not be merged into ${into}.`,
    bounded(because.trim()),
    `Get ${into} into your branch (git merge ${onto}), ${what}, and commit it.${verify === undefined ? '' : ` Then this succeeds: ${verify}`}`,
    `${into} itself is moved by the runner: leave it alone.`,
  ].join('\n\n');
}
