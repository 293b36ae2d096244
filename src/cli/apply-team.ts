import type { PlanRequest } from '../plan/make-plan.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { converge, type Converged } from '../reconcile/converge.ts';
import { takeSnapshot } from '../snapshot/take.ts';
import { durationMs } from '../util/duration.ts';
import { agreeAfterwards, withAgreement } from './agreement.ts';
import { exits, UsageError, type Invocation } from './command.ts';
import { appliedTeam, type OpenTeam } from './open-team.ts';
import { refuseRivals } from './refuse-rivals.ts';
import { convergedJson, convergedText, exitOf } from './reporters/outcome.ts';
import { planText } from './reporters/plan-text.ts';
import { progressReporter } from './reporters/progress.ts';
import { handOver, type HandOver } from './hand-over.ts';
import { stateDirectoryOf } from './locations.ts';
import { wakeSupervisor, whyNotStarted } from './start-supervisor.ts';
import { withTeamLock } from './team-lock.ts';
import { withHost } from './team-world.ts';

/** A team, and how it is applied. */
export interface Application {
  readonly team: OpenTeam;
  readonly request: PlanRequest;
  /** How long to wait for agents to get ready and for what waits. */
  readonly timeoutMs: number;
  /** Until when the supervisor keeps it, where that is not the manifest's to say. */
  readonly until?: HandOver['until'];
  /** Sees the plan before anybody is asked about it; throws to refuse it. */
  readonly examine?: (plan: Plan) => void;
  /** Says how it ended, in place of the words of `coders apply`. */
  readonly report?: (converged: Converged) => void;
}

/** Applies a team as `coders apply` does, reports how that ended, and gives the exit code. */
export async function applyTeam(application: Application, invocation: Invocation): Promise<number> {
  const { team, timeoutMs } = application;
  const applied = await withTeamLock({ team: team.manifest.team, verb: 'apply', timeoutMs }, invocation, () => convergeTeam(application, invocation));
  if (applied === 'declined') {
    invocation.terminal.err('Nothing was changed.');
    return exits.notConverged;
  }
  if (keeps(invocation) && !(await wakeSupervisor(invocation))) invocation.terminal.err(`The team is not kept. ${await whyNotStarted(stateDirectoryOf(invocation.environment))}`);
  return applied;
}

/** Whether the supervisor is to keep what is applied. A script that wants no process to stay says so once for all. */
export function keeps({ options, environment }: Pick<Invocation, 'options' | 'environment'>): boolean {
  return !options.has('once') && environment['CODERS_SUPERVISOR'] !== 'off';
}

async function convergeTeam(application: Application, invocation: Invocation): Promise<number | 'declined'> {
  const { team, request, timeoutMs, examine, report = (converged) => reportConverged(converged, invocation) } = application;
  const { terminal, options, directory } = invocation;
  return withHost(team.manifest.tmux, invocation, (host) => withAgreement(team.desired, { host, invocation }, async (agree) => {
    await refuseRivals(team, host);
    await agree();
    const applied = appliedTeam(team, host.clock.now());
    const converged = await converge({
      desired: team.desired,
      applied,
      options: request,
      timeoutMs,
      confirm: async (plan) => {
        examine?.(plan);
        if (terminal.interactive && !options.has('json')) terminal.err(`${planText(plan, { color: terminal.color, directory })}\n`);
        if (!(await confirmed(plan, invocation))) return false;
        if (plan.steps.some(isRisky)) await takeSnapshot(host.store.team(applied.name) ?? applied, 'before an apply that ends or removes something', host);
        return true;
      },
      watcher: progressReporter(terminal, options.has('json')),
    }, host);
    if (converged === undefined) return 'declined';
    if (team.desired.sharing === undefined) host.store.replica.unshare(applied.name);
    if (keeps(invocation)) handOver({ manifest: team.manifest, desired: team.desired, request, plan: converged.plan, environment: invocation.environment, now: host.clock.now(), ...(application.until === undefined ? {} : { until: application.until }) }, host.store);
    await agreeAfterwards(agree, invocation);
    report(converged);
    return exitOf(converged.outcome);
  }));
}

function reportConverged(converged: Converged, { terminal, options }: Invocation): void {
  const text = convergedText(converged, terminal);
  if (options.has('json')) terminal.data(JSON.stringify(convergedJson(converged), null, 2));
  else if (text !== '') terminal.out(text);
}

/** After it something is gone that only a snapshot tells of. */
function isRisky({ destroys, action }: Step): boolean {
  return destroys !== undefined || action.type === 'close-window' || action.type === 'remove-worktree';
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
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h; 0 waits for no agent.');
  return milliseconds;
}
