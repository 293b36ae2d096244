import { observeRadar } from '../../reconcile/radar.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { radarJson, radarText } from '../reporters/radar.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'radar',
  summary: 'show which branches of a team would conflict now, and which change the same files',
  operands: '[TEAM | FILE]',
  details: 'Every merge is tried without a checkout, and nothing is changed. Exit code 3 where one would fail.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders radar', does: 'who gets in whose way, in the team of team.yaml here or above' },
    { line: 'coders radar shop --json', does: 'for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [named], options, terminal } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(named, store, invocation), invocation, async ({ name }, host) => {
    const views = await observeRadar({ name, kept: host.store.keptTeam(name) }, host);
    if (options.has('json')) terminal.data(JSON.stringify(radarJson(name, views), null, 2));
    else terminal.out(radarText(name, views, terminal.color));
    return views.some(({ meetings }) => meetings.some(({ state }) => state === 'conflict')) ? exits.changesFound : exits.success;
  });
}
