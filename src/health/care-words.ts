import type { Care, Park } from '../state/care.ts';
import { formatDuration } from '../util/duration.ts';

interface Moment {
  readonly now: number;
  /** The launch that lives or lived last; absent where there is none. */
  readonly epoch?: number;
}

type Phrase = (care: Care, moment: Moment) => string | undefined;

/** In this order, and each of them where there is anything to say: what is known of a member is not hidden behind something else. */
const phrases: readonly Phrase[] = [
  ({ hold }) => hold && `held: ${hold.because}`,
  ({ quarantine }) => quarantine && `quarantined: ${quarantine.because}`,
  ({ park }, { now }) => park && parkWords(park, now),
  (care, { now }) => (isRetried(care, now) ? `started again in ${formatDuration(care.retryAt! - now)}${crashWords(care)}` : undefined),
  ({ restart }, { epoch }) => (restart?.epoch === epoch ? restart && `to be started again${restart.fresh ? ' in a new conversation' : ''}: ${restart.because}` : undefined),
  ({ handover }, { epoch }) => (handover?.epoch === epoch ? handover && 'asked for a hand-over note, because its context is nearly full' : undefined),
  ({ stuck }, { epoch }) => stuck && (stuck.epoch === epoch || stuck.step === 'restarted' ? stuckWords[stuck.step] : undefined),
  ({ memory }, { now, epoch }) => (memory?.epoch === epoch ? memory && memoryWords[memory.step](formatDuration(now - memory.since)) : undefined),
];

/** What the supervisor does about a member beside keeping it, a phrase each. */
export function careWords(care: Care, moment: Moment): readonly string[] {
  return phrases.flatMap((phrase) => phrase(care, moment) ?? []);
}

/** Who is held or quarantined is not started by the supervisor, however long ago it crashed. */
export function isRetried({ hold, quarantine, retryAt }: Care, now: number): boolean {
  return hold === undefined && quarantine === undefined && retryAt !== undefined && retryAt > now;
}

function parkWords({ until, wakeAt }: Park, now: number): string {
  const how = until === undefined ? 'parked, until when is not known' : `parked until ${new Date(until).toISOString()}`;
  return `${how}; tried again ${wakeAt > now ? `in ${formatDuration(wakeAt - now)}` : 'now'}`;
}

function crashWords({ crashes: { length } }: Care): string {
  return length === 0 ? '' : `, after ${length} ${length === 1 ? 'crash' : 'crashes'}`;
}

const stuckWords: Readonly<Record<NonNullable<Care['stuck']>['step'], string>> = {
  nudged: 'asked whether it is stuck',
  told: 'its PM was told that it is stuck',
  restarted: 'restarted, because it was stuck',
  'given-up': 'left to a person: nothing helped',
};

const memoryWords: Readonly<Record<NonNullable<Care['memory']>['step'], (time: string) => string>> = {
  noted: (time) => `over its memory limit for ${time}`,
  restarting: (time) => `over its memory limit for ${time}`,
  left: (time) => `over its memory limit for ${time}, and left to a person`,
};
