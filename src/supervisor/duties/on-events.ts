import type { Host } from '../../host/host.ts';
import type { Store } from '../../host/store/store.ts';
import type { Prompt } from '../../health/tend/patient.ts';
import { answer, type Followed, type Recall } from '../../reactions/answer.ts';
import type { Paced } from '../../reactions/rate.ts';
import { isRepeated, sameNews, tellableAt, type Notice } from '../../reactions/notice.ts';
import type { RecordedEvent } from '../../state/event.ts';
import type { KeptReactions } from '../../state/kept-reactions.ts';
import type { KeptTeam } from '../../state/kept-team.ts';
import { takeStep } from './take-step.ts';

/** What followed from what happened. */
export interface Answered {
  /** Kept, and to be brought to their members. */
  readonly prompts: readonly Prompt[];
  /** The team is otherwise than it was: it is to be looked at. */
  readonly isChanged: boolean;
}

/** How many events are answered at once: the rest have their turn in the next transaction. */
const mostEvents = 200;

/** How long it is remembered what led to what, and what was told, in milliseconds: longer than anything asks back. */
const memoryMs = 7 * 24 * 3_600_000;

/** Up to this event all are answered. */
const cursor = 'cursor';

/**
 * Does what the manifest says of all that has happened since it last did, in the order in which it happened. What is done
 * and that it was done are written as one: each event is answered once, whenever we are killed. It needs no whole look, and
 * is done whether or not the team works now: a person may be waiting to hear that it does not.
 */
export async function answerEvents(name: string, { store, clock }: Host): Promise<Answered> {
  const all: Answered[] = [];
  for (let isMore = hasToAnswer(name, store); isMore;) {
    await store.together(() => {
      // Read again: a person may have applied something else meanwhile.
      const kept = store.keptTeam(name);
      if (kept?.reactions === undefined) return void (isMore = false);
      const events = eventsToAnswer(name, kept.reactions, store);
      isMore = events.length === mostEvents;
      all.push(...answerAll(events, { kept, reactions: kept.reactions, store, now: clock.now() }));
    });
  }
  return { prompts: all.flatMap(({ prompts }) => prompts), isChanged: all.some(({ isChanged }) => isChanged) };
}

function hasToAnswer(name: string, store: Store): boolean {
  const reactions = store.keptTeam(name)?.reactions;
  return reactions !== undefined && eventsToAnswer(name, reactions, store).length > 0;
}

function eventsToAnswer(name: string, { rules, targets }: KeptReactions, store: Store): readonly RecordedEvent[] {
  const first = Math.min(...[...rules, ...targets].map(({ since }) => since));
  return store.reactions.eventsAfter(name, Math.max(first, (store.reactions.noted(name, cursor) as number | undefined) ?? 0), mostEvents);
}

interface At {
  readonly kept: KeptTeam;
  readonly reactions: KeptReactions;
  readonly store: Store;
  readonly now: number;
}

function answerAll(events: readonly RecordedEvent[], at: At): readonly Answered[] {
  const { kept: { name }, store, now } = at;
  for (const keys of ['said ', 'cause ', 'rate ']) store.reactions.forget(name, keys, now - memoryMs);
  const answered = events.flatMap((event) => answerOne(event, at));
  store.reactions.note(name, { key: cursor, value: events.at(-1)?.id, at: now });
  return answered;
}

function answerOne(event: RecordedEvent, at: At): readonly Answered[] {
  const { kept, reactions, store, now } = at;
  const found = answer(event, reactions, { recall: recallOf(kept.name, store), now });
  if (found === undefined) return [];
  const answered = found.followed.flatMap((followed) => follow(followed, event, at));
  for (const notice of found.notices) tell(notice, at);
  return answered;
}

function follow({ rule, steps, skipped, paced, causes }: Followed, event: RecordedEvent, at: At): readonly Answered[] {
  const { kept, kept: { name }, store, now } = at;
  if (paced !== undefined) store.reactions.note(name, { key: `rate ${rule.key}`, value: paced, at: now });
  if (skipped !== undefined) store.append(name, now, [{ type: 'reaction', on: rule.on, event: event.id, did: 'all of it', state: 'skipped', because: skipped }]);
  return steps.map((step, index) => {
    const taken = takeStep(step, `${rule.key.slice(0, 12)}:${index}`, { on: rule.on, event, kept, store, now, tell: (notice) => tell(notice, at) });
    for (const subject of taken.subjects) store.reactions.note(name, { key: `cause ${subject}`, value: causes, at: now });
    store.append(name, now, taken.events);
    return taken;
  });
}

function recallOf(team: string, { reactions }: Store): Recall {
  return {
    paced: (rule) => reactions.noted(team, `rate ${rule}`) as Paced | undefined,
    causes: (subject) => (reactions.noted(team, `cause ${subject}`) as readonly string[] | undefined) ?? [],
  };
}

/** Has a notice sent as soon as it may be, unless its target was told the same lately. False where there is no such target. */
function tell(notice: Notice, { kept: { name: team }, reactions: { targets }, store, now }: At): boolean {
  const target = targets.find(({ name }) => name === notice.target);
  if (target === undefined) return false;
  const key = `said ${sameNews(notice)}`;
  if (isRepeated(store.reactions.noted(team, key) as number | undefined, target, now)) return true;
  store.reactions.note(team, { key, value: now, at: now });
  store.reactions.addErrand(team, tellableAt(notice, target, now), { type: 'notify', notice, since: now, tries: 0 });
  return true;
}
