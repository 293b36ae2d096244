import { memberStatuses } from '../../health/member-status.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { withAppliedTeam } from '../team-world.ts';
import { statusJson, statusText } from '../reporters/status.ts';
import { usageByPane } from '../usage.ts';

export const command: Command = {
  name: 'status',
  summary: 'show what each member of an applied team does now',
  operands: '[TEAM | FILE]',
  details: 'Statuses: working, idle, waiting, starting, exited, unknown. Unknown is said where the tool tells nothing that can be believed.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders status', does: 'the team of team.yaml here or above' },
    { line: 'coders status shop --json', does: 'by name, for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { terminal, options, operands } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const seen = await observeStatus(team, host);
    const statuses = memberStatuses({ ...seen, usage: usageByPane(seen.agents, { host, invocation }) });
    const now = host.clock.now();
    if (options.has('json')) terminal.data(JSON.stringify(statusJson(team, statuses), null, 2));
    else terminal.out(statusText(team, statuses, { now, color: terminal.color }));
    return exits.success;
  });
}
