import { either, quote } from '../../diagnostics/words.ts';
import { seatIn } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { UsageError } from '../command.ts';
import { projectOf, type MemberCaller } from './caller.ts';
import type { MissionCall } from './verb.ts';

/** Throws a UsageError that names who may, where the caller is not allowed to lead the work of a project. */
export function requireLead({ caller, team, verb }: MissionCall, project: string): void {
  if (caller.is === 'person' || caller.seat === 'orchestrator') return;
  if (caller.seat === 'pm' && caller.project === project) return;
  throw new UsageError(`${position(caller)} may not ${verb} a mission of ${quote(project)}.`, `Only ${leaders(project, team)} may.`);
}

/** The same, and for the one who has the mission or would have to: whether it does, the mission's own state tells. */
export function requireOwnOrLead(call: MissionCall, project: string): void {
  const { caller } = call;
  if (caller.is === 'member' && caller.seat === 'engineer' && caller.project === project) return;
  requireLead(call, project);
}

/** What a launch that is over says does not count, nor what one says that never was. Throws a UsageError. */
export function requirePresentLaunch({ caller, team, host }: Pick<MissionCall, 'caller' | 'team' | 'host'>): void {
  if (caller.is === 'person') return;
  const epochs = host.store.launches(team.name).filter(({ address }) => address === caller.address).map(({ epoch }) => epoch);
  const latest = epochs.length === 0 ? caller.epoch : Math.max(...epochs);
  if (latest === caller.epoch) return;
  if (latest < caller.epoch) throw new UsageError(`There was no launch ${caller.epoch} of ${quote(seatIn(caller.address))}: launch ${latest} is the latest.`, 'CODERS_EPOCH says it; leave the variable as the agent was given it.');
  throw new UsageError(`This is launch ${caller.epoch} of ${quote(seatIn(caller.address))}, which is over: launch ${latest} came after it.`, 'What it says does not count.');
}

/** Who that is, as a sentence about what it may not begins. */
export function position({ address, seat, project }: MemberCaller): string {
  return seat === 'pm' ? `The PM of ${quote(project ?? '')}` : `${quote(seatIn(address))}, an engineer,`;
}

/** Who leads the work of a project, in words. */
export function leaders(project: string, { members }: AppliedTeam): string {
  const pm = members.find(({ seat, address }) => seat === 'pm' && projectOf(address) === project);
  const orchestrator = members.some(({ seat }) => seat === 'orchestrator');
  return either([...(pm === undefined ? [] : [seatIn(pm.address)]), ...(orchestrator ? ['the orchestrator'] : []), 'a person']);
}
