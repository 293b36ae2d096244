import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Sight } from '../../src/delivery/decide.ts';
import type { Receipt } from '../../src/state/message.ts';
import { seed } from '../rig/seed.ts';
import { paste } from './sights.ts';

/** What the world may do between two looks of a delivery. */
type Happening = 'nothing' | 'person types' | 'person clears' | 'person sends' | 'dialog opens' | 'dialog is answered' | 'agent restarts' | 'agent dies' | 'enter is swallowed' | 'runner dies' | 'runner dies before its key' | 'change under the look';

const happenings: readonly Happening[] = [
  'nothing', 'person types', 'person clears', 'person sends', 'dialog opens', 'dialog is answered', 'agent restarts', 'agent dies', 'enter is swallowed', 'runner dies', 'runner dies before its key', 'change under the look',
];

const text = 'MESSAGE';

/** An agent with a box, a person beside it, and a runner that delivers by what `decide` says. */
class World {
  receipt: Receipt = { state: 'queued', at: 0 };
  record: string[] = [];
  dialogsAnsweredByUs = 0;
  timesTyped = 0;
  now = 0;
  #box = '';
  #epoch: number | undefined = 1;
  #hasDialog = false;
  #hands = 0;
  #swallows = false;
  #epochs = 1;

  happen(happening: Happening): void {
    this.now += 1000;
    if (happening === 'agent restarts') [this.#epoch, this.#box, this.#hasDialog] = [(this.#epochs += 1), '', false];
    if (happening === 'agent dies') [this.#epoch, this.#box] = [undefined, ''];
    if (happening === 'enter is swallowed') this.#swallows = true;
    if (happening === 'dialog opens') this.#hasDialog = this.#epoch !== undefined;
    if (happening === 'dialog is answered') this.#hasDialog = false;
    if (happening.startsWith('person') && this.#epoch !== undefined && !this.#hasDialog) this.#person(happening);
  }

  /** One look and one move; `died` is a runner that dies right before it writes down what it did, or right before it does it. */
  step(happening: Happening): void {
    const sight = this.#sight();
    const move = decide(this.receipt, sight, { when: 'idle', channel: paste, now: this.now });
    if (happening === 'change under the look') this.happen('person types');
    const mayPress = happening !== 'change under the look' && happening !== 'runner dies before its key';
    const died = happening.startsWith('runner dies');
    if (move.do === 'type') this.#type(mayPress, died);
    if (move.do === 'press' && mayPress) this.#press(died);
    if (move.do === 'hold' && !died) this.receipt = { state: 'held', at: this.now, reason: move.reason };
    if (move.do === 'end' && !died) this.receipt = move.as === 'failed' ? { state: 'failed', at: this.now, reason: move.reason } : { state: 'acknowledged', at: this.now, by: move.reason };
  }

  get isOver(): boolean {
    return this.receipt.state === 'acknowledged' || this.receipt.state === 'failed';
  }

  #sight(): Sight {
    const status = this.#epoch === undefined ? 'exited' : this.#hasDialog ? 'waiting' : 'idle';
    const hands = 'hands' in this.receipt ? this.receipt.hands : String(this.#hands);
    return {
      epoch: this.#epoch, status, draft: this.#hasDialog ? undefined : this.#box, holdsText: this.#box === text, inMode: false, otherInFront: false, personTypes: false,
      isTouched: hands !== String(this.#hands), hasArrived: 'epoch' in this.receipt && this.record.includes(text),
    };
  }

  #person(happening: Happening): void {
    this.#hands += 1;
    if (happening === 'person types') this.#box += 'p';
    if (happening === 'person clears') this.#box = '';
    // A person sends what is theirs; what stands beside a message is looked at first.
    if (happening === 'person sends' && !this.#box.includes(text)) this.#send();
  }

  #send(): void {
    if (this.#box !== '') this.record.push(this.#box);
    this.#box = '';
  }

  #type(isDone: boolean, died: boolean): void {
    const typed = { at: this.now, epoch: this.#epoch ?? 0, hands: String(this.#hands - (isDone ? 0 : 1)), recordEnd: { path: '', bytes: 0 } };
    this.receipt = { state: 'typing', ...typed };
    if (isDone) [this.#box, this.timesTyped] = [this.#box + text, this.timesTyped + 1];
    if (died) return;
    this.receipt = isDone ? { state: 'typed', ...typed } : { state: 'held', at: this.now, reason: '' };
  }

  #press(died: boolean): void {
    if (!('epoch' in this.receipt)) throw new Error('a key before the text');
    if (this.#hasDialog) this.dialogsAnsweredByUs += 1;
    else if (this.#swallows) this.#swallows = false;
    else this.#send();
    if (died) return;
    const presses = this.receipt.state === 'submitted' ? this.receipt.presses + 1 : 1;
    const { epoch, hands, recordEnd } = this.receipt;
    this.receipt = { state: 'submitted', at: this.now, epoch, hands, recordEnd, presses };
  }
}

test('invariants 7 and 8: whatever happens between the looks, the text arrives once and whole, or the receipt says failed', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 40 }), (story) => {
    const world = new World();
    for (const happening of story) {
      world.happen(happening);
      if (!world.isOver) world.step(happening);
    }
    const arrivals = world.record.filter((prompt) => prompt.includes(text));
    expect(world.timesTyped).toBeLessThanOrEqual(1);
    expect(world.dialogsAnsweredByUs).toBe(0);
    expect(arrivals).toEqual(arrivals.length === 0 ? [] : [text]);
    if (world.receipt.state === 'acknowledged') expect(arrivals).toHaveLength(1);
    if (world.receipt.state === 'failed') expect(arrivals).toHaveLength(0);
  }), { seed, numRuns: 20_000 });
});

test('left alone after any story, a message comes to its end', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 20 }), (story) => {
    const world = new World();
    for (const happening of story) {
      world.happen(happening);
      if (!world.isOver) world.step(happening);
    }
    const calm: readonly Happening[] = ['agent restarts', 'dialog is answered', 'person clears', ...Array.from({ length: 40 }, () => 'nothing' as const)];
    for (const happening of calm) {
      world.happen(happening);
      if (!world.isOver) world.step(happening);
    }
    expect(world.isOver).toBe(true);
  }), { seed, numRuns: 5_000 });
});
