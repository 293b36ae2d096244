import type { Dice } from '../../dice.ts';
import type { Soak } from '../soak.ts';
import { commandFaults } from './commands.ts';
import type { Fault } from './fault.ts';
import { personFaults } from './people.ts';
import { processFaults } from './processes.ts';

export const allFaults: readonly Fault[] = [...processFaults, ...commandFaults, ...personFaults];

/** One that makes sense now, by weight. */
export function drawFault(soak: Soak, isFirst: boolean): Fault {
  const fitting = allFaults.filter(({ fits, isAlone }) => (isFirst || isAlone === undefined) && fits?.(soak) !== false);
  return heaviestAt(fitting, soak.dice);
}

function heaviestAt(faults: readonly Fault[], dice: Dice): Fault {
  let left = dice.below(faults.reduce((sum, { weight }) => sum + weight, 0));
  return faults.find(({ weight }) => (left -= weight) < 0)!;
}
