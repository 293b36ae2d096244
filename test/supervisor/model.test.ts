import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Address } from '../../src/state/address.ts';
import type { EndKind } from '../../src/state/event.ts';
import { seed } from '../rig/seed.ts';
import { Expected } from './expected.ts';
import type { Doing } from './night-agent.ts';
import { desired } from './night-team.ts';
import { Night, type Place, type Started } from './night.ts';

const minuteMs = 60_000;

/** The world is looked at so often, whatever is told: only so it is found that nothing is heard of somebody. */
const resyncMs = 5 * minuteMs;

/** What may happen to one member: to its window, its program and its work, by itself and by a person. */
const happenings = {
  crashes: ends({ code: 3 }, 'crash'),
  'is killed': ends({ signal: 9 }, 'crash'),
  'ends cleanly': ends({ code: 0 }, 'clean'),
  'ends by its limit': ends({ code: 1 }, 'limit', 'usage limit reached'),
  'ends by its context': ends({ code: 1 }, 'context-full', 'prompt is too long'),
  'wants a login': ends({ code: 1 }, 'auth', 'please run /login'),
  'is ended by a person': (story, address) => {
    story.look(address, true);
    ends({ code: 130 }, 'crash')(story, address, 0);
  },
  'has its window closed': (story, address) => story.close(address),
  'loses its server': (story) => story.loseServer(),
  'is held': (story, address) => {
    story.night.hold(address);
    story.expected(address).isHeld = true;
  },
  'is released': (story, address) => story.release(address),
  'is restarted': (story, address) => story.restart(address, false),
  'is restarted fresh': (story, address) => story.restart(address, true),
  works: becomes('works'),
  rests: becomes('rests'),
  hangs: becomes('hangs'),
  asks: becomes('asks'),
  'is limited for a known time': (story, address, minutes) => story.limit(address, minutes, true),
  'is limited for who knows how long': (story, address, minutes) => story.limit(address, minutes, false),
  'fills its context': (story, address) => story.living(address, ({ agent }) => (agent.used = 90)),
  'is deaf': (story, address) => story.living(address, ({ agent }) => (agent.isDeaf = true)),
  'is looked at': (story, address) => story.look(address, true),
  'is looked at no more': (story, address) => story.look(address, false),
  'is left alone': () => undefined,
} satisfies Record<string, Happening>;

type Happening = (story: Story, address: Address, minutes: number) => unknown;

function ends(dead: NonNullable<Place['dead']>, kind: EndKind, lastWords = ''): Happening {
  return (story, address) => story.living(address, (place) => {
    const asked = place.attended && (dead.code === 0 || dead.code === 130);
    story.expected(address).ends(asked ? 'killed-by-a-person' : kind, story.night.now);
    [place.dead, place.lastWords] = [dead, [lastWords]];
  });
}

function becomes(doing: Doing): Happening {
  return (story, address) => story.living(address, ({ agent }) => agent.begin(doing, story.night.now));
}

