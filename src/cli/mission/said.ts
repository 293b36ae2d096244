import { recordJson } from '../reporters/mission-json.ts';
import { exits } from '../command.ts';
import type { Outcome } from './carry-out.ts';
import type { MissionCall } from './verb.ts';

/** What a person is told of a mission that something was done to. */
export interface Said {
  readonly text: string;
  /** What was asked for is still to be done by the runner. */
  readonly awaitsRunner?: boolean;
}

/** Says what became of a mission, to a person or a program, and gives the exit code: 4 where what was asked for waits for a supervisor. */
export function say({ record, isKept }: Outcome, { text, awaitsRunner = false }: Said, { invocation: { terminal, options }, team }: MissionCall): number {
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, supervisor: isKept, mission: recordJson(record) }, null, 2));
  else terminal.out(text);
  const isOver = record.state.state === 'done' || record.state.state === 'failed';
  if (!isKept && !isOver) terminal.err(`No supervisor keeps team ${team.name}: nothing more happens until one does. coders apply hands it to one.`);
  return awaitsRunner && !isKept && !isOver ? exits.notConverged : exits.success;
}
