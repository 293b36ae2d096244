import { adapterFor } from '../../agents/registry.ts';
import { either, quote, together } from '../../diagnostics/words.ts';
import { repositoryOf } from '../../host/git/repository-of.ts';
import { eligible } from '../../missions/eligible.ts';
import { isLookedAt } from '../../missions/transition.ts';
import { seatIn } from '../../state/address.ts';
import type { Mission, MissionRecord } from '../../state/mission.ts';
import { UsageError } from '../command.ts';
import type { Colleague } from './everybody.ts';
import { nameOf } from './named.ts';
import { membersMeant, seatsOf, staffOf } from './staff.ts';
import type { MissionCall } from './verb.ts';

/** Somebody can do it, be told of it and prove it, now and when it is handed on; the rules of the manifest ask the same. Throws a UsageError. */
export async function requireTakers(record: MissionRecord, call: MissionCall): Promise<void> {
  const { mission } = record;
  const staff = staffOf(mission.project, call);
  const able = ableAmong(staff, record);
  if (able.length === 0) throw mission.accept.reviewBy === undefined ? nobody(mission, staff) : nobodyElse(mission.accept.reviewBy);
  requireReachable(able);
  if (mission.accept.reviewBy !== undefined) requireReachable(membersMeant(mission.accept.reviewBy, staff));
  const heirs = mission.handoffTo === undefined ? [] : membersMeant(mission.handoffTo, staff);
  if (mission.handoffTo !== undefined) requireOthers(mission.handoffTo, heirs, able);
  if (mission.handoffTo !== undefined) requireOneThatMay({ ...record, handedOff: { to: mission.handoffTo, afterTries: 0 } }, call);
  if (isLookedAt(mission.accept)) await requireRepository([...able, ...heirs].filter(isReachable), call);
}

function ableAmong(staff: readonly Colleague[], record: MissionRecord): readonly Colleague[] {
  return eligible(record, seatsOf(staff)).map(({ address }) => staff.find((member) => member.address === address)!);
}

/** Says where a model was asked for that nobody who may do it has: it decides nothing then. */
export function noteUnknownModel(record: MissionRecord, call: MissionCall): void {
  const { address, project, model } = record.mission;
  const models = [...new Set(ableAmong(staffOf(project, call), record).map((member) => member.model))];
  if (model === undefined || models.includes(model)) return;
  call.invocation.terminal.err(`Nobody who may do ${seatIn(address)} has the model ${quote(model)}: whoever is free does it. They have ${together(models.map(quote))}.`);
}

/** Throws a UsageError where all whom it was handed to are kept from it by a review: their own of it, or one of their own work. */
export function requireOneThatMay(record: MissionRecord, call: Pick<MissionCall, 'team' | 'host'>): void {
  const { mission: { address, project, reviews }, handedOff } = record;
  if (ableAmong(staffOf(project, call), record).length > 0) return;
  const why = reviews === undefined ? 'who is to review it' : 'whose work it reviews';
  throw new UsageError(`The mission ${quote(seatIn(address))} can not be handed to ${quote(handedOff?.to ?? '')}, ${why}.`, 'Nobody reviews what he did himself: name another member.');
}

function nobodyElse(reviewer: string): UsageError {
  return new UsageError(`Nobody but ${quote(reviewer)} could do the mission, and ${quote(reviewer)} is to review it.`, 'Nobody reviews what he did himself: name another member with --review-by.');
}

/** Throws a UsageError where none of them can be told anything. */
export function requireReachable(members: readonly Colleague[]): void {
  if (members.some(isReachable)) return;
  const tools = [...new Set(members.map(({ tool }) => tool))];
  throw new UsageError(`The mission goes to ${either(members.map(({ address }) => seatIn(address)))}, and coders does not know how to talk to ${either(tools)}.`, 'Give it to another member.');
}

/** How somebody on another host is talked to is that one's matter. */
function isReachable({ tool, declared, host }: Colleague): boolean {
  return host !== undefined || adapterFor(tool, declared)?.delivery !== undefined;
}

function requireOthers(handoffTo: string, heirs: readonly Colleague[], able: readonly Colleague[]): void {
  requireReachable(heirs);
  if (heirs.length !== able.length || heirs.some((heir) => !able.includes(heir))) return;
  throw new UsageError(`The mission is handed to ${quote(handoffTo)}, who has it from the start.`, 'Name another member, or raise --retries.');
}

/** What is to be looked at stands in a repository. A worktree of its own is in one. */
async function requireRepository(members: readonly Colleague[], { host: { files } }: MissionCall): Promise<void> {
  for (const { address, branch, directory } of members) {
    if (branch !== undefined || directory === undefined || !files.isDirectory(directory) || (await repositoryOf(directory)) !== undefined) continue;
    throw new UsageError(`What ${seatIn(address)} does can not be looked at: its directory ${directory} is in no git repository.`, 'Name another member with --to, or leave out --accept, --commits and --files.');
  }
}

function nobody({ project, to, role }: Mission, staff: readonly Colleague[]): UsageError {
  const wanted = `${to === undefined ? 'an engineer' : quote(to)}${role === undefined ? '' : ` with the role ${quote(role)}`}`;
  return new UsageError(`The project ${quote(project)} does not have ${wanted}.`, `It has ${together(staff.map(({ address, role: own }) => `${nameOf(address)} (${own})`))}.`);
}
