import { expect, test } from 'vitest';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Receipt } from '../../src/state/message.ts';
import { attachedPerson } from '../rig/attached-person.ts';
import { seed } from '../rig/seed.ts';
import { accountOf, type Sent } from './account.ts';
import { diceOf } from './dice.ts';
import { answerDialogs, killAgents, noMishaps, openDialogs, readHistory, typeNowAndThen, type Lane, type Running } from './mishaps.ts';
import { conversations, soakStage, type Stage } from './stage.ts';
import { soakTable } from './table.ts';
import { awkwardSize, awkwardText } from './texts.ts';

const messages = Number(process.env['CODERS_SOAK_MESSAGES'] ?? 1000);
const agents = Number(process.env['CODERS_SOAK_AGENTS'] ?? 50);
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
    const sent: Sent[] = [];
    for (let number = index; number < messages; number += stage.seats.length) {
      const size = awkwardSize(largestBytes, dice);
      const id = `m${number}`;
      const text = size < 10 ? awkwardText(size, dice) : `${id} ${awkwardText(size - id.length - 1, dice)}`;
      const started = performance.now();
      const { state } = await send(stage, { id, seat, text, when: dice.roll() < 0.2 ? 'next-turn' : 'idle' }, lanes);
      if (state === 'acknowledged') times.push(performance.now() - started);
      sent.push({ id, seat, text, state });
      left -= 1;
    }
    return sent;
  });
  const sent = (await Promise.all(sending)).flat();
  const seconds = (performance.now() - began) / 1000;
  await trouble;
  await person.leave();
  const account = accountOf(await finished(stage, sent), await conversations(stage), mishaps);
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

/** Goes on with a message until something holds of it, as somebody would who types the same command again. */
async function send(stage: Stage, { id, seat, text, when }: { id: string; seat: string; text: string; when: 'idle' | 'next-turn' }, lane: Lane): Promise<Receipt> {
  const message = stage.host.store.messages.enqueue({ id, team: 'shop', to: `member/${seat}`, text, when, at: Date.now() });
  const watcher = { received: () => undefined, waiting: () => undefined };
  let receipt: Receipt;
  do {
    receipt = await lane(seat, () => deliver({ team: stage.applied, message, timeoutMs: 20_000, watcher }, stage.host));
  } while (receipt.state === 'held' || receipt.state === 'queued');
  return receipt;
}

/** What still stood in a box beside a person's letters is taken out by them, and gone on with once more. */
async function finished(stage: Stage, sent: readonly Sent[]): Promise<readonly Sent[]> {
  return Promise.all(sent.map(async (one) => {
    if (one.state === 'acknowledged' || one.state === 'failed') return one;
    await stage.team.tmux('send-keys', '-t', (await stage.team.pane(one.seat)).id, 'C-c');
    const message = stage.host.store.messages.enqueue({ id: one.id, team: 'shop', to: `member/${one.seat}`, text: one.text, when: 'idle', at: Date.now() });
    const { state } = await deliver({ team: stage.applied, message, timeoutMs: 60_000, watcher: { received: () => undefined, waiting: () => undefined } }, stage.host);
    return { ...one, state };
  }));
}
