import { seatIn, type Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import { identify } from './identity.ts';
import { planCheckins } from './checkins.ts';
import { planMembers } from './members.ts';
import { mergeRemarks } from './merges.ts';
import { planMissions } from './missions.ts';
import { planOrphans } from './orphans.ts';
import type { Plan, Step } from './plan.ts';
import { emptyProposal } from './proposal.ts';
import { serverRemarks } from './server.ts';
import { planWorktrees } from './worktrees.ts';

export interface PlanRequest {
  /** Remove what the manifest no longer names. */
  readonly prune?: boolean;
  /** Do not wait for working agents. */
  readonly evenIfBusy?: boolean;
  /** Only these addresses or seats, and what they need; everything when absent. */
  readonly only?: readonly string[];
  /** Start nothing that the supervisor has put off: after a crash, or for good. A person's own apply does. */
  readonly patient?: boolean;
  /** What is closed is to go on later, with its conversation. */
  readonly keepsConversations?: boolean;
  /** Why what is not wanted goes; `no longer in the manifest` unless said otherwise. */
  readonly unwantedBecause?: string;
  /** Milliseconds since the Unix epoch. Names the refs that work is saved to, so it stays the same from a plan to its end. */
  readonly now: number;
}

/** What would make the world as desired, step by step, and what stays as it is. Pure. */
export function makePlan(desired: Desired, observed: Observed, request: PlanRequest): Plan {
  const proposal = emptyProposal();
  const identities = identify(desired.team, observed);
  planWorktrees(desired, observed, proposal);
  planMembers(desired, { observed, identities }, { proposal, evenIfBusy: request.evenIfBusy ?? false, ...(request.patient === true ? { patientAt: request.now } : {}) });
  planOrphans({ desired, observed, identities, prune: request.prune ?? false, evenIfBusy: request.evenIfBusy ?? false, keepsConversations: request.keepsConversations ?? false, because: request.unwantedBecause ?? 'no longer in the manifest', now: request.now }, proposal);
  planMissions(desired, observed, { proposal, evenIfBusy: request.evenIfBusy ?? false, because: request.unwantedBecause ?? 'no longer in the manifest' });
  planCheckins(desired, observed, { proposal, because: request.unwantedBecause ?? 'no longer in the manifest' });
  proposal.untouched.push(...mergeRemarks(desired, observed), ...serverRemarks(desired, observed));
  const isWanted = selection(request.only, proposal.steps);
  return {
    team: desired.team,
    steps: inOrder(withSharedWaits(proposal.steps), desired.members.map(({ address }) => seatIn(address))).filter(({ id }) => isWanted.has(id)),
    untouched: proposal.untouched,
    refused: proposal.refused,
    deferred: desired.deferred,
    elsewhere: desired.sharing?.elsewhere ?? [],
    bookkeeping: { launches: proposal.launches, worktrees: unrecorded(proposal.worktrees, observed), forgotten: proposal.forgotten },
  };
}

function unrecorded(worktrees: Plan['bookkeeping']['worktrees'], observed: Observed): Plan['bookkeeping']['worktrees'] {
  return worktrees.filter((worktree) => !observed.worktrees.some((record) =>
    record.path === worktree.path && record.address === worktree.address && record.repository === worktree.repository
    && record.branch === worktree.branch && record.base === worktree.base));
}

/** A worktree is moved only together with the agent in it; and what follows a waiting step waits as well. */
function withSharedWaits(steps: readonly Step[]): Step[] {
  const waiting = steps.filter((step) => step.waits !== undefined);
  return steps.map((step) => {
    const cause = waiting.find((other) =>
      step.after.includes(other.id) || (step.action.type === 'move-worktree' && other.after.includes(step.id)));
    if (step.waits !== undefined || cause?.waits === undefined) return step;
    return { ...step, impact: 'when-idle', waits: { for: cause.waits.for, then: step.impact } };
  });
}

/** What a member needs stands before it, otherwise the order in which the manifest names things; missions and check-ins stand last. */
function inOrder(steps: readonly Step[], wantedSeats: readonly string[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ordered = new Set<Step>();
  const visit = (step: Step): void => {
    if (ordered.has(step)) return;
    for (const id of step.after) if (byId.has(id)) visit(byId.get(id)!);
    ordered.add(step);
  };
  const [records, others] = [steps.filter(isOfRecord), steps.filter((step) => !isOfRecord(step))];
  const seats = new Set([...wantedSeats, ...others.map(({ address }) => seatIn(address))]);
  for (const seat of seats) for (const step of others) if (seatIn(step.address) === seat) visit(step);
  for (const step of records) visit(step);
  return [...ordered];
}

/** Only the store has it. A mission may have the name of a member, and has nothing to do with it. */
function isOfRecord({ address }: Step): boolean {
  return address.startsWith('mission/') || address.startsWith('checkin/');
}

function selection(only: readonly string[] | undefined, steps: readonly Step[]): ReadonlySet<string> {
  if (only === undefined) return new Set(steps.map(({ id }) => id));
  const names = new Set<Address>(only);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const chosen = new Set<string>();
  const choose = (step: Step): void => {
    chosen.add(step.id);
    for (const id of step.after) if (byId.has(id) && !chosen.has(id)) choose(byId.get(id)!);
  };
  for (const step of steps) if (names.has(step.address) || (!isOfRecord(step) && names.has(seatIn(step.address)))) choose(step);
  return chosen;
}
