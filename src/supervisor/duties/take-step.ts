import { sendable } from '../../delivery/sendable.ts';
import { holdFor } from '../../health/restart.ts';
import type { Prompt } from '../../health/tend/patient.ts';
import type { Store } from '../../host/store/store.ts';
import type { Notice } from '../../reactions/notice.ts';
import type { ReadyStep } from '../../reactions/ready-step.ts';
import { addressOf, seatIn, type Address } from '../../state/address.ts';
import { carefree } from '../../state/care.ts';
import type { RecordedEvent, TeamEvent } from '../../state/event.ts';
import type { KeptTeam } from '../../state/kept-team.ts';
import { messageId, messageOf } from '../messenger.ts';

/** What a step is taken with: within a transaction, and because of an event. */
export interface Stepping {
  /** What the event is called in the rule. */
  readonly on: string;
  readonly event: RecordedEvent;
  readonly kept: KeptTeam;
  readonly store: Store;
  readonly now: number;
  /** False where there is no such target. */
  tell(notice: Notice): boolean;
}

/** What a step led to. */
export interface Taken {
  readonly events: readonly TeamEvent[];
  readonly prompts: readonly Prompt[];
  /** What it may yet be heard of: it goes back to this step. */
  readonly subjects: readonly string[];
  readonly isChanged: boolean;
}

type Take<Type extends ReadyStep['type']> = (step: Extract<ReadyStep, { type: Type }>, key: string, stepping: Stepping) => Taken;

const takes: { readonly [Type in ReadyStep['type']]: Take<Type> } = { message, mission, command, notify, pause };

/** Takes one step. `key` is its own among all that follow from the event, and the same whenever it is decided. */
export function takeStep(step: ReadyStep, key: string, stepping: Stepping): Taken {
  const take = takes[step.type] as (step: ReadyStep, key: string, stepping: Stepping) => Taken; // each takes the type that it is named after
  return take(step, key, stepping);
}

function done(did: string, { on, event }: Stepping, more: Partial<Taken> = {}): Taken {
  return { prompts: [], subjects: [], isChanged: false, ...more, events: [{ type: 'reaction', on, event: event.id, did, state: 'done' }, ...(more.events ?? [])] };
}

function failed(did: string, { on, event }: Stepping, because: string): Taken {
  return { events: [{ type: 'reaction', on, event: event.id, did, state: 'failed', because }], prompts: [], subjects: [], isChanged: false };
}

/** What becomes of it is told when it has ended. */
const underWay: Taken = { events: [], prompts: [], subjects: [], isChanged: false };

function message({ to, text }: Extract<ReadyStep, { type: 'message' }>, key: string, stepping: Stepping): Taken {
  const { event, kept, store, now } = stepping;
  const address = recipient(to, event, kept);
  if (address === undefined) return failed(`message to ${to}`, stepping, 'nobody of that name is in the team');
  const checked = sendable(text);
  if ('problem' in checked) return failed(`message to ${to}`, stepping, checked.problem);
  const prompt: Prompt = { id: `on:${event.id}:${key}`, to: address, text: checked.text, when: 'idle' };
  store.messages.enqueue(messageOf(kept.name, prompt, now));
  return done(`message to ${seatIn(address)}`, stepping, { prompts: [prompt], subjects: [`message ${messageId(kept.name, prompt.id)}`] });
}

/** A whole name; else one in the project that the event is about; else the only one of that name. On whichever host. */
function recipient(to: string, event: RecordedEvent, { desired: { members, sharing } }: KeptTeam): Address | undefined {
  const addresses = [...members, ...(sharing?.elsewhere ?? [])].map(({ address }) => address);
  const known = new Set(addresses);
  const project = 'address' in event ? /^[^/]+\/([^/]+)\/./.exec(event.address)?.[1] : undefined;
  const whole = [addressOf('member', to), ...(project === undefined ? [] : [addressOf('member', `${project}/${to}`)])].find((address) => known.has(address));
  const alike = addresses.filter((address) => address.endsWith(`/${to}`));
  return whole ?? (alike.length === 1 ? alike[0] : undefined);
}

function mission({ project, name, settings }: Extract<ReadyStep, { type: 'mission' }>, _key: string, stepping: Stepping): Taken {
  const { event, kept, store, now } = stepping;
  const address = addressOf('mission', `${project}/${name}`);
  const did = `mission ${project}/${name}`;
  if (project === '') return failed(did, stepping, 'the event is about no project, and the manifest names none for the mission');
  if (store.missions.find(kept.name, address) !== undefined) return failed(did, stepping, 'there is one of that name already');
  store.missions.put(kept.name, { mission: { address, project, origin: 'added', after: [], ...settings }, state: { state: 'waiting', since: now }, tries: [], addedAt: now });
  return done(`${did} is added`, stepping, { subjects: [address], isChanged: true, events: [{ type: 'mission', address, state: 'waiting', because: `added because of event ${event.id}` }] });
}

function command({ command: ready }: Extract<ReadyStep, { type: 'command' }>, _key: string, { on, event, kept, store, now }: Stepping): Taken {
  store.reactions.addErrand(kept.name, now, { type: 'command', command: ready, on, event: event.id, isStarted: false });
  return underWay;
}

function notify({ notice }: Extract<ReadyStep, { type: 'notify' }>, _key: string, stepping: Stepping): Taken {
  return stepping.tell(notice) ? underWay : failed(`notification of ${notice.target}`, stepping, 'the manifest has no such target');
}

function pause({ what, member }: Extract<ReadyStep, { type: 'pause' }>, _key: string, stepping: Stepping): Taken {
  return what === 'team' ? pauseTeam(stepping) : pauseMember(member, stepping);
}

function pauseTeam(stepping: Stepping): Taken {
  const { event, kept: { name }, store, now } = stepping;
  const kept = store.keptTeam(name); // as it is now: an earlier step may have paused it
  if (kept === undefined || kept.paused !== undefined) return done('the team is paused already', stepping);
  const because = `the manifest says so on event ${event.id}`;
  store.keepTeam({ ...kept, paused: { at: now, because } });
  return done('the team is paused', stepping, { subjects: ['pause'], isChanged: true, events: [{ type: 'paused', because }] });
}

function pauseMember(member: string, stepping: Stepping): Taken {
  const { event, kept: { name, desired }, store, now } = stepping;
  const address = addressOf('member', member);
  if (!desired.members.some((one) => one.address === address)) return failed('a member is held', stepping, 'the event is about nobody who is in the team on this host');
  const care = store.cares(name).find((one) => one.address === address) ?? carefree(address);
  if (care.hold !== undefined) return done(`${member} is held already`, stepping);
  const { care: held, events } = holdFor(care, `The manifest says so on event ${event.id}`, now);
  store.setCare(name, held);
  return done(`${member} is held`, stepping, { subjects: [`hold ${address}`], isChanged: true, events });
}
