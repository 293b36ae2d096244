import { describe, expect, it } from 'vitest';
import type { Reaction, ReactionStep } from '../../src/manifest/reaction.ts';
import { answer, type Recall } from '../../src/reactions/answer.ts';
import { keptReactions } from '../../src/reactions/kept.ts';
import type { Paced } from '../../src/reactions/rate.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import type { KeptReactions } from '../../src/state/kept-reactions.ts';

const hourMs = 3_600_000;

const tellPm: ReactionStep = { type: 'message', to: 'pm', text: '{mission} failed: {because}' };
const tellPhone: ReactionStep = { type: 'notify', to: 'phone' };

function reaction(more: Partial<Reaction> = {}): Reaction {
  return { on: 'mission.failed', only: {}, atMost: { count: 10, everyMs: hourMs }, steps: [tellPm], ...more };
}

function failed(id: number, mission = 'store/cart-api'): RecordedEvent {
  return { type: 'mission', address: `mission/${mission}`, state: 'failed', because: 'npm test fails', by: 'member/store/cart', id, team: 'shop', at: 0 };
}

const nothing: Recall = { paced: () => undefined, causes: () => [] };

function kept(...reactions: readonly Reaction[]): KeptReactions {
  return keptReactions({ reactions, notify: [] }, undefined, 0)!;
}

describe('which reactions follow', () => {
  it.each<[string, Partial<Reaction>, boolean]>([
    ['of the same event', {}, true],
    ['of another event', { on: 'mission.done' }, false],
    ['in the project', { project: 'store' }, true],
    ['in another project', { project: 'blog' }, false],
    ['of a mission by its name', { only: { mission: ['cart-api'] } }, true],
    ['of a mission with its project', { only: { mission: ['store/cart-api'] } }, true],
    ['of missions alike', { only: { mission: ['x', 'cart-*'] } }, true],
    ['of another mission', { only: { mission: ['cart'] } }, false],
    ['where a dot is only a dot', { only: { mission: ['cart.api'] } }, false],
    ['of whose it is', { only: { member: ['cart'], project: ['store'] } }, true],
    ['where one of two does not fit', { only: { member: ['cart'], project: ['blog'] } }, false],
  ])('%s', (_, more, follows) => {
    const found = answer(failed(7), kept(reaction(more)), { recall: nothing, now: 0 })!;
    expect(found.followed.map(({ steps }) => steps)).toEqual(follows ? [[{ type: 'message', to: 'pm', text: 'store/cart-api failed: npm test fails' }]] : []);
  });

  it('not what happened before it was there; an edit is another reaction, and the rest stay', () => {
    const before = keptReactions({ reactions: [reaction(), reaction({ project: 'store' })], notify: [] }, undefined, 5)!;
    const after = keptReactions({ reactions: [reaction(), reaction({ project: 'store', steps: [tellPhone] })], notify: [] }, before, 9)!;
    expect(after.rules.map(({ since }) => since)).toEqual([5, 9]);
    const times = (id: number) => answer(failed(id), after, { recall: nothing, now: 0 })!.followed.length;
    expect([5, 6, 9, 10].map(times)).toEqual([0, 1, 1, 2]);
  });

  it('two that say the same are one', () => {
    expect(kept(reaction(), reaction()).rules).toHaveLength(1);
  });
});

describe('at_most', () => {
  it('follows so often within the time, tells once that it does no more, and goes on afterwards', () => {
    const reactions = kept(reaction({ atMost: { count: 2, everyMs: hourMs } }));
    let now = 0;
    let paced: Paced | undefined;
    const next = (passedMs: number): string => {
      now += passedMs;
      const [found] = answer(failed(1), reactions, { recall: { ...nothing, paced: () => paced }, now })!.followed;
      paced = found?.paced ?? paced;
      return found === undefined ? 'silent' : (found.skipped ?? 'followed');
    };
    const over = 'it was done 2 times lately, which is all that at_most allows';
    expect([0, 1, 1, 1, hourMs - 3, 1, 0].map(next)).toEqual(['followed', 'followed', over, 'silent', 'followed', 'followed', over]);
  });

  it('a clock that is set back shuts nobody out', () => {
    const reactions = kept(reaction({ atMost: { count: 1, everyMs: hourMs } }));
    const recall: Recall = { ...nothing, paced: () => ({ times: [5 * hourMs], isOver: false }) };
    expect(answer(failed(1), reactions, { recall, now: hourMs })!.followed[0]!.skipped).toBeUndefined();
  });
});

describe('what it led to itself', () => {
  const reactions = kept(reaction({ steps: [tellPm, tellPhone] }), reaction({ project: 'store' }));
  const [first] = reactions.rules.map(({ key }) => key);

  it('is answered by others, and by notifications only', () => {
    const { followed } = answer(failed(1), reactions, { recall: { ...nothing, causes: (subject) => (subject === 'mission/store/cart-api' ? [first!] : []) }, now: 0 })!;
    expect(followed.map(({ steps }) => steps.map(({ type }) => type))).toEqual([['notify'], ['message']]);
    expect(followed.map(({ causes }) => causes)).toEqual([[first, first], [first, reactions.rules[1]!.key]]);
  });

  it('ends after three rules in a row', () => {
    const { followed } = answer(failed(1), reactions, { recall: { ...nothing, causes: () => ['a', 'b', 'c'] }, now: 0 })!;
    expect(followed.map(({ steps, skipped }) => [steps.map(({ type }) => type), skipped])).toEqual([[['notify'], undefined], [[], 'it follows from what coders did itself']]);
  });
});

it('a shell sees variables in the place of what agents say, and a program is told as it is', () => {
  const evil = '"; rm -rf / #';
  const event: RecordedEvent = { ...failed(3), because: evil } as RecordedEvent;
  const command = (shell: boolean, words: readonly string[]): ReactionStep => ({ type: 'command', words, shell, directory: '/', timeoutMs: 1 });
  const { followed } = answer(event, kept(reaction({ steps: [command(true, ['echo "{because}" {{because}} {mission}']), command(false, ['say', '{because}'])] })), { recall: nothing, now: 0 })!;
  expect(followed[0]!.steps).toMatchObject([
    { command: { words: ['/bin/sh', '-c', 'echo "${EVENT_BECAUSE}" {because} ${EVENT_MISSION}'], environment: { EVENT_BECAUSE: evil, EVENT_MISSION: 'store/cart-api' } } },
    { command: { words: ['say', evil] } },
  ]);
});
