import { together } from '../../diagnostics/words.ts';
import type { Shift } from '../../supervisor/hours.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Keeping } from '../keeping.ts';
import { moments } from './moments.ts';

type Phrase = (keeping: Keeping, now: number) => string | undefined;

const phrases: readonly Phrase[] = [
  ({ supervisor, hanging }) => (supervisor ? 'kept by the supervisor' : `not kept now: ${hanging === undefined ? 'no supervisor runs (coders supervisor start)' : 'the supervisor does not answer (coders supervisor status)'}`),
  ({ paused }, now) => paused && `paused for ${formatDuration(now - paused.at)}: ${paused.because}`,
  ({ outage }, now) => outage && `without its Redis for ${formatDuration(now - outage.since)}: ${outage.because.replace(/\.$/, '')}`,
  ({ lostHosts }) => lostHosts && `nothing is heard of ${together([...lostHosts].map(([host, silentMs]) => `${host} for ${formatDuration(silentMs)}`))}`,
  ({ shift }) => shift && shiftWords(shift),
  ({ endsAt, atEnd }, now) => (endsAt === undefined || endsAt <= now ? undefined : `${atEnd === 'park' ? 'parked' : 'taken down'} at ${timeOf(endsAt)}`),
];

function shiftWords(shift: Shift): string | undefined {
  const until = shift.until === undefined ? '' : ` until ${timeOf(shift.until)}`;
  if (shift.state === 'on') return until === '' ? undefined : `works${until}`;
  return `closed${until}: ${shift.because}, and its agents ${fates[shift.state]}`;
}

const fates = { parked: 'are given nothing', down: 'are ended, with their conversations kept' } as const;

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** What is known of a team as a whole, a phrase each; none for a team that nobody keeps. */
export function keepingWords(keeping: Keeping | undefined, now: number): readonly string[] {
  if (keeping === undefined || !keeping.kept) return [];
  return phrases.flatMap((phrase) => phrase(keeping, now) ?? []);
}

/** As `schemas/status.schema.json` describes it. */
export function keepingJson({ kept, supervisor, paused, outage, lostHosts, shift, endsAt, atEnd }: Keeping) {
  return {
    kept, supervisor,
    paused: paused !== undefined,
    ...(paused === undefined ? {} : { pause: { because: paused.because, ...moments({ at: paused.at }) } }),
    ...(outage === undefined ? {} : { outage: { because: outage.because, ...moments({ since: outage.since }) } }),
    ...(lostHosts === undefined ? {} : { lostHosts: [...lostHosts].map(([host, silentMs]) => ({ host, silentMs })) }),
    ...(shift === undefined ? {} : { shift: shiftJson(shift) }),
    ...(endsAt === undefined || atEnd === undefined ? {} : { end: { ...moments({ at: endsAt }), then: atEnd } }),
  };
}

function shiftJson(shift: Shift) {
  return { state: shift.state, ...(shift.state === 'on' ? {} : { because: shift.because }), ...moments({ until: shift.until }) };
}
