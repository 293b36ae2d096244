import { systemClock } from '../../host/clock.ts';
import { basisOf } from '../../plan/basis.ts';
import type { Plan } from '../../plan/plan.ts';
import { until } from '../../schedule/until.ts';
import { applyTeam, timeoutFrom, type Application } from '../apply-team.ts';
import { jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { openTeam, type OpenTeam } from '../open-team.ts';
import { readSavedPlan, type SavedPlan } from '../saved-plan.ts';
import { checkAddresses } from '../seats.ts';
import { planOptions, planRequest } from './plan-options.ts';

export const command: Command = {
  name: 'apply',
  summary: 'make it so: worktrees, windows and agents as the manifest says',
  operands: '[FILE | PLAN.json]',
  details: 'Asks before anything that destroys. Ends when everything is as planned and every agent is ready, or says what waits for what.',
  options: {
    yes: { summary: 'do not ask', short: 'y' },
    ...planOptions,
    once: { summary: 'make it so once, and let no supervisor keep it so' },
    until: { summary: 'end the team at this time, such as 07:00; its conversations are kept for the next apply', value: 'TIME' },
    timeout: { summary: 'how long to wait for agents to get ready and for what waits (30s)', value: 'DURATION' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders apply', does: 'applies team.yaml here or above' },
    { line: 'coders apply --only storefront/cart', does: 'one member and its worktree' },
    { line: 'coders apply --prune --yes', does: 'also removes what the manifest no longer names; work is saved to a ref first' },
    { line: 'coders apply --until 07:00', does: 'from a crontab in the evening: a night\'s work' },
    { line: 'coders apply tonight.json', does: 'applies a saved plan, and refuses when the world has changed since' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, operands } = invocation;
  const saved = operands[0]?.endsWith('.json') ? readSavedPlan(operands[0], invocation) : undefined;
  const team = await openTeam(saved?.manifest ?? operands[0], invocation);
  const request = saved?.options ?? { ...planRequest(options), now: systemClock.now() };
  checkAddresses(request.only ?? [], team.desired);
  const timeoutMs = timeoutFrom(options.text('timeout'));
  const ending = endingFrom(options.text('until'), team);
  return applyTeam({ team, request, timeoutMs, ...(ending === undefined ? {} : { until: ending }), examine: (plan) => refuseStale(plan, saved) }, invocation);
}

function refuseStale(plan: Plan, saved: SavedPlan | undefined): void {
  if (saved === undefined || saved.basis === basisOf(plan)) return;
  throw new UsageError('The plan is stale: the manifest or the world has changed since it was saved.', 'Look at a new one with coders plan --out, then apply that.');
}

/** In the time zone of the manifest's schedule, if it has one. */
function endingFrom(text: string | undefined, { manifest: { schedule } }: OpenTeam): Application['until'] {
  if (text === undefined) return undefined;
  const endsAt = until(text, systemClock.now(), schedule?.timezone);
  if (endsAt === undefined) throw new UsageError(`"${text}" is no time to come.`, 'Write one as 07:00, "07:00 Europe/Berlin" or 2026-11-22T07:00.');
  return { endsAt, atEnd: schedule?.onStop ?? 'down' };
}
