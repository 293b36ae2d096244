import { calledBy } from '../../post/seat.ts';
import { seatIn } from '../../state/address.ts';
import type { CheckinEvent, EndKind, RecordedEvent, TeamEvent } from '../../state/event.ts';
import type { ReceiptState } from '../../state/message.ts';
import { formatDuration } from '../../util/duration.ts';
import { formatMemory } from '../../util/memory.ts';
import { palette } from './palette.ts';

type EventType = TeamEvent['type'];
type Recorded<Type extends EventType> = Extract<TeamEvent, { type: Type }> & Pick<RecordedEvent, 'at'>;

/** Each event in words, behind the name of whom it happened to. */
export const eventPhrases: { readonly [Type in EventType]: (event: Recorded<Type>) => string } = {
  'apply-started': ({ steps }) => `apply began, with ${steps} ${steps === 1 ? 'step' : 'steps'}`,
  'apply-ended': ({ outcome }) => `apply ended: ${outcome}`,
  launched: ({ epoch, resumed, cause }) => `launch ${epoch} started, ${resumed ? 'its conversation goes on' : 'a new conversation'}: ${cause}`,
  closed: ({ epoch, cause }) => `launch ${epoch} closed: ${cause}`,
  'worktree-changed': ({ what, cause }) => `worktree ${what}: ${cause}`,
  'work-saved': ({ ref, commit }) => `work saved to ${ref} (${commit.slice(0, 12)})`,
  'step-failed': ({ reason }) => `step failed: ${reason}`,
  down: () => 'taken down',
  ready: ({ epoch }) => `launch ${epoch} ready for its first prompt`,
  ended: ({ how, kind }) => `its program ended, ${endPhrases[kind]}: ${how}`,
  'retry-planned': ({ retryAt, crashes, at }) => `${retryAt > at ? `started again in ${formatDuration(retryAt - at)}` : 'started again at once'}${crashes === 0 ? '' : `, after ${crashes} ${crashes === 1 ? 'crash' : 'crashes'}`}`,
  quarantined: ({ because }) => `quarantined until a person restarts it: ${because}`,
  held: ({ because }) => `held: ${because}`,
  released: () => 'released from its hold',
  parked: ({ account, until }) => `parked until ${until === undefined ? 'an unknown time' : new Date(until).toISOString()}: the usage limit of ${account}`,
  woken: ({ because }) => `woken: ${because}`,
  stuck: ({ since, done, at }) => `stuck for ${formatDuration(at - since)}: ${done}`,
  'context-nearly-full': ({ used, window }) => `context nearly full: ${Math.floor((used / window) * 100)}% of ${window} tokens`,
  'over-memory-limit': ({ bytes, measure, limit, done }) => `holds ${formatMemory(bytes)} (${measure.toUpperCase()}), and may hold ${formatMemory(limit)}: ${done}`,
  health: ({ status, detail }) => `now ${status}${detail === undefined ? '' : ` (${detail})`}`,
  drift: ({ cause, waitsFor }) => `otherwise than the manifest: ${cause}${waitsFor === undefined ? '' : `; waits for ${waitsFor}`}`,
  message: ({ message, state }) => `message ${message} ${receiptPhrases[state]}`,
  mission: ({ state, by, because }) => `mission ${state}${by === undefined ? '' : `, ${seatIn(by)}`}${because === undefined ? '' : `: ${because}`}`,
  mail: ({ mail, from, to, kind, channel, replyTo }) => `${kind} ${mail} from ${calledBy(from)} to ${channel ?? to.map(calledBy).join(', ')}${replyTo === undefined ? '' : `, in answer to ${replyTo}`}`,
  'mail-damped': ({ to, because }) => `a message to ${to.map(calledBy).join(', ')} is not sent: ${because}`,
  uncommitted: ({ since, done, at }) => `work uncommitted for ${formatDuration(at - since)}: ${done}`,
  'commit-refused': ({ commit, because }) => `commit ${commit.slice(0, 10)} is sent back: ${because}`,
  merge: ({ into, state, commit, because, by }) => `${mergePhrases[state]} ${into}${state === 'merged' ? ` at ${commit.slice(0, 10)}` : ''}${because === undefined ? '' : `: ${because}`}${by === undefined ? '' : `; ${seatIn(by)} puts it right`}`,
  tagged: ({ tag, commit }) => `tagged ${tag} (${commit.slice(0, 10)})`,
  checkin: (event) => `check-in ${checkinPhrases[event.state]}${'due' in event ? ` (due ${new Date(event.due).toISOString()})` : ''}${event.because === undefined ? '' : `: ${event.because}`}`,
  reaction: ({ on, event, did, state, because }) => `on ${on} (event ${event}): ${did}, ${state}${because === undefined ? '' : `: ${because}`}`,
  notified: ({ target, what, state, because }) => `${target} ${notifiedPhrases[state]}: ${what}${because === undefined ? '' : ` (${because})`}`,
  keeping: ({ because }) => `kept by the supervisor: ${because}`,
  'let-go': ({ because }) => `no longer kept by the supervisor: ${because}`,
  paused: ({ because }) => `paused: ${because}`,
  resumed: () => 'resumed',
  'look-failed': ({ reason }) => `could not be looked at, and nothing was changed: ${reason}`,
  'redis-away': ({ because }) => `goes on alone, Redis is away: ${because}`,
  'redis-back': () => 'Redis is back',
  'host-lost': ({ host, silentMs }) => `nothing is heard of the host ${host} for ${formatDuration(silentMs)}: its missions are taken back`,
  'host-back': ({ host }) => `the host ${host} is heard of again`,
};

