import type { TierRule } from '../manifest/mission.ts';
import type { Mission } from '../state/mission.ts';

export type { TierRule } from '../manifest/mission.ts';

/** What holds where a manifest says nothing else; the schema says the same. The first line that fits decides. */
export const usualTiers: readonly TierRule[] = [
  { priority: 'critical', tier: 'opus' },
  { type: 'synthesis', tier: 'opus' },
  { type: 'analysis', tier: 'sonnet' },
  { type: 'review', tier: 'sonnet' },
  { type: 'extraction', tier: 'haiku' },
  { tier: 'haiku' },
];

/** The usual table with what a manifest says above it: of a priority or a type that it names, no usual line is left. */
export function tiersAbove(own: readonly TierRule[]): readonly TierRule[] {
  const isReplaced = (usual: TierRule): boolean => own.some(({ priority, type }) => priority === usual.priority && type === usual.type);
  const ofPriority = (rule: TierRule): boolean => rule.priority !== undefined;
  const all = [...own, ...usualTiers.filter((usual) => !isReplaced(usual))];
  return [...all.filter(ofPriority), ...all.filter((rule) => !ofPriority(rule))];
}

/** The model for a mission that names none, whose member names none either; undefined where no line of the table fits. */
export function modelTier({ priority, type }: Pick<Mission, 'priority' | 'type'>, table: readonly TierRule[] = usualTiers): string | undefined {
  return table.find((rule) => (rule.priority ?? priority) === priority && (rule.type ?? type) === type)?.tier;
}

/** Without the line for all other work: that is for everybody. */
export function particularTiers(table: readonly TierRule[]): readonly TierRule[] {
  return table.filter(({ priority, type }) => priority !== undefined || type !== undefined);
}
