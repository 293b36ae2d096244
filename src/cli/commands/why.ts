import { becauseOf } from '../../health/verdict.ts';
import { memberStatuses, type MemberStatus } from '../../health/member-status.ts';
import { usualCare } from '../../manifest/manifest.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import { formatDuration } from '../../util/duration.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { whyJson, whyText } from '../reporters/why.ts';
import { memberNamed } from '../seats.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'why',
  summary: 'show why status says of a member what it says',
  operands: 'ADDRESS',
  details: 'Each piece of evidence with its source, its age and the rule that read it; the one that decided is marked.',
  options: {
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders why storefront/cart', does: 'what was seen of an engineer; the name alone does where no other has it' },
    { line: 'coders why pm --team shop --json', does: 'from anywhere, for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [name], options, terminal } = invocation;
  if (name === undefined) throw new UsageError('coders why needs a member.', 'Name one as coders status shows it: coders why storefront/cart.');
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const address = memberNamed(name, team.members.map((member) => member.address));
    const seen = await observeStatus(team, host);
    const { now } = seen;
    const conversations = observeConversations(seen.agents.filter(({ pane }) => pane.tag?.address === address), host);
    const status = memberStatuses({ ...seen, conversations }).find(({ member }) => member.address === address)!;
    const because = becauseWords(status, now);
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...whyJson(status, because) }, null, 2));
    else terminal.out(whyText(status, { because, now, color: terminal.color }));
    return exits.success;
  });
}

function becauseWords({ status, verdict, member: { stuckAfterMs = usualCare.stuckAfterMs } }: MemberStatus, now: number): string | undefined {
  const because = verdict === undefined ? undefined : becauseOf(verdict, now);
  return status === 'stuck' ? `${because}, and nothing of its own was written for longer than stuck_after (${formatDuration(stuckAfterMs)})` : because;
}
