import { beforeEach, afterEach, expect, test } from 'vitest';
import { follow } from '../../src/host/store/follow.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let reader: Store;
let writer: Store;
let end: AbortController;

beforeEach(async () => {
  const directory = await temporaryDirectory();
  reader = openStore(directory);
  writer = openStore(directory);
  end = new AbortController();
});

afterEach(() => {
  end.abort();
  reader.close();
  writer.close();
});

interface Heard {
  readonly event: RecordedEvent;
  readonly at: number;
}

/** Follows in the background; `done` resolves when the following has ended. */
function heardFrom(store: Pick<Store, 'directory' | 'eventsAfter'>, after: number): { readonly heard: Heard[]; readonly done: Promise<void> } {
  const heard: Heard[] = [];
  const done = (async () => {
    for await (const event of follow(store, { after, signal: end.signal })) heard.push({ event, at: performance.now() });
  })();
  return { heard, done };
}

function write(steps: number): void {
  writer.append('shop', 1, [{ type: 'apply-started', steps }]);
}

test('what is known is not told again, and all that comes is told once and in order', async () => {
  write(0);
  const { heard } = heardFrom(reader, writer.latestEvent());
  for (let steps = 1; steps <= 50; steps += 1) write(steps);
  await waitUntil(() => heard.length >= 50, { what: '50 events' });
  write(51);
  await waitUntil(() => heard.length >= 51, { what: 'one more' });
  expect(heard.map(({ event }) => event)).toEqual(Array.from({ length: 51 }, (_, index) => expect.objectContaining({ id: index + 2, team: 'shop', at: 1, steps: index + 1 })));
});

test('an event is heard of within 50 ms of its being on disk', async () => {
  const { heard } = heardFrom(reader, 0);
  const delays: number[] = [];
  for (let steps = 1; steps <= 30; steps += 1) {
    write(steps);
    const written = performance.now();
    const last = await waitUntil(() => heard[steps - 1], { what: `event ${steps}` });
    delays.push(last.at - written);
  }
  delays.sort((a, b) => a - b);
  expect(delays[15], `the median of ${delays.map((delay) => delay.toFixed(1)).join(', ')}`).toBeLessThan(50);
});

test('nothing is asked for while nothing is written', async () => {
  let looks = 0;
  const counted = { directory: reader.directory, eventsAfter: (id: number) => { looks += 1; return reader.eventsAfter(id); } };
  heardFrom(counted, 0);
  const quiet = { since: performance.now(), looks };
  await waitUntil(() => {
    if (looks !== quiet.looks) Object.assign(quiet, { since: performance.now(), looks });
    return performance.now() - quiet.since > 2500;
  }, { what: '2.5 s without a look' });
  write(1);
  await waitUntil(() => looks > quiet.looks, { what: 'a look after a write' });
});

test('it ends at its signal, also in the middle of a wait, and with whoever leaves the loop', async () => {
  const { done } = heardFrom(reader, 0);
  end.abort();
  await done;
  write(1);
  for await (const event of follow(reader, { after: 0, signal: new AbortController().signal })) {
    expect(event.id).toBe(1);
    break;
  }
});
