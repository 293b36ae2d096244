import type { RecordedEvent } from '../state/event.ts';
import type { KeptReactions, KeptRule } from '../state/kept-reactions.ts';
import { factsOf, type Facts } from './facts.ts';
import { isAtLeast } from './kinds.ts';
import { matches } from './matches.ts';
import { noticeOf, type Notice } from './notice.ts';
import { paced, unpaced, type Paced } from './rate.ts';
import { readyStep, type ReadyStep } from './ready-step.ts';

/** What is remembered of earlier answers. */
export interface Recall {
  /** How often a rule was followed lately. */
  paced(rule: string): Paced | undefined;
  /** The keys of the rules that led to a thing, the first one first. */
  causes(subject: string): readonly string[];
}

/** What a rule leads to for one event. */
export interface Followed {
  readonly rule: KeptRule;
  readonly facts: Facts;
  readonly steps: readonly ReadyStep[];
  /** Why nothing is done, where that is to be told. */
  readonly skipped?: string;
  /** To be remembered; absent where it was not even tried. */
  readonly paced?: Paced;
  /** The rules that what is done now goes back to, this one last. */
  readonly causes: readonly string[];
}

export interface Answer {
  readonly followed: readonly Followed[];
  /** What targets are sent because it is grave enough for them, by target. */
  readonly notices: readonly Notice[];
}

/** How many rules may lead from one to the next. */
const mostCauses = 3;

/**
 * What follows from an event. A rule never answers what it led to itself, and after a few rules in a row the chain ends:
 * only notifications, which lead to nothing, are sent still.
 */
export function answer(event: RecordedEvent, { rules, targets }: KeptReactions, { recall, now }: { readonly recall: Recall; readonly now: number }): Answer | undefined {
  const facts = factsOf(event);
  if (facts === undefined) return undefined;
  const causes = recall.causes(subjectOf(event));
  const meant = rules.filter((rule) => rule.since < event.id && matches(rule, facts));
  return {
    followed: meant.flatMap((rule) => follow(rule, facts, { causes, before: recall.paced(rule.key) ?? unpaced, now }) ?? []),
    notices: targets.filter(({ severity, since }) => severity !== undefined && since < event.id && isAtLeast(facts.severity, severity)).map(({ name }) => noticeOf(name, facts)),
  };
}

interface Past {
  readonly causes: readonly string[];
  readonly before: Paced;
  readonly now: number;
}

function follow(rule: KeptRule, facts: Facts, { causes, before, now }: Past): Followed | undefined {
  const base = { rule, facts, causes: [...causes, rule.key] };
  const isOwnDoing = causes.includes(rule.key) || causes.length >= mostCauses;
  const steps = rule.steps.filter(({ type }) => type === 'notify' || !isOwnDoing).map((step) => readyStep(step, facts, rule.project ?? facts.project));
  if (steps.length === 0) return { ...base, steps, skipped: 'it follows from what coders did itself' };
  const { may, isNew, after } = paced(before, rule.atMost, now);
  if (may) return { ...base, steps, paced: after };
  // Told once, or what it tells of a storm would be one.
  return isNew ? { ...base, steps: [], paced: after, skipped: `it was done ${rule.atMost.count} times lately, which is all that at_most allows` } : undefined;
}

/** What an event is about, as the thing that something may have led to. */
export function subjectOf(event: RecordedEvent): string {
  if (event.type === 'message') return `message ${event.message}`;
  if (event.type === 'held' || event.type === 'released') return `hold ${event.address}`;
  if (event.type === 'paused' || event.type === 'resumed') return 'pause';
  return 'address' in event ? event.address : event.type;
}
