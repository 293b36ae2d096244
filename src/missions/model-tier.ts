import type { Mission } from '../state/mission.ts';

/** A line of the table: the tier of the missions that it describes. */
export interface TierRule {
  readonly priority?: Mission['priority'];
  readonly type?: Mission['type'];
  readonly tier: string;
}

/** The first line that fits decides. */
export const usualTiers: readonly TierRule[] = [
  { priority: 'critical', tier: 'opus' },
  { type: 'synthesis', tier: 'opus' },
  { type: 'analysis', tier: 'sonnet' },
  { type: 'review', tier: 'sonnet' },
  { type: 'extraction', tier: 'haiku' },
  { tier: 'haiku' },
];

/** The model tier for a mission whose member names none; undefined where no line of the table fits. */
export function modelTier({ priority, type }: Pick<Mission, 'priority' | 'type'>, table: readonly TierRule[] = usualTiers): string | undefined {
  return table.find((rule) => (rule.priority ?? priority) === priority && (rule.type ?? type) === type)?.tier;
}
