import type { NotifyTarget, Reaction } from '../manifest/reaction.ts';
import type { KeptReactions, KeptRule } from '../state/kept-reactions.ts';
import { fingerprint } from '../util/fingerprint.ts';

interface Wanted {
  readonly reactions: readonly Reaction[];
  readonly notify: readonly NotifyTarget[];
}

/** Each is there since the latest event, unless it was before. Two that say the same are one. Undefined where there is none. */
export function keptReactions({ reactions, notify }: Wanted, before: KeptReactions | undefined, latestEvent: number): KeptReactions | undefined {
  if (reactions.length + notify.length === 0) return undefined;
  const since = new Map(before?.rules.map((rule) => [rule.key, rule.since]));
  const rules = reactions.map((reaction): KeptRule => {
    const key = fingerprint(reaction);
    return { ...reaction, key, since: since.get(key) ?? latestEvent };
  });
  return {
    rules: [...new Map(rules.map((rule) => [rule.key, rule])).values()],
    targets: notify.map((target) => ({ ...target, since: sinceOf(target, before) ?? latestEvent })),
  };
}

/** What a target is sent by itself is a matter of its severity alone. */
function sinceOf({ name, severity }: NotifyTarget, before: KeptReactions | undefined): number | undefined {
  return before?.targets.find((one) => one.name === name && one.severity === severity)?.since;
}
