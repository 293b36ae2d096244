import { either, quote } from '../../diagnostics/words.ts';
import type { MissionSeat } from '../../missions/seat.ts';
import { seatIn, type Address } from '../../state/address.ts';
import { nearest } from '../../util/suggest.ts';
import { UsageError } from '../command.ts';
import { projectOf } from './caller.ts';
import { everybodyIn, type Colleague } from './everybody.ts';
import { nameOf } from './named.ts';
import type { MissionCall } from './verb.ts';

/** The PM and the engineers of a project. */
export function staffOf(project: string, call: Pick<MissionCall, 'team' | 'host'>): readonly Colleague[] {
  return everybodyIn(call).filter(({ address }) => projectOf(address) === project);
}

/**
 * Whom a mission can go to, as the manifest has it: a member's name, or the common name of several with a count. A seat or an
 * address of that project does, too. Throws a UsageError for anybody else.
 */
export function recipientNamed(named: string, project: string, call: MissionCall): string {
  const staff = staffOf(project, call);
  const exact = staff.find(({ address }) => address === named || seatIn(address) === named);
  const name = exact === undefined ? named : nameOf(exact.address);
  if (membersMeant(name, staff).length > 0) return name;
  const names = recipients(staff);
  const meant = nearest(name, names);
  throw new UsageError(`The project ${quote(project)} has no member ${quote(named)}.`, meant === undefined ? `It has ${either(names)}.` : `Did you mean ${meant}?`);
}

/** Those whom a name means: the member of that name, or else the copies of it that a count makes. */
export function membersMeant(name: string, staff: readonly Colleague[]): readonly Colleague[] {
  const exact = staff.filter(({ address }) => nameOf(address) === name);
  return exact.length > 0 ? exact : staff.filter(({ address }) => commonName(address) === name && nameOf(address) !== name);
}

function recipients(staff: readonly Colleague[]): readonly string[] {
  return [...new Set(staff.flatMap(({ address }) => [nameOf(address), commonName(address)]))];
}

/** Of `search-2` it is `search`. */
function commonName(address: Address): string {
  return nameOf(address).replace(/-[1-9]\d*$/, '');
}

/** The staff as assignment sees it, were all of it free. */
export function seatsOf(staff: readonly Colleague[]): readonly MissionSeat[] {
  return staff.map(({ address, seat, role, tool, model }) => {
    const project = projectOf(address);
    return { address, name: nameOf(address), seat, role, tool, model, state: 'free', since: 0, ...(project === undefined ? {} : { project }) };
  });
}
