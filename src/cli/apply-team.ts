import type { PlanRequest } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { converge } from '../reconcile/converge.ts';
import { durationMs } from '../util/duration.ts';
import { exits, UsageError, type Invocation } from './command.ts';
import { appliedTeam, type OpenTeam } from './open-team.ts';
import { refuseRivals } from './refuse-rivals.ts';
import { convergedJson, convergedText, exitOf } from './reporters/outcome.ts';
import { planText } from './reporters/plan-text.ts';
import { progressReporter } from './reporters/progress.ts';
import { withTeamLock } from './team-lock.ts';
import { withHost } from './team-world.ts';

/** A team, and how it is applied. */
export interface Application {
  readonly team: OpenTeam;
  readonly request: PlanRequest;
  /** How long to wait for agents to get ready and for what waits. */
  readonly timeoutMs: number;
  /** Sees the plan before anybody is asked about it; throws to refuse it. */
  readonly examine?: (plan: Plan) => void;
}

/** Applies a team as `coders apply` does, reports how that ended, and gives the exit code. */
export async function applyTeam(application: Application, invocation: Invocation): Promise<number> {
  const { team, timeoutMs } = application;
  const applied = await withTeamLock({ team: team.manifest.team, verb: 'apply', timeoutMs }, invocation, () => convergeTeam(application, invocation));
  if (applied === 'declined') {
    invocation.terminal.err('Nothing was changed.');
    return exits.notConverged;
  }
  return applied;
}

async function convergeTeam({ team, request, timeoutMs, examine }: Application, invocation: Invocation): Promise<number | 'declined'> {
  const { terminal, options, directory } = invocation;
  return withHost(team.manifest.tmux, invocation, async (host) => {
    await refuseRivals(team, host);
    const converged = await converge({
      desired: team.desired,
      applied: appliedTeam(team, host.clock.now()),
      options: request,
      timeoutMs,
      confirm: async (plan) => {
        examine?.(plan);
        if (terminal.interactive && !options.has('json')) terminal.err(`${planText(plan, { color: terminal.color, directory })}\n`);
        return confirmed(plan, invocation);
      },
      watcher: progressReporter(terminal, options.has('json')),
    }, host);
    if (converged === undefined) return 'declined';
    const text = convergedText(converged, terminal);
    if (options.has('json')) terminal.data(JSON.stringify(convergedJson(converged), null, 2));
    else if (text !== '') terminal.out(text);
    return exitOf(converged.outcome);
  });
}

/** Only what destroys is asked about; a script says --yes. */
async function confirmed(plan: Plan, { options, terminal }: Invocation): Promise<boolean> {
  const destroying = plan.steps.filter(({ destroys }) => destroys !== undefined);
  if (destroying.length === 0 || options.has('yes')) return true;
  const list = destroying.map(({ address, destroys }) => `  ${address}: ${destroys}`).join('\n');
  if (!terminal.interactive) throw new UsageError(`This apply destroys something, and nobody can be asked:\n${list}`, 'Look at coders plan, then say --yes.');
  const answer = await terminal.ask(`This destroys:\n${list}\nGo on? Only "yes" is taken as yes: `);
  return answer?.trim() === 'yes';
}

/** What --timeout says, in milliseconds; 30 seconds unless given. Throws a UsageError. */
export function timeoutFrom(text: string | undefined): number {
  if (text === undefined) return 30_000;
  const milliseconds = /^0s?$/.test(text) ? 0 : durationMs(text);
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h; 0 does not wait at all.');
  return milliseconds;
}