/** A night beside what is expected of it. */
class Story {
  readonly night = new Night((started) => this.#check(started));
  readonly #expected = new Map(desired.members.map(({ address, care }) => [address, new Expected(care.restart)]));
  #byPerson = false;

  expected(address: Address): Expected {
    return this.#expected.get(address)!;
  }

  living(address: Address, change: (place: Place) => unknown): void {
    const place = this.night.places.get(address);
    if (place !== undefined && place.dead === undefined) change(place);
  }

  look(address: Address, attended: boolean): void {
    this.living(address, (place) => (place.attended = attended));
  }

  close(address: Address): void {
    if (this.night.places.delete(address)) this.expected(address).ends('killed-by-a-person', this.night.now);
  }

  /** The last window of a server may as well have been closed. */
  loseServer(): void {
    const isLast = this.night.places.size === 1;
    for (const address of this.night.places.keys()) {
      if (isLast) this.expected(address).ends('killed-by-a-person', this.night.now);
      else this.living(address, () => this.expected(address).ends('lost-with-its-server', this.night.now));
    }
    this.night.loseServer();
  }

  /** What a limit cut off is the person's to go on with. */
  release(address: Address): void {
    if (this.expected(address).isHeld) {
      this.expected(address).forgiven();
      this.living(address, ({ agent }) => agent.doing === 'is limited' && agent.begin('rests', this.night.now));
    }
    this.night.release(address);
  }

  restart(address: Address, fresh: boolean): void {
    this.expected(address).forgiven();
    this.#byPerson = true;
    this.night.restart(address, fresh);
    this.#byPerson = false;
  }

  limit(address: Address, minutes: number, isTold: boolean): void {
    this.living(address, ({ agent }) => agent.limitedUntil(this.night.now + (minutes + 1) * 4 * minuteMs, isTold, this.night.now));
  }

  /** Looks, and looks again: a second look at the same world finds nothing to do. Gives when there will be something. */
  settle(chance: number): number | undefined {
    this.night.settle(chance);
    const told = this.night.events.length;
    const nextAt = this.night.settle(chance);
    expect(this.night.events.slice(told)).toEqual([]);
    for (const [address, { isHeld, isQuarantined }] of this.#expected) {
      const { hold, quarantine } = this.night.careOf(address);
      expect({ address, isHeld: hold !== undefined, isQuarantined: quarantine !== undefined }).toEqual({ address, isHeld, isQuarantined });
    }
    const waiting = this.restless.filter((address) => !this.#seemsToWork(address));
    if (waiting.length > 0) expect(nextAt, `${waiting.join(', ')} has no next step`).toBeGreaterThan(this.night.now);
    return nextAt;
  }

  /** Time passes as it does for the supervisor: from one deadline to the next. */
  pass(minutes: number, chance: number): void {
    const end = this.night.now + minutes * minuteMs;
    while (this.night.now < end) this.night.now = Math.min(end, this.nextLook(chance));
    this.settle(chance);
  }

  nextLook(chance: number): number {
    return Math.min(this.settle(chance) ?? Infinity, this.night.now + resyncMs);
  }

  /** Those of whom something is still to come. */
  get restless(): Address[] {
    return [...this.#expected.keys()].filter((address) => !this.#isAtRest(address));
  }

  #isAtRest(address: Address): boolean {
    const { hold, quarantine, stuck, handover } = this.night.careOf(address);
    const place = this.night.places.get(address);
    if (hold !== undefined) return true;
    if (place === undefined || place.dead !== undefined) return quarantine !== undefined;
    if (place.agent.doing === 'hangs') return stuck?.step === 'given-up';
    // Who does not listen is asked again for ever.
    return (place.agent.doing !== 'is limited' || place.agent.isDeaf) && handover === undefined;
  }

  /** Nobody can know yet that it hangs. */
  #seemsToWork(address: Address): boolean {
    const place = this.night.places.get(address);
    return place?.dead === undefined && place?.agent.doing === 'hangs' && this.night.statusOf(address) === 'working';
  }

  /** No start that nobody would want. */
  #check({ address, instead }: Started): void {
    const expected = this.expected(address);
    if (this.#byPerson) return expected.forgiven();
    expect([expected.isHeld, expected.isQuarantined, address]).toEqual([false, false, address]);
    expect(this.night.now).toBeGreaterThanOrEqual(expected.notBefore);
    expected.started(this.night.now);
    const { restart: { max }, stuckAfterMs, handoverAt } = desired.members.find((member) => member.address === address)!.care;
    expect(expected.restarts.length).toBeLessThanOrEqual(max);
    if (instead === undefined || instead.dead !== undefined) return;
    expect(instead.attended).toBe(false);
    const isHung = instead.agent.hungFor(this.night.now) >= 3 * stuckAfterMs;
    const isFull = handoverAt !== undefined && this.night.statusOf(address) === 'idle' && instead.agent.used >= handoverAt * 100;
    expect(isHung || isFull, `${address} was ended while it ${instead.agent.doing}`).toBe(true);
  }
}

const addresses = desired.members.map(({ address }) => address);

/** What leads to much, where it happens together. */
const often = ['crashes', 'hangs', 'hangs', 'is looked at', 'is looked at no more', 'rests', 'fills its context'] as const;

/** Mostly of one member, and the same thing several times at times. */
const stories = fc.constantFrom(...addresses).chain((hero) => fc.array(fc.record({
  what: fc.constantFrom(...(Object.keys(happenings) as (keyof typeof happenings)[]), ...often),
  who: fc.oneof({ weight: 5, arbitrary: fc.constant(hero) }, { weight: 1, arbitrary: fc.constantFrom(...addresses) }),
  times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 5 }) }),
  minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 90 })),
  chance: fc.double({ min: 0, max: 1, noNaN: true }),
}), { maxLength: 30 }));

type Steps = typeof stories extends fc.Arbitrary<infer Told> ? Told : never;

function told(steps: Steps): Story {
  const story = new Story();
  story.pass(2, 0);
  for (const { what, who, minutes, chance } of steps.flatMap((step) => Array.from({ length: step.times }, () => step))) {
    happenings[what](story, who, minutes);
    story.pass(minutes, chance);
  }
  return story;
}

test('no story makes the supervisor start whom it should not, or judge an end twice', () => {
  fc.assert(fc.property(stories, (steps) => {
    const { night } = told(steps);
    const ended = night.events.flatMap((event) => (event.type === 'ended' ? [`${event.address} ${event.epoch}`] : []));
    expect(new Set(ended).size).toBe(ended.length);
  }), { seed, numRuns: 150 });
});

test('invariant 13: every state has a deadline and a next step, and step by step all come to rest', () => {
  fc.assert(fc.property(stories, (steps) => {
    const story = told(steps);
    for (const { address } of desired.members) {
      story.look(address, false);
      story.living(address, ({ agent }) => ['works', 'asks'].includes(agent.doing) && agent.begin('rests', story.night.now));
    }
    const end = story.night.now + 24 * 60 * minuteMs;
    while (story.restless.length > 0) {
      story.night.now = story.nextLook(1);
      expect(story.night.now, story.restless.join(', ')).toBeLessThan(end);
      for (const { address } of desired.members) story.living(address, ({ agent }) => agent.doing === 'works' && agent.begin('rests', story.night.now));
    }
  }), { seed, numRuns: 150 });
});
