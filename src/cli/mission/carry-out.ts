import { HostError } from '../../host/host-error.ts';
import { pokeSupervisor } from '../../host/poke.ts';
import { eventsAfter, promptsAfter } from '../../missions/follow-up.ts';
import { afterDeed, isRefused, type Deed, type Refused } from '../../missions/transition.ts';
import type { MissionSeat } from '../../missions/seat.ts';
import { holderOf } from '../../missions/tries.ts';
import type { Address } from '../../state/address.ts';
import type { Message } from '../../state/message.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { messageOf } from '../../supervisor/messenger.ts';
import { UsageError } from '../command.ts';
import { bring } from './bring.ts';
import { seatsEverywhere } from './seats-now.ts';
import type { MissionCall } from './verb.ts';

/** What is to be done to a mission, and why, as an event tells it. */
export interface Intent {
  /** Asked for the record as it is when it is changed: it may have come to another state meanwhile. */
  readonly deed: (record: MissionRecord) => Deed | Refused;
  readonly because?: string;
  /** Whether its member, or somebody's superior, may have to be told. */
  readonly concernsOthers?: boolean;
}

/** A mission after what was done to it, and whether a supervisor sees to what follows. */
export interface Outcome {
  readonly record: MissionRecord;
  readonly isKept: boolean;
}

/**
 * Does a deed to a mission, and keeps with it what is told of it and what members are to be told, as one change; then has the
 * supervisor look. Throws a UsageError in the words of a refusal.
 */
export async function carryOut(record: MissionRecord, intent: Intent, call: MissionCall): Promise<Outcome> {
  const { team, host: { store, clock } } = call;
  const { address } = record.mission;
  const seats = intent.concernsOthers === true && holderOf(record) !== undefined ? await seatsToTell(call) : [];
  const now = clock.now();
  const texts = store.keptTeam(team.name)?.desired.prompts;
  const seen: { after?: MissionRecord | Refused; told: readonly Message[] } = { told: [] };
  await store.together(() => {
    seen.after = store.missions.change(team.name, address, (before) => {
      const deed = intent.deed(before);
      const after = isRefused(deed) ? deed : afterDeed(before, deed, now);
      if (isRefused(deed) || isRefused(after)) return after;
      const events = eventsAfter({ before, deed, after });
      store.append(team.name, now, events.map((event) => ({ ...event, ...(intent.because === undefined ? {} : { because: intent.because }) })));
      seen.told = promptsAfter({ before, deed, after }, seats, texts).filter(({ to }) => !isCaller(to, call)).map((prompt) => store.messages.enqueue(messageOf(team.name, prompt, now)));
      return after;
    });
  });
  if (seen.after === undefined) throw new Error(`nothing was decided about ${address}`);
  if (isRefused(seen.after)) throw refusal(seen.after);
  const isKept = await lookNow(call);
  await bring(seen.told, call);
  return { record: seen.after, isKept };
}

/** Where tmux can not be looked at, as from a sandbox, the deed is done all the same: the store alone is needed for it. */
async function seatsToTell(call: MissionCall): Promise<readonly MissionSeat[]> {
  try {
    return await seatsEverywhere(call);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    call.invocation.terminal.err(`Nobody else is told of it: ${error.message}`);
    return [];
  }
}

/** Who did it knows of it. */
function isCaller(member: Address, { caller }: MissionCall): boolean {
  return caller.is === 'member' && caller.address === member;
}

/** Has the supervisor look. False where none keeps the team: nothing follows until one does. */
export async function lookNow({ team, host: { store } }: Pick<MissionCall, 'team' | 'host'>): Promise<boolean> {
  return (await pokeSupervisor(store.directory)) && store.keptTeam(team.name) !== undefined;
}

/** The first sentence says what is so, the rest what would help. */
function refusal({ refused }: Refused): UsageError {
  const [, sentence = refused, rest] = /^(.*?[.])(?: ([A-Z].*))?$/s.exec(refused) ?? [];
  return new UsageError(sentence, rest);
}
