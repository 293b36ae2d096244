import { watch, type WatchRequest } from '../report/watch-events.ts';
import type { Address } from '../state/address.ts';
import type { RecordedEvent } from '../state/event.ts';
import { configured } from './configuration.ts';
import { teamMeant } from './reference.ts';

/** Something that happened to an agent. */
export interface AgentEvent {
  /** `spawn`, `restart`, `crash`, `exit`, `health`, `task_start`, `task_complete`, `task_fail`; else the event's own type, such as `parked`. */
  readonly type: string;
  /** The agent's address; that of the mission where nobody has it. */
  readonly agentId: Address;
  readonly team: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** All of it, as `watch` tells it. */
  readonly data: RecordedEvent;
}

/** Which events: of the team that is named or configured, else of all. */
export type WatchAllOptions = Pick<WatchRequest, 'team' | 'since' | 'signal'>;

/** What happens to agents, in order and each once. Leave the loop, or abort the signal, to end it. */
export async function* watchAll(request: WatchAllOptions = {}): AsyncGenerator<AgentEvent, void> {
  const { stateDirectory } = configured();
  const team = teamMeant(request.team === undefined ? {} : { team: request.team });
  for await (const event of watch({ ...request, ...(team === undefined ? {} : { team }), ...(stateDirectory === undefined ? {} : { stateDirectory }) })) {
    const told = agentEvent(event);
    if (told !== undefined) yield told;
  }
}

/** Undefined for what happened to a team as a whole. */
function agentEvent(event: RecordedEvent): AgentEvent | undefined {
  if (!('address' in event) || event.address.startsWith('worktree/')) return undefined;
  const { team, at, address } = event;
  const agentId = event.type === 'mission' ? event.by ?? address : address;
  return { type: typeOf(event), agentId, team, at, data: event };
}

const missionTypes: Readonly<Record<string, string>> = { working: 'task_start', done: 'task_complete', failed: 'task_fail' };

function typeOf(event: RecordedEvent): string {
  if (event.type === 'launched') return event.epoch === 1 ? 'spawn' : 'restart';
  if (event.type === 'ended') return event.kind === 'crash' ? 'crash' : 'exit';
  if (event.type === 'mission') return missionTypes[event.state] ?? event.type;
  return event.type;
}
