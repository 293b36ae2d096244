import { becauseOf } from '../../health/verdict.ts';
import { memberStatuses, type MemberStatus } from '../../health/member-status.ts';
import type { Host } from '../../host/host.ts';
import { usualCare } from '../../manifest/manifest.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import type { Address } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { RemoteMember } from '../../state/sharing.ts';
import { formatDuration } from '../../util/duration.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { callerOf } from '../mission/caller.ts';
import { missionNamed } from '../mission/named.ts';
import type { MissionCall } from '../mission/verb.ts';
import { whyElsewhereJson, whyElsewhereText, whyJson, whyText } from '../reporters/why.ts';
import { whyMissionJson, whyMissionText } from '../reporters/why-mission.ts';
import { remoteMembers } from '../remote-members.ts';
import { memberNamed } from '../seats.ts';
import { withAppliedTeam } from '../team-world.ts';
import { whyMission } from '../why/mission.ts';
import { meansMission } from '../why/subject.ts';

export const command: Command = {
  name: 'why',
  summary: 'show why status says of a member what it says, or why a mission stands where it does',
  operands: 'ADDRESS',
  details: 'Of a member: each piece of evidence with its source, its age and the rule that read it; the one that decided is marked.\nOf a mission: what blocks it, who could do it and who not, what comes next and when, its tries and the last output.',
  options: {
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders why storefront/cart', does: 'what was seen of an engineer; the name alone does where no other has it' },
    { line: 'coders why mission/storefront/cart-api', does: 'of a mission; the name alone does where no member has it' },
    { line: 'coders why pm --team shop --json', does: 'from anywhere, for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [name], options } = invocation;
  if (name === undefined) throw new UsageError('coders why needs a member or a mission.', 'Name one as coders status or coders mission list shows it: coders why storefront/cart.');
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const elsewhere = remoteMembers(team.name, host.store);
    const members = [...team.members, ...elsewhere].map(({ address }) => address);
    if (meansMission(name, members, [...host.store.missions.states(team.name).keys()])) await tellOfMission(name, { team, host, invocation });
    else await tellOfMember(memberNamed(name, members), { team, elsewhere, host, invocation });
    return exits.success;
  });
}

interface Question {
  readonly team: AppliedTeam;
  readonly host: Host;
  readonly invocation: Invocation;
}

async function tellOfMission(name: string, { team, host, invocation }: Question): Promise<void> {
  const { terminal, options } = invocation;
  const call: MissionCall = { verb: 'why', words: [name], team, host, caller: callerOf(team, invocation), invocation };
  const why = await whyMission(missionNamed(name, call), call);
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...whyMissionJson(why) }, null, 2));
  else terminal.out(whyMissionText(why, { now: host.clock.now(), color: terminal.color }));
}

interface MemberQuestion extends Question {
  readonly elsewhere: readonly RemoteMember[];
}

async function tellOfMember(address: Address, { team, elsewhere, host, invocation: { terminal, options } }: MemberQuestion): Promise<void> {
  const remote = elsewhere.find((member) => member.address === address);
  if (remote !== undefined) {
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...whyElsewhereJson(remote) }, null, 2));
    else terminal.out(whyElsewhereText(remote, terminal.color));
    return;
  }
  const seen = await observeStatus(team, host);
  const { now } = seen;
  const conversations = observeConversations(seen.agents.filter(({ pane }) => pane.tag?.address === address), host);
  const status = memberStatuses({ ...seen, conversations }).find(({ member }) => member.address === address)!;
  const because = becauseWords(status, now);
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...whyJson(status, because) }, null, 2));
  else terminal.out(whyText(status, { because, now, color: terminal.color }));
}

function becauseWords({ status, verdict, member: { stuckAfterMs = usualCare.stuckAfterMs } }: MemberStatus, now: number): string | undefined {
  const because = verdict === undefined ? undefined : becauseOf(verdict, now);
  return status === 'stuck' ? `${because}, and nothing of its own was written for longer than stuck_after (${formatDuration(stuckAfterMs)})` : because;
}
