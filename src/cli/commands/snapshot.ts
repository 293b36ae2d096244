import { takeSnapshot } from '../../snapshot/take.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, type Command, type Invocation } from '../command.ts';
import { takenText } from '../reporters/snapshots.ts';
import { withTeamLock } from '../team-lock.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'snapshot',
  summary: 'keep a whole team as it stands now in one file, for coders restore',
  operands: '[TEAM | FILE]',
  details: 'Windows, members with their launches and conversations, the manifest, and where each worktree stands. No value of a variable is\nin it: where the manifest has one written out, a reference stands in its place. What is not committed is in no snapshot.\nThe newest 20 of a team are kept.',
  options: { json: { summary: 'print the snapshot itself' } },
  examples: [
    { line: 'coders snapshot', does: 'the team of team.yaml here or above' },
    { line: 'coders snapshot shop --json > shop.json', does: 'a copy for elsewhere' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands, options, terminal } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const taken = await withTeamLock({ team: team.name, verb: 'snapshot', timeoutMs: 30_000 }, invocation, () => takeSnapshot(team, 'asked for', host));
    if (options.has('json')) terminal.data(JSON.stringify(taken.snapshot, null, 2));
    else terminal.out(takenText(taken));
    return exits.success;
  });
}
