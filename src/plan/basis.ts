import { fingerprint } from '../util/fingerprint.ts';
import type { Plan, Step } from './plan.ts';

/**
 * Names what a plan does, for telling whether the world or the manifest has changed since it was saved. What passes
 * by itself is left out: the time in a ref's name, a window's title, whether an agent is busy right now.
 */
export function basisOf(plan: Plan): string {
  return fingerprint({
    team: plan.team,
    steps: plan.steps.map(essence),
    refused: plan.refused,
  });
}

function essence({ id, action, cause, differences, after }: Step): unknown {
  const lasting = Object.entries(action).filter(([name]) => name !== 'ref' && name !== 'savedBy');
  const pane = 'pane' in action ? { pane: { id: action.pane.id, pid: action.pane.pid } } : {};
  const launch = 'launch' in action ? { launch: { epoch: action.launch.epoch, fingerprint: action.launch.member.fingerprint } } : {};
  return { id, action: { ...Object.fromEntries(lasting), ...pane, ...launch }, cause, differences, after };
}
