import type { Host } from '../host/host.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import { spoolsOf } from '../state/spool.ts';
import { carryOutPlan, type StepResult, type StepWatcher } from './carry-out-plan.ts';
import type { Converged } from './converge.ts';
import { endSurvivors } from './end-pane.ts';
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
  const { plan } = await lookDown(request, host);
  if (!(await request.confirm(plan))) return 'declined';
  host.store.letGo(team.name); // or the supervisor would start again what is ended here
  const results: StepResult[] = await carryOutPlan(plan.steps, { team: team.name, host }, watcher);
  await endSurvivors(team.name, host);
  const left = await lookDown(request, host);
  remember(team, left.plan, host);
  if (!left.observed.tmux.running) await host.tmux.tidy();
  const outcome = await outcomeOf({ desired: nothingWanted(team), ...left, results }, host);
  return { plan, results, outcome };
}

/** Conversations have ended, also of members that had no window any more; only those that could not be closed go on. */
function remember(team: AppliedTeam, { steps, bookkeeping }: Plan, { store, files, clock }: Host): void {
  const open = new Set(steps.map(({ address }) => address));
  for (const { address } of team.members.filter((member) => !open.has(member.address))) {
    store.endConversation(team.name, address);
    files.removeSpools(spoolsOf(store.directory, { team: team.name, address }));
  }
  for (const path of bookkeeping.forgotten) store.forgetWorktree(team.name, path);
  store.append(team.name, clock.now(), [{ type: 'down' }]);
}

async function lookDown({ team, removeWorktrees }: DownRequest, host: Host): Promise<{ plan: Plan; observed: Observed }> {
  const wanted = nothingWanted(team);
  const observed = await observe(wanted, host);
  // Missions are the team's work and not what runs for it: they wait until it is applied again.
  const plan = makePlan(wanted, { ...observed, missions: new Map(), checkins: new Map() }, { prune: true, evenIfBusy: true, unwantedBecause: 'the team is taken down', now: host.clock.now() });
  return { observed, plan: removeWorktrees ? plan : withoutWorktrees(plan) };
}

function withoutWorktrees(plan: Plan): Plan {
  const isMember = ({ address }: { readonly address: string }) => address.startsWith('member/');
  return { ...plan, steps: plan.steps.filter(isMember), refused: plan.refused.filter(isMember), untouched: plan.untouched.filter(isMember) };
}

function nothingWanted(team: AppliedTeam): Desired {
  return { team: team.name, tmux: team.tmux, worktrees: [], members: [], missions: [], deferred: [] };
}