const mergePhrases: Readonly<Record<'merged' | 'conflict' | 'failed' | 'waiting', string>> = {
  merged: 'merged into',
  conflict: 'conflicts with',
  failed: 'is not merged, its check fails on top of',
  waiting: 'waits to be merged into',
};

const endPhrases: Readonly<Record<EndKind, string>> = {
  clean: 'by itself',
  crash: 'a crash',
  limit: 'at a usage limit',
  'context-full': 'with its context full',
  auth: 'for want of a login',
  'killed-by-a-person': 'by a person\'s hand',
  'lost-with-its-server': 'with its tmux server',
};

const checkinPhrases: Readonly<Record<CheckinEvent['state'], string>> = {
  told: 'told',
  skipped: 'skipped',
  answered: 'answered',
  unanswered: 'unanswered',
  unknown: 'told; whether it was answered can not be known',
  added: 'added',
  changed: 'changed',
  cancelled: 'cancelled',
};
const notifiedPhrases: Readonly<Record<'sent' | 'late' | 'failed', string>> = { sent: 'is told', late: 'is not told yet', failed: 'is not told, and that is given up' };

const receiptPhrases: Readonly<Record<ReceiptState, string>> = {
  queued: 'is queued',
  held: 'is held back',
  typing: 'is being typed',
  typed: 'is typed',
  submitted: 'is submitted',
  acknowledged: 'is acknowledged',
  failed: 'has failed',
};

/** What happened, in words of one line. */
export function eventPhrase(event: RecordedEvent): string {
  const phrase = eventPhrases[event.type] as (event: RecordedEvent) => string; // each takes the type that it is named after
  return phrase(event).replace(/\p{Cc}+/gu, ' ').trim();
}

/** One line: when, the team, whom it happened to, and what it was. */
export function eventText(event: RecordedEvent, color: boolean): string {
  const { bold, faint } = palette(color);
  const who = 'address' in event ? [bold(seatIn(event.address))] : [];
  return [faint(new Date(event.at).toISOString()), event.team, ...who, eventPhrase(event)].join('  ');
}

/** Of all events, the fields that hold a moment. */
const moments: ReadonlySet<string> = new Set(['at', 'retryAt', 'until', 'since', 'due']);

/** As `schemas/events.schema.json` describes it. */
export function eventJson({ id, team, at, type, ...rest }: RecordedEvent): Readonly<Record<string, unknown>> {
  const event = Object.entries({ id, team, at, type, ...rest });
  return { version: 1, ...Object.fromEntries(event.map(([name, value]) => [name, moments.has(name) ? new Date(value as number).toISOString() : value])) };
}
