import type { PlanRequest } from '../../plan/make-plan.ts';
import type { Option, OptionValues } from '../command.ts';

/** The options that `plan` and `apply` share: what the plan is to cover. */
export const planOptions: Readonly<Record<string, Option>> = {
  only: { summary: 'only this address or seat, and what it needs; may be given again', value: 'ADDRESS', multiple: true },
  prune: { summary: 'also remove what the manifest no longer names; work is saved first' },
  now: { summary: 'do not wait for agents that are busy or looked at' },
};

export function planRequest(options: OptionValues): Omit<PlanRequest, 'now'> {
  const only = options.texts('only').flatMap((text) => text.split(','));
  return { prune: options.has('prune'), evenIfBusy: options.has('now'), ...(only.length === 0 ? {} : { only }) };
}
