import type { Host } from '../host/host.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Desired } from '../state/desired.ts';
import { carryOutPlan, type StepResult, type StepWatcher } from './carry-out-plan.ts';
import type { Converged } from './converge.ts';
import { observe } from './observe.ts';
import { outcomeOf } from './outcome.ts';

export interface DownRequest {
  readonly team: AppliedTeam;
  readonly removeWorktrees: boolean;
  readonly confirm: (plan: Plan) => Promise<boolean>;
  readonly watcher: StepWatcher;
}

/** Ends all that runs for a team. To want nothing and prune is what taking a team down means. */
export async function takeDown(request: DownRequest, host: Host): Promise<Converged | 'declined'> {
  const { team, watcher } = request;
  const plan = await planDown(request, host);
  if (!(await request.confirm(plan))) return 'declined';
  const results: StepResult[] = await carryOutPlan(plan.steps, { team: team.name, host }, watcher);
  host.store.append(team.name, host.clock.now(), [{ type: 'down' }]);
  for (const { address } of team.members) host.store.endConversation(team.name, address);
  for (const path of plan.bookkeeping.forgotten) host.store.forgetWorktree(team.name, path);
  await host.tmux.removeStaleSocket();
  const left = await planDown(request, host);
  const outcome = await outcomeOf({ desired: nothingWanted(team), plan: left, observed: await observe(nothingWanted(team), host), results }, host);
  return { plan, results, outcome };
}

async function planDown({ team, removeWorktrees }: DownRequest, host: Host): Promise<Plan> {
  const wanted = nothingWanted(team);
  const plan = makePlan(wanted, await observe(wanted, host), { prune: true, now: host.clock.now() });
  if (removeWorktrees) return plan;
  const isKept = (address: string) => address.startsWith('worktree/');
  return {
    ...plan,
    steps: plan.steps.filter(({ address }) => !isKept(address)),
    refused: plan.refused.filter(({ address }) => !isKept(address)),
    untouched: plan.untouched.filter(({ address }) => !isKept(address)),
  };
}

function nothingWanted(team: AppliedTeam): Desired {
  return { team: team.name, tmux: team.tmux, worktrees: [], members: [], deferred: [] };
}
