import { quote } from '../../diagnostics/words.ts';
import { seatIn, type Address } from '../../state/address.ts';
import { nearest } from '../../util/suggest.ts';
import { UsageError } from '../command.ts';
import { nameOf } from './named.ts';
import type { MissionCall } from './verb.ts';

/**
 * The missions that a new one of this name waits for. Nothing waits for the new one yet, so only itself could close a ring.
 * Throws a UsageError for one that its project does not have.
 */
export function awaitedBy(name: string, project: string, { invocation: { options }, host, team }: MissionCall): readonly Address[] {
  const named = options.texts('after').flatMap((list) => list.split(',')).map((one) => one.trim()).filter((one) => one !== '');
  const known = named.length === 0 ? [] : host.store.missions.ofTeam(team.name).filter(({ mission }) => mission.project === project).map(({ mission }) => mission.address);
  return [...new Set(named)].map((one) => {
    const address = `mission/${project}/${nameOf(one)}`;
    if (nameOf(one) === name) throw new UsageError(`The mission ${quote(name)} would wait for itself.`, `Leave ${quote(one)} out of --after.`);
    if (known.includes(address) && [nameOf(address), seatIn(address), address].includes(one)) return address;
    const meant = nearest(one, known.map(nameOf));
    throw new UsageError(`The project ${quote(project)} has no mission ${quote(one)} to wait for.`, meant === undefined ? 'A mission waits for missions of its own project.' : `Did you mean ${meant}?`);
  });
}
