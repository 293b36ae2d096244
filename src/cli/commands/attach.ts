import { spawnSync } from 'node:child_process';
import { panesByAddress } from '../../health/member-status.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { withAppliedTeam } from '../team-world.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { memberHere } from '../remote-members.ts';

export const command: Command = {
  name: 'attach',
  summary: 'look at a member\'s window, and type in it',
  operands: 'ADDRESS',
  details: 'Opens the team\'s tmux session at that window. Leave it with the tmux prefix and d: the agent goes on.',
  options: {
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: { ...jsonOption, summary: 'print the command that would attach, as JSON, and do not run it' },
  },
  examples: [
    { line: 'coders attach orchestrator', does: 'the orchestrator\'s window' },
    { line: 'coders attach storefront/cart', does: 'an engineer\'s; the name alone does where no other has it' },
    { line: 'coders attach cart --team shop', does: 'from anywhere' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands, options, terminal, environment } = invocation;
  const [name] = operands;
  if (name === undefined) throw new UsageError('coders attach needs a member.', 'Name one as coders status shows it: coders attach storefront/cart.');
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const address = memberHere({ verb: 'attach', name, team }, host.store);
    const tmux = await host.tmux.observe();
    const pane = panesByAddress({ team, tmux, launches: host.store.launches(team.name) }).get(address)?.pane;
    if (pane === undefined) throw new UsageError(`${address} has no window now.`, 'Start it with coders apply.');
    const argv = host.tmux.attachArgv(pane);
    if (options.has('json')) {
      terminal.data(JSON.stringify({ version: 1, team: team.name, address, pane: pane.id, command: argv }, null, 2));
      return exits.success;
    }
    if (!terminal.interactive) throw new UsageError('coders attach needs a terminal.', `On one, this does the same: ${argv.join(' ')}`);
    return attach(argv, environment);
  });
}

/** Inside another tmux the window shows nested in it, which tmux allows only without the variable TMUX. */
function attach([program = 'tmux', ...rest]: readonly string[], environment: Invocation['environment']): number {
  const { status } = spawnSync(program, rest, { stdio: 'inherit', env: { ...environment, TMUX: undefined } });
  return status === 0 ? exits.success : exits.hostFailed;
}
