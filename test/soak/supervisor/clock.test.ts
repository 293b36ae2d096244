import { expect, test } from 'vitest';
import { stateIn } from '../../../src/demo/title.ts';
import { ownSupervisor, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { seed } from '../../rig/seed.ts';
import type { Pane } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { diceOf, type Dice } from '../dice.ts';
import { manifestOf, newSeat } from './seats.ts';
import { kill } from './soak.ts';

const jumps = Math.max(20, Math.ceil(Number(process.env['CODERS_SOAK_FAULTS'] ?? 0) / 10));
const names = ['web/pm', 'web/a', 'web/b', 'web/c'];
const spans = [1000, 30_000, 5 * 60_000, 3_600_000, 24 * 3_600_000, 3 * 24 * 3_600_000];
/** So much virtual time may go by until all is well again: whoever waits for the clock to come up to where it was waits longer. */
const patienceMs = 5 * 60_000;

test(`${jumps} jumps of the clock, forward and back, with kills before and after: all go on as they were, and nobody is blamed`, async () => {
  const dice = diceOf(seed);
  const own = await ownSupervisor(manifestOf(names.map(newSeat)));
  await allRun(own, 'the first apply');
  const conversations = conversationsIn(await own.team.panes());
  for (let jump = 1; jump <= jumps; jump += 1) {
    const told = [await maybeKill(own, dice), await turnClock(own, dice), await maybeKill(own, dice)].filter((text) => text !== '').join(', then ');
    await allRun(own, told);
    const panes = await own.team.panes();
    expect(panes.map(({ name }) => name).sort(), `after ${told}`).toEqual([...names].sort());
    expect(conversationsIn(panes), `after ${told}`).toEqual(conversations);
  }
  expect(own.store.events('shop').filter(({ type }) => ['held', 'quarantined', 'stuck', 'look-failed', 'step-failed', 'parked'].includes(type))).toEqual([]);
}, 60_000 + jumps * 20_000);

async function turnClock({ clock, pass }: OwnSupervisor, dice: Dice): Promise<string> {
  const milliseconds = Math.ceil(dice.roll() * dice.oneOf(spans));
  if (dice.roll() < 0.5) {
    await pass(milliseconds);
    return `${milliseconds} ms at once`;
  }
  clock.setBack(milliseconds);
  return `the clock set back by ${milliseconds} ms`;
}

async function maybeKill({ team }: OwnSupervisor, dice: Dice): Promise<string> {
  const living = (await team.panes()).filter(({ dead }) => !dead);
  if (dice.roll() < 0.4 || living.length === 0) return '';
  const { pid, name } = dice.oneOf(living);
  kill(pid);
  await waitUntil(async () => !(await team.panes()).some((pane) => pane.pid === pid && !pane.dead), { what: `the end of ${name}` });
  return `${name} killed`;
}

/** Lets a second pass again and again until all are ready for a prompt. */
async function allRun(own: OwnSupervisor, after: string): Promise<void> {
  const latest = own.clock.now() + patienceMs;
  await waitUntil(async () => {
    await own.pass(1000);
    if (own.clock.now() > latest) throw new Error(`After ${after} not all run, ${patienceMs} ms later: ${JSON.stringify((await own.team.panes()).map(({ name, dead, title }) => ({ name, dead, title })))}`);
    return (await own.team.panes()).filter(({ dead, title }) => !dead && stateIn(title) === 'idle').length === names.length;
  }, { what: `all to run after ${after}` });
}

function conversationsIn(panes: readonly Pane[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(panes.map(({ name, tag }) => [name, tag?.conversation]));
}
