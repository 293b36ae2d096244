import type { Host } from '../host/host.ts';
import { makePlan } from '../plan/make-plan.ts';
import { carryOutPlan, type StepResult, type StepWatcher } from '../reconcile/carry-out-plan.ts';
import { observe } from '../reconcile/observe.ts';
import type { Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';

/** Ends the present conversations of some members, so that those of a snapshot can take their place. Throws as a look does. */
export async function endNewer(desired: Desired, addresses: ReadonlySet<Address>, { host, watcher }: { host: Host; watcher: StepWatcher }): Promise<readonly StepResult[]> {
  const { store, clock } = host;
  const cares = store.cares(desired.team);
  store.letGo(desired.team); // or the supervisor would start again what is ended here
  for (const care of cares) store.setCare(desired.team, care);
  const nothing: Desired = { ...desired, members: [], worktrees: [], deferred: [] };
  const { steps } = makePlan(nothing, await observe(nothing, host), { prune: true, evenIfBusy: true, unwantedBecause: 'the snapshot has another conversation', now: clock.now() });
  const results = await carryOutPlan(steps.filter(({ address }) => addresses.has(address)), { team: desired.team, host }, watcher);
  const open = new Set(results.filter(({ state }) => state !== 'done').map(({ step }) => step.address));
  for (const address of addresses) if (!open.has(address)) store.endConversation(desired.team, address);
  return results;
}
