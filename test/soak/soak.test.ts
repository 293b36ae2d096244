import { expect, test } from 'vitest';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Receipt } from '../../src/state/message.ts';
import { attachedPerson } from '../rig/attached-person.ts';
import { seed } from '../rig/seed.ts';
import { accountOf, type Sent } from './account.ts';
import { diceOf } from './dice.ts';
import { answerDialogs, killAgents, noMishaps, openDialogs, readHistory, typeNowAndThen, type Addressed, type Lane, type Running } from './mishaps.ts';
import { conversations, soakStage, type Stage } from './stage.ts';
import { soakTable } from './table.ts';
import { awkwardSize, awkwardText } from './texts.ts';

const { CODERS_SOAK_MESSAGES: asked, CODERS_SOAK_AGENTS: talkedTo } = process.env;
const messages = Number(asked ?? 300);
/** Twelve messages each in the suite. */
const agents = Number(talkedTo ?? (asked === undefined ? 25 : 50));
const largestBytes = 100_000;

test(`load: ${messages} messages to ${agents} agents that die, ask and are typed to by a person: none is lost, doubled, changed or in the wrong pane`, async () => {
  const stage = await soakStage(agents);
  const mishaps = noMishaps();
  const lanes = lanesOf();
  const began = performance.now();
  const times: number[] = [];
  let left = messages;
  const running = (salt: number): Running => ({ stage, mishaps, dice: diceOf(seed + salt), isGoing: () => left > 0 });
  const person = await attachedPerson(stage.team, stage.seats[0]!);
  const trouble = Promise.all([
    killAgents(running(1)), openDialogs(running(2), lanes), openDialogs(running(3), lanes), openDialogs(running(4), lanes), answerDialogs(running(5)),
    readHistory(running(6)), typeNowAndThen(running(7), person),
  ]);
  const sending = stage.seats.map(async (seat, index) => {
    const dice = diceOf(seed + 100 + index);
    const sent: Addressed[] = [];
    for (let number = index; number < messages; number += stage.seats.length) {
      const size = awkwardSize(largestBytes, dice);
      const id = `m${number}`;
      const text = size < 10 ? awkwardText(size, dice) : `${id} ${awkwardText(size - id.length - 1, dice)}`;
      const started = performance.now();
      const { state } = await send(stage, { id, seat, text, when: dice.roll() < 0.2 ? 'next-turn' : 'idle' }, lanes);
      if (state === 'acknowledged') times.push(performance.now() - started);
      sent.push({ id, seat, text });
      left -= 1;
      if (messages > 1000 && left % 1000 === 0) console.log(`${left} of ${messages} are left.`);
    }
    return sent;
  });
  const addressed = (await Promise.all(sending)).flat();
  const seconds = (performance.now() - began) / 1000;
  await trouble;
  await person.leave();
  const sent = await finished(stage, [...addressed, ...mishaps.asked]);
  const account = accountOf(sent, await conversations(stage), mishaps);
  console.log(soakTable({ seed, agents, seconds, sent, times, mishaps: mishaps.counts, account }));
  expect(account).toEqual({ lost: [], unfinished: [], doubled: [], arrivedThoughFailed: [], wrongPane: [], changed: [], dialogsAnswered: [] });
  expect(sent.filter(({ state }) => state === 'acknowledged').length).toBeGreaterThan(messages / 2);
}, 3_600_000);

/** Lanes, as the lock of `coders send` sees to between processes. */
function lanesOf(): Lane {
  const last = new Map<string, Promise<unknown>>();
  return (seat, work) => {
    const next = (last.get(seat) ?? Promise.resolve()).then(work);
    last.set(seat, next.catch(() => undefined)); // whoever waits for it hears of it
    return next;
  };
}

/** Goes on with a message until it was typed or has failed, as somebody would who types the same command again. */
async function send(stage: Stage, message: Addressed & { readonly when: 'idle' | 'next-turn' }, lane: Lane): Promise<Receipt> {
  for (;;) {
    const receipt = await lane(message.seat, () => deliverTo(stage, message));
    if (receipt.state !== 'held') return receipt;
  }
}

/** Longer than a delivery waits for proof before it calls a text lost. */
const lastWordMs = 45_000;

/** What still stands in a box beside a person's letters is taken out by them, and gone on with once more. */
async function finished(stage: Stage, addressed: readonly Addressed[]): Promise<readonly Sent[]> {
  return Promise.all(addressed.map(async (one) => {
    const state = stage.host.store.messages.receipts(one.id).at(-1)?.state;
    if (state === 'acknowledged' || state === 'failed') return { ...one, state };
    await stage.team.tmux('send-keys', '-t', (await stage.team.pane(one.seat)).id, 'C-c');
    return { ...one, state: (await deliverTo(stage, { ...one, when: 'idle' }, lastWordMs)).state };
  }));
}

function deliverTo(stage: Stage, { id, seat, text, when }: Addressed & { readonly when: 'idle' | 'next-turn' }, timeoutMs = 20_000): Promise<Receipt> {
  const message = stage.host.store.messages.enqueue({ id, team: 'shop', to: `member/${seat}`, text, when, at: Date.now() });
  return deliver({ team: stage.applied, message, timeoutMs, watcher: { received: () => undefined, waiting: () => undefined } }, stage.host);
}
