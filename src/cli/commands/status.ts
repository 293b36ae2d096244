import { memberStatuses } from '../../health/member-status.ts';
import { missionsOverview } from '../../missions/overview.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { lookAtKeeping } from '../keeping.ts';
import { remoteMembers } from '../remote-members.ts';
import { withAppliedTeam } from '../team-world.ts';
import { statusJson, statusText } from '../reporters/status.ts';
import { usageByPane } from '../usage.ts';

export const command: Command = {
  name: 'status',
  summary: 'show what each member of an applied team does now, and how far its missions are',
  operands: '[TEAM | FILE]',
  details: 'Statuses: starting, working, idle, waiting, limited, stuck, exited, unknown. Stuck works by all evidence, and wrote nothing for\nlonger than stuck_after (20m). Unknown is said where the tool tells nothing that can be believed.',
  options: {
    verbose: { summary: 'also the latest turn, branch and launch of each member, its process, memory and CPU', short: 'v' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders status', does: 'the team of team.yaml here or above' },
    { line: 'coders status shop -v', does: 'by name, with what each was told last' },
    { line: 'coders status shop --json', does: 'for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { terminal, options, operands } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const seen = await observeStatus(team, host);
    const conversations = observeConversations(seen.agents, host);
    const figures = options.has('json') || options.has('verbose') ? { figures: await host.processes.figures(seen.agents.map(({ pane }) => pane)) } : {};
    const statuses = memberStatuses({ ...seen, conversations, usage: usageByPane(conversations, invocation), ...figures });
    const keeping = await lookAtKeeping(team.name, host);
    const elsewhere = remoteMembers(team.name, host.store);
    const missions = missionsOverview(host.store.missions.states(team.name), (mission) => host.store.missions.find(team.name, mission));
    if (options.has('json')) terminal.data(JSON.stringify(statusJson(team, statuses, { now: seen.now, keeping, missions, elsewhere }), null, 2));
    else terminal.out(statusText(team, statuses, { now: seen.now, color: terminal.color, verbose: options.has('verbose'), keeping, missions, elsewhere }));
    return exits.success;
  });
}
