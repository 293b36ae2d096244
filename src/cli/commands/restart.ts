import { converge } from '../../reconcile/converge.ts';
import type { Host } from '../../host/host.ts';
import { latestPlacedLaunch } from '../../plan/launches.ts';
import { forgiven } from '../../state/care.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { Desired } from '../../state/desired.ts';
import { takeSnapshot } from '../../snapshot/take.ts';
import { timeoutFrom } from '../apply-team.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { teamOption, tell, withMember, type CaredMember } from '../care/member.ts';
import { openTeam } from '../open-team.ts';
import { convergedText, exitOf } from '../reporters/outcome.ts';
import { progressReporter } from '../reporters/progress.ts';

export const command: Command = {
  name: 'restart',
  summary: 'end a member\'s program and start it again, with its conversation',
  operands: 'MEMBER',
  details: 'At once, also while it works. Ends a hold and a quarantine, and forgets its crashes.',
  options: {
    fresh: { summary: 'begin a new conversation with its brief' },
    timeout: { summary: 'how long to wait until it is ready (30s)', value: 'DURATION' },
    team: teamOption,
    json: jsonOption,
  },
  examples: [
    { line: 'coders restart storefront/cart', does: 'the same conversation goes on' },
    { line: 'coders restart storefront/cart --fresh', does: 'a new conversation begins' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const timeoutMs = timeoutFrom(options.text('timeout'));
  return withMember('restart', invocation, async (member) => {
    const { team, address, host } = member;
    const desired = await desiredOf(team, host, invocation);
    if (options.has('fresh')) await takeSnapshot(team, `before coders restart --fresh of ${address}`, host);
    askFor(member, options.has('fresh'));
    const converged = await converge({
      desired, applied: team, timeoutMs,
      options: { only: [address], evenIfBusy: true, now: host.clock.now() },
      confirm: () => Promise.resolve(true),
      watcher: progressReporter(terminal, options.has('json')),
    }, host);
    if (converged === undefined || exitOf(converged.outcome) !== exits.success) {
      if (converged !== undefined) terminal.err(convergedText(converged, terminal));
      if (options.has('json')) tell(member, { text: '', data: { restarted: false, resumed: false } }, invocation);
      return converged === undefined ? exits.notConverged : exitOf(converged.outcome);
    }
    const resumed = converged.results.some(({ step: { action } }) => 'launch' in action && action.launch.conversation.is === 'resumed');
    tell(member, { text: resumed ? 'runs again, with its conversation.' : 'runs again, with a new conversation.', data: { restarted: true, resumed } }, invocation);
    return exits.success;
  });
}

/** As the supervisor keeps it; else as its manifest wants it now. */
async function desiredOf({ name, file }: AppliedTeam, { store }: Host, invocation: Invocation): Promise<Desired> {
  return store.keptTeam(name)?.desired ?? (await openTeam(file, invocation)).desired;
}

function askFor({ team, address, care, host: { store } }: CaredMember, fresh: boolean): void {
  const launch = latestPlacedLaunch({ launches: store.launches(team.name) }, address);
  store.setCare(team.name, {
    ...forgiven(care),
    ...(launch === undefined ? {} : { restart: { epoch: launch.epoch, fresh, because: 'a person asked for it' } }),
  });
}
