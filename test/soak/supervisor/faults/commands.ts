import type { ChildProcess } from 'node:child_process';
import { ended } from '../../../rig/team.ts';
import { pass } from '../../stage.ts';
import { manifestOf, newSeat, otherModel, engineerNames, fewestEngineers, usualSeat } from '../seats.ts';
import { applySeats, forgiveUsual, freeSeats, mustSucceed, type Soak } from '../soak.ts';
import type { Fault } from './fault.ts';

/** Lets a command run for a while, up to so many milliseconds, and kills it there. */
async function killedMidway(child: ChildProcess, { dice }: Soak, mostMs: number): Promise<void> {
  const end = ended(child);
  await pass(dice.below(mostMs));
  child.kill('SIGKILL');
  await end;
}

function engineers({ seats }: Soak): string[] {
  return [...seats.keys()].filter((name) => name !== 'web/pm' && name !== usualSeat);
}

function free(soak: Soak): string[] {
  return engineerNames.map((name) => `web/${name}`).filter((name) => !soak.seats.has(name));
}

/** A random edit of the manifest; gives what apply has to be told for it. */
function edit(soak: Soak): readonly string[] {
  const { dice, seats } = soak;
  const kind = dice.oneOf(['add', 'remove', 'model', 'model'] as const);
  const [absent, removable] = [free(soak), engineers(soak).filter((name) => freeSeats(soak).includes(name))];
  if (kind === 'add' && absent.length > 0) {
    const name = dice.oneOf(absent);
    seats.set(name, newSeat(name));
  } else if (kind === 'remove' && engineers(soak).length > fewestEngineers && removable.length > 0) {
    seats.delete(dice.oneOf(removable));
    return ['--prune'];
  } else {
    const seat = seats.get(dice.oneOf(freeSeats(soak)))!;
    seat.model = otherModel(seat.model);
  }
  return [];
}

/** Commands that people type, and that die on their way. */
export const commandFaults: readonly Fault[] = [
  {
    name: 'the manifest edited and applied', weight: 8,
    async strike(soak) {
      const options = edit(soak);
      await applySeats(soak, ...options, ...(soak.dice.roll() < 0.5 ? ['--now'] : []));
    },
  },
  {
    name: 'an apply killed, and applied again', weight: 10,
    async strike(soak) {
      const options = edit(soak);
      await soak.team.write(manifestOf(soak.seats.values()));
      await killedMidway(soak.team.start('coders', ['apply', '--yes', '--now', ...options]), soak, 900);
      await applySeats(soak, '--now', ...options);
    },
  },
  {
    name: 'a restart killed', weight: 6, fits: (soak) => freeSeats(soak).length > 0,
    strike: (soak) => killedMidway(soak.team.start('coders', ['restart', soak.dice.oneOf(freeSeats(soak))]), soak, 700),
  },
  {
    name: 'a member restarted', weight: 3, fits: (soak) => freeSeats(soak).length > 0,
    strike: async (soak) => void (await mustSucceed(soak, 'restart', soak.dice.oneOf(freeSeats(soak)))),
  },
  {
    name: 'a member restarted anew', weight: 2, fits: (soak) => freeSeats(soak).length > 0,
    async strike(soak) {
      const seat = soak.dice.oneOf(freeSeats(soak));
      delete soak.seats.get(seat)!.conversation;
      await mustSucceed(soak, 'restart', seat, '--fresh');
    },
  },
  {
    name: 'one that was given up restarted', weight: 12, fits: ({ store }) => store.cares('shop').some(({ quarantine }) => quarantine !== undefined),
    async strike(soak) {
      await mustSucceed(soak, 'restart', usualSeat);
      forgiveUsual(soak);
    },
  },
];
