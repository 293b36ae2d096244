import type { Store } from '../host/store/store.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { nearest } from '../util/suggest.ts';
import { UsageError, type Invocation } from './command.ts';
import { kind } from '../host/files.ts';
import { findManifest } from './locations.ts';
import { openTeam } from './open-team.ts';

/**
 * The applied team that a person means: a team's name, or a manifest, or team.yaml here or above; else the only one
 * there is. The manifest is read only when it was not applied from that place, so this works after it was deleted.
 */
export async function appliedTeamNamed(named: string | undefined, store: Store, invocation: Invocation): Promise<AppliedTeam> {
  const byName = named === undefined ? undefined : store.team(named);
  if (byName !== undefined) return byName;
  const file = manifestFor(named, store, invocation);
  if (typeof file !== 'string') return file;
  const byFile = store.teamOfFile(file);
  if (byFile !== undefined) return byFile;
  const { manifest } = await openTeam(file, invocation);
  const name = manifest.team;
  const applied = store.team(name);
  if (applied !== undefined) return applied;
  throw new UsageError(`Team ${name} has not been applied yet.`, 'Run coders apply first.');
}

function manifestFor(named: string | undefined, store: Store, { directory }: Invocation): string | AppliedTeam {
  if (named !== undefined && kind(named) === undefined && !/[./]/.test(named)) throw unknownTeam(named, store.teams());
  try {
    return findManifest(named, directory);
  } catch (error) {
    const [only, ...others] = store.teams();
    if (named !== undefined || only === undefined || others.length > 0 || !(error instanceof UsageError)) throw error;
    return only;
  }
}

function unknownTeam(named: string, teams: readonly AppliedTeam[]): UsageError {
  const names = teams.map(({ name }) => name);
  const meant = nearest(named, names);
  const hint = meant !== undefined ? `Did you mean ${meant}?` : names.length === 0 ? 'No team has been applied yet.' : `Applied teams are ${names.join(', ')}.`;
  return new UsageError(`There is no applied team "${named}", and no file of that name.`, hint);
}
