import { either, quote } from '../../diagnostics/words.ts';
import { holderOf } from '../../missions/tries.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { nearest } from '../../util/suggest.ts';
import { UsageError } from '../command.ts';
import { projectOf } from './caller.ts';
import { everybodyIn } from './everybody.ts';
import type { MissionCall } from './verb.ts';

/** The projects of a team, in the manifest's order. */
export function projectsOf(call: Pick<MissionCall, 'team' | 'host'>): readonly string[] {
  return [...new Set(everybodyIn(call).flatMap(({ address }) => projectOf(address) ?? []))];
}

/**
 * The mission that somebody means: its address, its seat (`storefront/cart-api`), or its name, where a member's own project
 * comes first. Throws a UsageError that says what it may be.
 */
export function missionNamed(name: string, call: MissionCall): MissionRecord {
  const { store: { missions } } = call.host;
  const own = call.caller.is === 'member' ? call.caller.project : undefined;
  const near = own === undefined ? undefined : missions.find(call.team.name, `mission/${own}/${name}`);
  if (near !== undefined) return near;
  const all = missions.ofTeam(call.team.name);
  const exact = all.find(({ mission: { address } }) => address === name || seatIn(address) === name);
  if (exact !== undefined) return exact;
  const byName = all.filter(({ mission }) => nameOf(mission.address) === name);
  if (byName.length === 1) return byName[0]!;
  if (byName.length > 1) throw new UsageError(`${quote(name)} may be ${either(byName.map(({ mission }) => seatIn(mission.address)))}.`, 'Name it with its project.');
  throw unknownMission(name, all);
}

/** The mission that the first word names, or the caller's own where there is none. */
export function missionOrOwn(name: string | undefined, call: MissionCall): MissionRecord {
  if (name !== undefined) return missionNamed(name, call);
  const { caller, verb } = call;
  if (caller.is === 'person') throw new UsageError(`coders mission ${verb} needs a mission.`, `For example: coders mission ${verb} cart-api. Only a member of the team may leave it out: its own is meant then.`);
  const own = ownMission(call);
  if (own === undefined) throw new UsageError(`${quote(seatIn(caller.address))} has no mission now.`, 'coders mission list shows whose each is.');
  return own;
}

/** The mission that a member has now. */
export function ownMission({ caller, team, host }: MissionCall): MissionRecord | undefined {
  if (caller.is === 'person') return undefined;
  return host.store.missions.open(team.name).find((record) => holderOf(record) === caller.address);
}

/** The name that a mission has in its project. */
export function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

function unknownMission(name: string, all: readonly MissionRecord[]): UsageError {
  const seats = all.map(({ mission }) => seatIn(mission.address));
  const meant = nearest(seatIn(name), seats) ?? seats.find((seat) => nameOf(seat) === nearest(nameOf(name), seats.map(nameOf)));
  const hint = meant !== undefined ? `Did you mean ${meant}?` : seats.length === 0 ? 'It has none yet: the manifest has them under missions, and coders mission add adds one.' : 'coders mission list --all shows them.';
  return new UsageError(`The team has no mission ${quote(name)}.`, hint);
}
