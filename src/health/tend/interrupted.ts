import { worded } from '../../manifest/worded.ts';
import type { Care } from '../../state/care.ts';
import type { Patient, Tend } from './patient.ts';

/**
 * It was ended in the middle of a turn, and its conversation goes on: most tools then wait for a word, all night if need
 * be. They are given it once, at rest, and only where the record says that the last turn never came to its end.
 */
export const tendInterrupted: Tend = ({ care, epoch, turn, status, prompts }: Patient, now) => {
  const { interrupted } = care;
  if (interrupted === undefined || epoch <= interrupted.epoch || status.status === 'starting') return undefined;
  if (status.status !== 'idle') return now - (status.startedAt ?? now) < patienceMs ? undefined : { care: without(care), events: [], prompts: [] };
  const isOpen = turn !== undefined && turn.endedAt === undefined && turn.at < (status.startedAt ?? 0);
  return {
    care: without(care),
    events: [],
    prompts: isOpen ? [{ id: `go-on-${care.address}-${epoch}`, to: care.address, when: 'idle', text: worded('interrupted', {}, prompts) }] : [],
  };
};

/** A tool that goes on by itself has shown so by then. */
const patienceMs = 60_000;

function without({ interrupted: _interrupted, ...care }: Care): Care {
  return care;
}
