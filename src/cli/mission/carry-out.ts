import { pokeSupervisor } from '../../host/poke.ts';
import { afterDeed, isRefused, type Deed, type Refused } from '../../missions/transition.ts';
import { holderOf } from '../../missions/tries.ts';
import type { MissionEvent } from '../../state/event.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { UsageError } from '../command.ts';
import type { MissionCall } from './verb.ts';

/** What is to be done to a mission, and why, as an event tells it. */
export interface Intent {
  /** Asked for the record as it is when it is changed: it may have come to another state meanwhile. */
  readonly deed: (record: MissionRecord) => Deed | Refused;
  readonly because?: string;
}

/** A mission after what was done to it, and whether a supervisor sees to what follows. */
export interface Outcome {
  readonly record: MissionRecord;
  readonly isKept: boolean;
}

/** Does a deed to a mission and records it as one change, then has the supervisor look. Throws a UsageError in the words of a refusal. */
export async function carryOut({ mission: { address } }: MissionRecord, intent: Intent, call: MissionCall): Promise<Outcome> {
  const { team, host: { store, clock } } = call;
  const now = clock.now();
  const seen: { before?: MissionRecord; after?: MissionRecord | Refused } = {};
  await store.together(() => {
    seen.after = store.missions.change(team.name, address, (record) => {
      seen.before = record;
      const deed = intent.deed(record);
      return isRefused(deed) ? deed : afterDeed(record, deed, now);
    });
    if (!isRefused(seen.after) && seen.after !== seen.before) store.append(team.name, now, [eventOf(seen.after, intent.because)]);
  });
  const { after } = seen;
  if (after === undefined) throw new Error(`nothing was decided about ${address}`);
  if (isRefused(after)) throw refusal(after);
  return { record: after, isKept: await lookNow(call) };
}

/** Has the supervisor look. False where none keeps the team: nothing follows until one does. */
export async function lookNow({ team, host: { store } }: MissionCall): Promise<boolean> {
  return (await pokeSupervisor(store.directory)) && store.keptTeam(team.name) !== undefined;
}

/** That a mission has come to a state. */
export function eventOf(record: MissionRecord, because?: string): MissionEvent {
  const { state, mission: { address } } = record;
  const by = state.state === 'done' ? state.by : holderOf(record);
  return { type: 'mission', address, state: state.state, ...(by === undefined ? {} : { by }), ...(because === undefined ? {} : { because }) };
}

/** The first sentence says what is so, the rest what would help. */
function refusal({ refused }: Refused): UsageError {
  const [, sentence = refused, rest] = /^(.*?[.])(?: ([A-Z].*))?$/s.exec(refused) ?? [];
  return new UsageError(sentence, rest);
}
