import type { TeamEvent } from '../state/event.ts';
import { eventKinds } from './kinds.ts';

type Named = { readonly [Type in TeamEvent['type']]?: string | ((event: Extract<TeamEvent, { type: Type }>) => string) };

/** What `on` calls what the store has by another name. All else is called as its type, by its first word: `host-lost` is `host.lost`. */
const names: Named = {
  mission: ({ state }) => `mission.${state}`,
  message: ({ state }) => `message.${state}`,
  health: ({ status }) => (status === 'waiting' ? 'question.open' : `member.${status}`),
  merge: ({ state }) => (state === 'merged' ? 'merge.done' : `merge.${state}`),
  checkin: ({ state }) => `checkin.${state}`,
  tagged: 'mission.tagged',
  uncommitted: 'work.uncommitted',
  mail: 'mail.sent',
  parked: 'limit.parked',
  stuck: 'member.stuck',
  quarantined: 'member.quarantined',
  held: 'member.held',
  released: 'member.released',
  ended: 'member.ended',
  'retry-planned': 'member.restarting',
  launched: 'member.launched',
  ready: 'member.ready',
  closed: 'member.closed',
  woken: 'member.woken',
  drift: 'member.drifted',
  'context-nearly-full': 'member.context-nearly-full',
  'over-memory-limit': 'member.over-memory',
  'apply-ended': 'team.applied',
  keeping: 'team.kept',
  paused: 'team.paused',
  resumed: 'team.resumed',
};

/** What `on` calls it; undefined for what nothing can be done about, since nobody keeps the team then, or it is of no interest. */
export function nameOf(event: TeamEvent): string | undefined {
  const known = names[event.type] as string | ((event: TeamEvent) => string) | undefined; // each takes the type that it is named after
  const name = typeof known === 'function' ? known(event) : (known ?? event.type.replace('-', '.'));
  return Object.hasOwn(eventKinds, name) ? name : undefined;
}
