import type { Host } from '../host/host.ts';
import type { Outage } from '../host/store/replica.ts';
import { nextChange } from '../schedule/working-hours.ts';
import { shiftOf, type Shift } from '../supervisor/hours.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import { supervisionIn } from '../supervisor/supervision.ts';

/** Who sees that a team stays as it is, and what is made of the team now. */
export interface Keeping {
  /** It was handed to the supervisor. */
  readonly kept: boolean;
  /** A supervisor runs that keeps it. */
  readonly supervisor: boolean;
  readonly paused?: KeptTeam['paused'];
  /** By its hours and its end, whether or not a person paused it. `until` is when that changes; absent where nothing tells, and where its end comes before. */
  readonly shift?: Shift;
  readonly endsAt?: number;
  readonly atEnd?: KeptTeam['atEnd'];
  /** The Redis that it shares its missions through does not answer. */
  readonly outage?: Outage;
  /** A supervisor runs, and does not answer: which process, where that is known. */
  readonly hanging?: { readonly pid?: number | undefined };
  /** Its hosts that are not heard of any more, and for how many milliseconds. */
  readonly lostHosts?: ReadonlyMap<string, number>;
}

/** What is known beside what the team was handed over with. */
export interface KeepingNow {
  /** Whether one runs. */
  readonly supervisor: boolean;
  readonly outage?: Outage | undefined;
  readonly hanging?: { readonly pid?: number | undefined };
  readonly lostHosts?: ReadonlyMap<string, number>;
  readonly now: number;
}

/** Asks the supervisor, and reads what the store has of the team. */
export async function lookAtKeeping(team: string, { store, clock }: Pick<Host, 'store' | 'clock'>): Promise<Keeping> {
  const supervision = await supervisionIn(store.directory);
  return keepingOf(store.keptTeam(team), {
    supervisor: supervision.state === 'runs',
    outage: store.replica.outage(team),
    ...(supervision.state === 'hangs' ? { hanging: { pid: supervision.pid } } : {}),
    ...(supervision.state === 'runs' ? { lostHosts: new Map(Object.entries(supervision.supervisor.lostHosts?.[team] ?? {})) } : {}),
    now: clock.now(),
  });
}

/** All that the supervisor knows of a team as a whole. */
export function keepingOf(kept: KeptTeam | undefined, { supervisor, outage, hanging, lostHosts, now }: KeepingNow): Keeping {
  if (kept === undefined) return { kept: false, supervisor: false };
  const { paused, ...unpaused } = kept;
  const { endsAt, atEnd } = kept;
  return {
    kept: true, supervisor,
    shift: shiftUntilChange(unpaused, now),
    ...(paused === undefined ? {} : { paused }),
    // Nobody has looked since, where no supervisor runs.
    ...(outage === undefined || !supervisor ? {} : { outage }),
    ...(hanging === undefined ? {} : { hanging }),
    ...(lostHosts === undefined || lostHosts.size === 0 ? {} : { lostHosts }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(atEnd === undefined ? {} : { atEnd }),
  };
}

/** A supervisor looks again at every start and stop; a person wants to know when it will be otherwise. */
function shiftUntilChange(team: KeptTeam, now: number): Shift {
  const { until: _nextLook, ...shift } = shiftOf(team, now);
  const { schedule, endsAt = Infinity } = team;
  const change = schedule === undefined || now >= endsAt ? undefined : nextChange(schedule, now);
  return change === undefined || change >= endsAt ? shift : { ...shift, until: change };
}
