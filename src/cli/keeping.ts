import type { Outage } from '../host/store/replica.ts';
import { nextChange } from '../schedule/working-hours.ts';
import { shiftOf, type Shift } from '../supervisor/hours.ts';
import type { KeptTeam } from '../state/kept-team.ts';

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
}

/** What is known beside what the team was handed over with. */
export interface KeepingNow {
  /** Whether one runs. */
  readonly supervisor: boolean;
  readonly outage?: Outage | undefined;
  readonly now: number;
}

/** All that the supervisor knows of a team as a whole. */
export function keepingOf(kept: KeptTeam | undefined, { supervisor, outage, now }: KeepingNow): Keeping {
  if (kept === undefined) return { kept: false, supervisor: false };
  const { paused, ...unpaused } = kept;
  const { endsAt, atEnd } = kept;
  return {
    kept: true, supervisor,
    shift: shiftUntilChange(unpaused, now),
    ...(paused === undefined ? {} : { paused }),
    // Nobody has looked since, where no supervisor runs.
    ...(outage === undefined || !supervisor ? {} : { outage }),
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
