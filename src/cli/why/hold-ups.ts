import type { Keeping } from '../keeping.ts';
import { absenceWords } from '../../supervisor/supervision.ts';

export interface HeldUpBy {
  readonly keeping: Keeping;
  /** The manifest that was applied last has it otherwise. */
  readonly isChanging: boolean;
}

type Reason = (team: string, by: HeldUpBy) => string | undefined;

const reasons: readonly Reason[] = [
  (_team, { keeping: { hanging } }) => hanging && absenceWords({ state: 'hangs', ...hanging }),
  (team, { keeping: { kept, supervisor, hanging } }) => ((kept && supervisor) || hanging !== undefined ? undefined : `No supervisor keeps team ${team}: nothing more happens until one does. ${kept ? 'coders supervisor start starts one.' : 'coders apply hands it to one.'}`),
  (team, { keeping: { outage } }) => outage && `Team ${team} is without its Redis, so nobody is given anything new: ${outage.because}`,
  (team, { keeping: { paused } }) => paused && `Team ${team} is paused (${paused.because}): nothing is given to anybody. coders resume ends that.`,
  (team, { keeping: { paused, shift } }) => (paused !== undefined || shift === undefined || shift.state === 'on' ? undefined : `Team ${team} does not work now: ${shift.because}.${shift.until === undefined ? '' : ` It works again at ${new Date(shift.until).toISOString()}.`}`),
  (_team, { isChanging }) => (isChanging ? 'The manifest has it otherwise, or no more: that is done before anybody is given it.' : undefined),
];

/** What keeps an open mission from being moved on that is no fault of its own, as full sentences. */
export function holdUps(team: string, by: HeldUpBy): readonly string[] {
  return reasons.flatMap((reason) => reason(team, by) ?? []);
}
