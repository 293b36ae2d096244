import { countMissions } from '../../missions/overview.ts';
import { observeTeams } from '../../reconcile/observe-teams.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { listJson, listText } from '../reporters/list.ts';
import { supervisionIn } from '../../supervisor/supervision.ts';
import { withHost } from '../team-world.ts';

export const command: Command = {
  name: 'list',
  summary: 'list every applied team: who of it runs, whether it is kept, and how far its missions are',
  operands: '',
  mostOperands: 0,
  details: 'One line each. A team that was taken down stays in the list: coders prune clears it once its manifest is gone, too.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders list', does: 'what runs on this machine' },
    { line: 'coders list --json', does: 'for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  return withHost({ socket: 'coders' }, invocation, async (host) => {
    const { store } = host;
    const [teams, supervision] = await Promise.all([observeTeams(host), supervisionIn(store.directory)]);
    const missions = new Map(teams.map(({ team: { name } }) => [name, countMissions(store.missions.states(name))]));
    const withoutRedis = new Set(teams.flatMap(({ team: { name } }) => (store.replica.outage(name) === undefined ? [] : [name])));
    const list = { teams, missions, supervision, withoutRedis };
    if (options.has('json')) terminal.data(JSON.stringify(listJson(list), null, 2));
    else terminal.out(listText(list, { now: host.clock.now(), color: terminal.color }));
    return exits.success;
  });
}
