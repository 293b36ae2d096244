import { jsonOption, type Command, type Invocation } from '../command.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { report } from '../checkin/report.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'checkins',
  summary: 'show who is checked in on when, what became of it, and why it was skipped',
  operands: '[TEAM | FILE]',
  details: 'A check-in is a prompt by the clock: the manifest has them under checkins, and coders checkin adds one that comes once.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders checkins', does: 'of the team of team.yaml here or above: the next and the last ones, with their receipts' },
    { line: 'coders checkins shop --json', does: 'for a script' },
  ],
  run: (invocation: Invocation) => withAppliedTeam(
    (store) => appliedTeamNamed(invocation.operands[0], store, invocation),
    invocation,
    async (team, host) => report(() => true, { team, host, caller: { is: 'person' }, invocation }),
  ),
};
