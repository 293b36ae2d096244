import { seatIn, type Address } from '../../state/address.ts';
import type { AppliedMember, AppliedTeam } from '../../state/applied-team.ts';
import { holderOf } from '../../missions/tries.ts';
import type { Host } from '../../host/host.ts';
import { blockers } from '../../missions/readiness.ts';
import { callerOf, projectOf, type MemberCaller } from '../mission/caller.ts';
import type { Invocation } from '../command.ts';
import { missionShowText } from '../reporters/mission-show.ts';

/** Who calls, in sentences: its address and role, where it works, whom it reports to, and its mission. */
export function contextText(team: AppliedTeam, { store, clock }: Host, invocation: Invocation): string {
  const caller = callerOf(team, invocation);
  if (caller.is === 'person') return `You are a person, and no member of a team here. This is about team ${team.name}: ${team.members.map(({ address }) => seatIn(address)).join(', ')}.`;
  const member = team.members.find(({ address }) => address === caller.address)!;
  const record = store.missions.open(team.name).find((one) => holderOf(one) === caller.address);
  const shown = record === undefined ? undefined : { team: team.name, record, blocking: blockers(record, store.missions.states(team.name)) };
  return [
    whoWords(caller, member, team),
    `You work in ${member.directory}${member.branch === undefined ? '' : `, on the branch ${member.branch}`}.`,
    `You report to ${superiorWords(caller, team)}.`,
    ...(shown === undefined ? ['You have no mission now.'] : ['Your mission:', '', missionShowText(shown, { now: clock.now(), color: false })]),
  ].join('\n');
}

function whoWords({ address, epoch, seat, project }: MemberCaller, { role, tool, model }: AppliedMember, { name }: AppliedTeam): string {
  const seats: Readonly<Record<AppliedMember['seat'], string>> = { orchestrator: 'the orchestrator', pm: 'the PM', engineer: 'an engineer' };
  const where = project === undefined ? '' : ` of the project ${project}`;
  return `You are ${address}: ${seats[seat]}${where} in team ${name}, with the role ${role}. This is launch ${epoch}, of ${tool} with ${model}.`;
}

/** An engineer's PM, else the orchestrator, else whoever runs the team. */
function superiorWords({ seat, project }: MemberCaller, { members }: AppliedTeam): Address | string {
  const pm = seat === 'engineer' ? members.find((one) => one.seat === 'pm' && projectOf(one.address) === project) : undefined;
  const superior = pm ?? (seat === 'orchestrator' ? undefined : members.find((one) => one.seat === 'orchestrator'));
  return superior === undefined ? 'the person who runs the team' : seatIn(superior.address);
}
