import { holderOf } from '../../missions/tries.ts';
import { firstLine } from '../../missions/bounded.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { ageOf, oneLine } from './line.ts';
import type { Fact, FactsSeen } from './seen.ts';

export const commits: Fact = {
  name: 'commits',
  title: 'Last commits',
  lines: ({ about, commits: known, now }) => about.flatMap(({ member: { address } }) => {
    const commit = known.get(address);
    return commit === undefined ? [] : [`${seatIn(address)}: ${commit.id} ${oneLine(commit.subject)} (${ageOf(commit.at, now)})`];
  }),
  essence: ({ commits: known }) => [...known].map(([address, { id }]) => [address, id]),
};

export const missions: Fact = {
  name: 'missions',
  title: 'Open missions',
  lines: ({ missions: open, now }) => open.map((record) => {
    const { mission: { address }, state, addedAt } = record;
    const holder = holderOf(record);
    const since = 'since' in state ? `, so for ${ageOf(state.since, now, '')}` : '';
    return `${seatIn(address)}: ${state.state}${holder === undefined ? '' : ` with ${seatIn(holder)}`}${since}; added ${ageOf(addedAt, now)}`;
  }),
  essence: ({ missions: open }) => open.map(({ mission: { address }, state }) => [address, state.state]),
};

export const failing: Fact = {
  name: 'failing',
  title: 'Failing, as the runner checked',
  lines: (seen) => failures(seen).map(({ record, because, at }) => `${seatIn(record.mission.address)}: ${oneLine(firstLine(because))} (${ageOf(at, seen.now)}, try ${record.tries.length}${record.state.state === 'failed' ? ', its last' : ''})`),
  essence: (seen) => failures(seen).map(({ record, at }) => [record.mission.address, at]),
};

interface Failure {
  readonly record: MissionRecord;
  readonly because: string;
  readonly at: number;
}

/** Missions whose last try failed: those that are tried again, then those that are not, the latest first. */
function failures({ missions: open, failed }: FactsSeen): readonly Failure[] {
  const over = failed.flatMap(failureOf).filter(({ record: { state }, at }) => state.state === 'failed' && state.at === at); // who cancels one after a failure knows of it
  return [...open.flatMap(failureOf), ...over.sort((one, other) => other.at - one.at)];
}

function failureOf(record: MissionRecord): readonly Failure[] {
  const last = record.tries.findLast(({ result }) => result !== 'lost');
  return last?.result !== 'failed' ? [] : [{ record, because: last.because ?? 'no reason is known', at: last.endedAt }];
}
