import { pokeSupervisor } from '../../host/poke.ts';
import { takeDown } from '../../reconcile/take-down.ts';
import { takeSnapshot } from '../../snapshot/take.ts';
import { forgetAdHoc } from '../ad-hoc.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { withAppliedTeam } from '../team-world.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { convergedJson, exitOf, convergedText } from '../reporters/outcome.ts';
import { planText } from '../reporters/plan-text.ts';
import { progressReporter } from '../reporters/progress.ts';
import { withTeamLock } from '../team-lock.ts';
import type { Plan } from '../../plan/plan.ts';

export const command: Command = {
  name: 'down',
  summary: 'end a team: its agents and windows; branches and worktrees stay',
  operands: '[TEAM | FILE]',
  details: 'Works by the team\'s name when its manifest is gone. Conversations end: the next apply starts new ones. A snapshot is taken first:\ncoders restore brings the team back with its conversations.',
  options: {
    yes: { summary: 'do not ask', short: 'y' },
    worktrees: { summary: 'also remove the worktrees; what is not committed is saved to a ref first, and branches stay' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders down', does: 'ends the team of team.yaml here or above' },
    { line: 'coders down shop --yes', does: 'by name, from anywhere, without asking' },
    { line: 'coders down --worktrees', does: 'also tidies the checkouts away' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands, options, terminal } = invocation;
  const outlive = () => undefined;
  process.on('SIGHUP', outlive); // the window this runs in may be one that it closes
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const ended = await withTeamLock({ team: team.name, verb: 'down', timeoutMs: 30_000 }, invocation, () => takeDown({
      team,
      removeWorktrees: options.has('worktrees'),
      confirm: async (plan) => {
        if (!(await confirmed(plan, invocation))) return false;
        if (plan.steps.length > 0) await takeSnapshot(team, 'before coders down', host);
        return true;
      },
      watcher: progressReporter(terminal, options.has('json')),
    }, host));
    await pokeSupervisor(host.store.directory);
    if (ended !== 'declined' && ended.outcome.state === 'converged') forgetAdHoc(team, invocation);
    if (ended === 'declined') {
      terminal.err('Nothing was ended.');
      return exits.notConverged;
    }
    if (options.has('json')) terminal.data(JSON.stringify(convergedJson(ended), null, 2));
    else if (ended.outcome.state !== 'converged') terminal.out(convergedText(ended, terminal));
    else if (ended.results.length > 0 || terminal.interactive) terminal.out(`Team ${team.name} is down.`);
    return exitOf(ended.outcome);
  }).finally(() => process.off('SIGHUP', outlive));
}

async function confirmed(plan: Plan, { options, terminal, directory }: Invocation): Promise<boolean> {
  if (plan.steps.length === 0 || options.has('yes')) return true;
  if (!terminal.interactive) throw new UsageError(`coders down ends team ${plan.team}, and nobody can be asked.`, 'Say --yes.');
  terminal.err(`${planText(plan, { color: terminal.color, directory })}\n`);
  const answer = await terminal.ask(`End team ${plan.team}? Only "yes" is taken as yes: `);
  return answer?.trim() === 'yes';
}
