import { together } from '../diagnostics/words.ts';
import { systemClock } from '../host/clock.ts';
import { askSupervisor } from '../host/poke.ts';
import { lockHolder } from './run.ts';

/** What the supervisor says of itself. */
export interface RunningSupervisor {
  readonly pid: number;
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
  readonly teams: readonly string[];
  /** By team and host, for how many milliseconds nothing was heard of it; one of an earlier version does not say. */
  readonly lostHosts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Whether a supervisor runs on this machine. One that hangs holds its lock, and so keeps others from taking its place. */
export type Supervision =
  | { readonly state: 'runs'; readonly supervisor: RunningSupervisor }
  | { readonly state: 'starts' | 'hangs'; readonly pid?: number | undefined }
  | { readonly state: 'absent' };

/** From its lock to its first answer. */
const startMs = 3000;

/** Asks it, and looks at its lock where it does not answer. */
export async function supervisionIn(stateDirectory: string): Promise<Supervision> {
  const supervisor = (await askSupervisor(stateDirectory, 'status')) as RunningSupervisor | undefined;
  if (supervisor !== undefined) return { state: 'runs', supervisor };
  const holder = await lockHolder(stateDirectory);
  if (holder === undefined) return { state: 'absent' };
  return { state: systemClock.now() - (holder.since ?? 0) < startMs ? 'starts' : 'hangs', pid: holder.pid };
}

/** Why nobody keeps a team that is to be kept, as a phrase. */
export const absences: Readonly<Record<Exclude<Supervision['state'], 'runs'>, string>> = {
  starts: 'the supervisor is starting',
  hangs: 'the supervisor does not answer',
  absent: 'no supervisor runs',
};

/** What keeps missions from going on between the hosts of a team, as far as its supervisor sees it: phrases. */
export function sharingTroubles(team: string, supervision: Supervision, isWithoutRedis: boolean): readonly string[] {
  if (supervision.state !== 'runs') return []; // nobody has looked since
  const lost = Object.keys(supervision.supervisor.lostHosts?.[team] ?? {});
  return [...(isWithoutRedis ? ['without its Redis'] : []), ...(lost.length === 0 ? [] : [`nothing is heard of ${together(lost)}`])];
}

/** Why nothing is kept now, and what helps; full sentences. */
export function absenceWords(supervision: Exclude<Supervision, { readonly state: 'runs' }>): string {
  if (supervision.state === 'absent') return 'No supervisor runs.';
  const { state, pid } = supervision;
  if (state === 'starts') return `The supervisor (process ${pid ?? 'unknown'}) is starting.`;
  return `The supervisor (process ${pid ?? 'unknown'}) runs and does not answer. kill -9 ${pid ?? 'PID'} ends it, and coders supervisor start another one: nothing is lost by that.`;
}
