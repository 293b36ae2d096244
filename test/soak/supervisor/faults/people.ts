import { rm } from 'node:fs/promises';
import { waitUntil } from '../../../rig/wait-until.ts';
import { pass } from '../../stage.ts';
import { freeSeats, heldSeats, kill, livingPane, mustSucceed, superviseAgain, supervisorOf, type Soak } from '../soak.ts';
import type { Fault } from './fault.ts';

const mostHeld = 2;
const mayHold = (soak: Soak) => heldSeats(soak).length < mostHeld && freeSeats(soak).length > 2;

async function closeWindow(soak: Soak): Promise<void> {
  const seat = soak.dice.oneOf(freeSeats(soak));
  const pane = await livingPane(soak, seat);
  if (pane === undefined) throw new Error(`${seat} does not run on a team that is as it should be.`);
  await soak.team.tmux('kill-window', '-t', pane.window);
  soak.seats.get(seat)!.heldBecause = 'A person closed its window';
}

async function take(soak: Soak, verb: 'hold' | 'kill', because: string): Promise<void> {
  const seat = soak.dice.oneOf(freeSeats(soak));
  await mustSucceed(soak, verb, seat);
  soak.seats.get(seat)!.heldBecause = because;
}

/** What people do to a team that runs. */
export const personFaults: readonly Fault[] = [
  { name: 'a window closed by a person', weight: 4, isAlone: true, fits: mayHold, strike: closeWindow },
  {
    name: 'a window closed while no supervisor runs', weight: 2, isAlone: true, fits: mayHold,
    async strike(soak) {
      kill(soak.supervisor);
      await waitUntil(async () => (await supervisorOf(soak.team)) === 0, { what: 'the supervisor to be gone' });
      await closeWindow(soak);
      await superviseAgain(soak);
    },
  },
  { name: 'a member held', weight: 3, fits: mayHold, strike: (soak) => take(soak, 'hold', 'A person took it over') },
  { name: 'a member killed by coders kill', weight: 2, fits: mayHold, strike: (soak) => take(soak, 'kill', 'A person killed it') },
  {
    name: 'a member released', weight: 9, fits: (soak) => heldSeats(soak).length > 0,
    async strike(soak) {
      const seat = soak.dice.oneOf(heldSeats(soak));
      await mustSucceed(soak, 'release', seat);
      delete soak.seats.get(seat)!.heldBecause;
    },
  },
  {
    name: 'paused, an agent killed, resumed', weight: 3,
    async strike(soak) {
      const seat = soak.dice.oneOf(freeSeats(soak));
      await mustSucceed(soak, 'pause', 'shop');
      const before = await livingPane(soak, seat);
      if (before !== undefined) kill(before.pid);
      await pass(300);
      const after = await livingPane(soak, seat);
      if (before !== undefined && after !== undefined) soak.doubles.push(`${seat} was started in a paused team`);
      await mustSucceed(soak, 'resume', 'shop');
    },
  },
  {
    name: 'a worktree removed', weight: 4,
    async strike(soak) {
      const seat = soak.dice.oneOf(freeSeats(soak));
      soak.work.givesUpUncommitted(seat);
      await rm(soak.team.worktree(seat.slice('web/'.length)), { recursive: true, force: true });
    },
  },
  {
    name: 'the disk full for a while', weight: 3, fits: ({ disk }) => disk !== undefined,
    async strike(soak) {
      soak.disk!.fill();
      const pane = await livingPane(soak, soak.dice.oneOf(freeSeats(soak)));
      if (pane !== undefined) kill(pane.pid);
      await pass(soak.dice.below(2500));
      soak.disk!.free();
    },
  },
  {
    name: 'the supervisor killed while the disk is full', weight: 2, fits: ({ disk }) => disk !== undefined,
    async strike(soak) {
      soak.disk!.fill();
      kill(soak.supervisor);
      await waitUntil(async () => (await supervisorOf(soak.team)) === 0, { what: 'the supervisor to be gone' });
      await soak.team.coders('supervisor', 'start'); // it may or may not find room for its store
      soak.disk!.free();
      await superviseAgain(soak);
    },
  },
];
