import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../../host/clock.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { observe } from '../../reconcile/observe.ts';
import { agreedForPlan } from '../agreement.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { openTeam } from '../open-team.ts';
import { planJson } from '../reporters/plan-json.ts';
import { planText } from '../reporters/plan-text.ts';
import { refuseRivals } from '../refuse-rivals.ts';
import { checkAddresses } from '../seats.ts';
import { withHost } from '../team-world.ts';
import { planOptions, planRequest } from './plan-options.ts';

export const command: Command = {
  name: 'plan',
  summary: 'show what apply would change, and why, without changing anything',
  operands: '[FILE]',
  details: 'Looks at the live tmux server and the repositories. Each step says its cause and its impact on a running agent:\nnone, live (no restart), when-idle (waits for the turn\'s end), restart (same conversation resumed), replace (conversation ends).',
  options: {
    ...planOptions,
    out: { summary: 'save the plan, for coders apply FILE', value: 'FILE' },
    'exit-code': { summary: 'exit with 3 when there is something to change' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders plan', does: 'what would change for team.yaml here or above' },
    { line: 'coders plan --out tonight.json && coders apply tonight.json', does: 'apply exactly what was looked at, or refuse' },
    { line: 'coders plan --exit-code >/dev/null || echo drifted', does: 'for a script' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { terminal, options, operands, directory } = invocation;
  const out = options.text('out');
  if (out !== undefined && !out.endsWith('.json')) throw new UsageError(`A saved plan is known by its name, and "${out}" does not end in .json.`, `Save it as ${out}.json.`);
  const team = await openTeam(operands[0], invocation);
  const request = { ...planRequest(options), now: systemClock.now() };
  checkAddresses(request.only ?? [], team.desired);
  return withHost(team.manifest.tmux, invocation, async (host) => {
    await refuseRivals(team, host);
    const observed = { ...(await observe(team.desired, host)), ...(await agreedForPlan(team.desired, host, invocation)) };
    const plan = makePlan(team.desired, observed, request);
    const json = JSON.stringify({ manifest: team.manifest.file, options: request, ...planJson(plan) }, null, 2);
    if (out !== undefined) writeFileSync(resolve(directory, out), `${json}\n`);
    if (options.has('json')) terminal.data(json);
    else terminal.out(planText(plan, { color: terminal.color, directory }));
    if (plan.steps.length > 0 && options.has('exit-code')) return exits.changesFound;
    return exits.success;
  });
}
