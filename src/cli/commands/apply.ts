import { durationMs } from '../../util/duration.ts';
import { basisOf } from '../../plan/basis.ts';
import type { PlanRequest } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { systemClock } from '../../host/clock.ts';
import { converge } from '../../reconcile/converge.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { appliedTeam, openTeam, type OpenTeam } from '../open-team.ts';
import { progressReporter } from '../reporters/progress.ts';
import { convergedJson, convergedText, exitOf } from '../reporters/outcome.ts';
import { planText } from '../reporters/plan-text.ts';
import { readSavedPlan, type SavedPlan } from '../saved-plan.ts';
import { refuseRivals } from '../refuse-rivals.ts';
import { checkAddresses } from '../seats.ts';
import { withTeamLock } from '../team-lock.ts';
import { withHost } from '../team-world.ts';
import { planOptions, planRequest } from './plan-options.ts';

export const command: Command = {
  name: 'apply',
  summary: 'make it so: worktrees, windows and agents as the manifest says',
  operands: '[FILE | PLAN.json]',
  details: 'Asks before anything that destroys. Ends when everything is as planned and every agent is ready, or says what waits for what.',
  options: {
    yes: { summary: 'do not ask', short: 'y' },
    ...planOptions,
    timeout: { summary: 'how long to wait for agents to get ready and for what waits (30s)', value: 'DURATION' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders apply', does: 'applies team.yaml here or above' },
    { line: 'coders apply --only storefront/cart', does: 'one member and its worktree' },
    { line: 'coders apply --prune --yes', does: 'also removes what the manifest no longer names; work is saved to a ref first' },
    { line: 'coders apply tonight.json', does: 'applies a saved plan, and refuses when the world has changed since' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, operands, terminal } = invocation;
  const saved = operands[0]?.endsWith('.json') ? readSavedPlan(operands[0], invocation) : undefined;
  const team = await openTeam(saved?.manifest ?? operands[0], invocation);
  const request = saved?.options ?? { ...planRequest(options), now: systemClock.now() };
  checkAddresses(request.only ?? [], team.desired);
  const timeoutMs = timeoutFrom(options.text('timeout'));
  const applied = await withTeamLock({ team: team.manifest.team, verb: 'apply', timeoutMs }, invocation, () => applyTeam({ team, request, saved, timeoutMs }, invocation));
  if (applied === 'declined') {
    terminal.err('Nothing was changed.');
    return exits.notConverged;
  }
  return applied;
}

interface Application {
  readonly team: OpenTeam;
  readonly request: PlanRequest;
  readonly saved: SavedPlan | undefined;
  readonly timeoutMs: number;
}

async function applyTeam({ team, request, saved, timeoutMs }: Application, invocation: Invocation): Promise<number | 'declined'> {
  const { terminal, options, directory } = invocation;
  return withHost(team.manifest.tmux, invocation, async (host) => {
    await refuseRivals(team, host);
    const converged = await converge({
      desired: team.desired,
      applied: appliedTeam(team, host.clock.now()),
      options: request,
      timeoutMs,
      confirm: async (plan) => {
        refuseStale(plan, saved);
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

function refuseStale(plan: Plan, saved: SavedPlan | undefined): void {
  if (saved === undefined || saved.basis === basisOf(plan)) return;
  throw new UsageError('The plan is stale: the manifest or the world has changed since it was saved.', 'Look at a new one with coders plan --out, then apply that.');
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

function timeoutFrom(text: string | undefined): number {
  if (text === undefined) return 30_000;
  const milliseconds = /^0s?$/.test(text) ? 0 : durationMs(text);
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h; 0 does not wait at all.');
  return milliseconds;
}
