import { together } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';
import { isOver, type Mission, type MissionRecord } from '../state/mission.ts';
import type { Observed } from '../state/observed.ts';
import { decidesMissions } from '../state/sharing.ts';
import { isSameMission, missionDifferences, type MissionDifference } from './mission-difference.ts';
import type { ChangeMission, Step } from './plan.ts';
import { step, type Proposal } from './proposal.ts';

interface MissionsRequest {
  readonly proposal: Proposal;
  /** Do not wait for the end of tries. */
  readonly evenIfBusy: boolean;
  readonly because: string;
}

/**
 * What becomes of missions whose manifest changes. Which state they are in is not the plan's to change: what is waited
 * for, tried and done goes its way between two applies, and plans nothing.
 */
export function planMissions(desired: Desired, { missions }: Observed, request: MissionsRequest): void {
  const { steps, untouched } = request.proposal;
  if (!decidesMissions(desired.sharing)) {
    untouched.push(...remarksOnOthers(desired, missions));
    return;
  }
  for (const wanted of desired.missions) {
    const record = missions.get(wanted.address);
    if (record === undefined) {
      steps.push(step(wanted.address, { type: 'add-mission', mission: wanted }, 'new in the manifest'));
      continue;
    }
    const differences = missionDifferences(record.mission, wanted);
    if (differences.length === 0) continue;
    if (record.state.state === 'done') untouched.push(...doneRemark(wanted, differences));
    else steps.push(...changes({ wanted, record, differences }, request));
  }
  const names = new Set(desired.missions.map(({ address }) => address));
  const unwanted = [...missions.values()].filter(({ mission: { address, origin }, state }) => origin === 'manifest' && state.state !== 'done' && !names.has(address));
  steps.push(...unwanted.map((record) => withdrawal(record, request)));
}

const mostNamed = 5;

/** Another host's manifest says what missions there are: what is otherwise in the one here is only told. */
function remarksOnOthers({ missions: wanted, sharing }: Desired, missions: Observed['missions']): Proposal['untouched'] {
  const names = new Set(wanted.map(({ address }) => address));
  const missing = wanted.filter(({ address }) => !missions.has(address)).map(({ address }) => seatIn(address));
  const unknown = [...missions.values()].filter((record) => record.mission.origin === 'manifest' && !isOver(record) && !names.has(record.mission.address));
  return [
    ...(missing.length === 0 ? [] : [{ address: 'missions', reason: `${missing.length > mostNamed ? `${missing.length} of the manifest` : together(missing)} ${missing.length === 1 ? 'is' : 'are'} not known here yet: coders apply on ${sharing?.missionsFrom} adds ${missing.length === 1 ? 'it' : 'them'}.` }]),
    ...unknown.map(({ mission: { address } }) => ({ address, reason: `It is not in the manifest here, and stays: only coders apply on ${sharing?.missionsFrom} withdraws it.` })),
  ];
}

/** Of these, those that the manifest has otherwise, or no more. Nobody may be given one before that is so. */
export function changingMissions(wanted: readonly Mission[], records: readonly MissionRecord[]): ReadonlySet<Address> {
  const byAddress = new Map(wanted.map((mission) => [mission.address, mission]));
  return new Set(records.flatMap(({ mission }) => (isAsWanted(mission, byAddress.get(mission.address)) ? [] : [mission.address])));
}

function isAsWanted(mission: Mission, wanted: Mission | undefined): boolean {
  return wanted === undefined ? mission.origin !== 'manifest' : isSameMission(mission, wanted);
}

/** Whose it is now is no news of what was done. */
function doneRemark({ address }: Mission, differences: readonly MissionDifference[]): Proposal['untouched'] {
  const fields = differences.map(({ field }) => field).filter((field) => field !== 'origin');
  if (fields.length === 0) return [];
  return [{ address, reason: `It is done, and stays so. The manifest says otherwise now of ${together(fields)}: what is to be done again needs another name.` }];
}

interface Change {
  readonly wanted: Mission;
  readonly record: MissionRecord;
  readonly differences: readonly MissionDifference[];
}

/** While somebody is at it, only what is made of the try later is changed under it; its text and whose it is once the try has ended. */
function changes(change: Change, { evenIfBusy }: MissionsRequest): Step[] {
  const { record, differences } = change;
  const waits = waitsFor(record);
  if (waits === undefined) return [changeStep(change, startsOver(change) ? 'starts-over' : 'goes-on')];
  const later = differences.filter(({ about }) => about === 'later');
  const ofTheTry = differences.filter(({ about }) => about !== 'later');
  if (evenIfBusy && ofTheTry.length > 0) return [changeStep(change, 'is-given-out-anew')];
  const atOnce = changeStep({ ...change, differences: later }, 'goes-on');
  const then = changeStep({ ...change, differences: ofTheTry }, 'goes-on');
  return [
    // Another id than that of the rest: each step of a plan is done once.
    ...(later.length === 0 ? [] : [{ ...atOnce, id: `${atOnce.id} under way` }]),
    ...(ofTheTry.length === 0 ? [] : [{ ...then, impact: 'when-idle' as const, waits: { for: waits, then: then.impact } }]),
  ];
}

function changeStep({ wanted, record, differences }: Change, then: ChangeMission['then']): Step {
  return step(wanted.address, { type: 'change-mission', mission: wanted, then }, causeOf(record, then), { differences: differences.map(({ about: _, ...difference }) => difference) });
}

/** Another text is other work: whether that fails is not known yet. */
function startsOver({ record, differences }: Change): boolean {
  return record.state.state === 'failed' && differences.some(({ about }) => about === 'text');
}

function causeOf({ mission: { origin, address }, state: { state } }: MissionRecord, then: ChangeMission['then']): string {
  if (then === 'starts-over') return 'it has failed, and the manifest asks for something else now';
  if (then === 'is-given-out-anew') return 'the manifest says otherwise, and the try under way is not waited for';
  if (origin !== 'manifest') return 'it was added while the team ran, and is in the manifest now';
  return state === 'failed' ? `the manifest says otherwise; it has failed, and coders mission retry ${seatIn(address)} tries it again` : 'the manifest says otherwise';
}

function withdrawal(record: MissionRecord, { evenIfBusy, because }: MissionsRequest): Step {
  const waits = evenIfBusy ? undefined : waitsFor(record);
  return step(record.mission.address, { type: 'withdraw-mission', evenIfGivenOut: evenIfBusy }, because, waits === undefined ? {} : { impact: 'when-idle', waits: { for: waits, then: 'none' } });
}

/** Whom a mission that is given out is left to; undefined for one that nobody has. */
function waitsFor({ state }: MissionRecord): string | undefined {
  if (state.state === 'reviewing') return `the review of what ${seatIn(state.tried.by)} did`;
  if (!('lease' in state)) return undefined;
  const who = seatIn(state.lease.by);
  return state.state === 'verifying' ? `the check of what ${who} did` : `the end of the try that ${who} is at`;
}
