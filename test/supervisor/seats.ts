import type { Step } from '../../src/plan/plan.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import type { LaunchRecord, ObservedPane } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, planned, wanted } from '../plan/world.ts';

/** Three engineers of the demo agent, each in a directory of its own. */
export const yaml = shop('engineers: {cart: {tool: demo}, search: {tool: demo}, till: {tool: demo}}\n');
export const desired = wanted(yaml);
export const world = applied(yaml);
export const [cart] = desired.members as [typeof desired.members[number]];
export const address = cart.address;
export const now = world.launches[0]!.at;

/** As the store has the first launch of the cart's engineer. */
export const launch: LaunchRecord = world.launches[0]!;
export const pane: ObservedPane = world.tmux.running ? world.tmux.panes[0]! : (undefined as never);

/** As it was handed over, without limits, hours or an end. */
export const kept: KeptTeam = { name: desired.team, desired, limits: {}, environment: {}, confirmed: [], since: now };

/** The steps that a plan has for this world where the given panes have ended. */
export function stepsFor(...ended: readonly string[]): readonly Step[] {
  const panes = world.tmux.running ? world.tmux.panes : [];
  const tmux = { ...world.tmux, panes: panes.map((one) => (ended.includes(one.id) ? { ...one, dead: { code: 1 } } : one)) };
  return planned(yaml, { ...world, tmux: tmux as typeof world.tmux }).steps;
}
