import { readText } from '../host/files.ts';
import type { Snapshot, Withheld } from '../snapshot/document.ts';
import { valuesAt, withValues } from '../snapshot/withhold.ts';
import { UsageError, type Invocation } from './command.ts';
import { openManifest, type OpenTeam } from './open-team.ts';
import { openStoreFor } from './team-world.ts';

/**
 * A snapshot's manifest as a team, with those values that no snapshot holds: each from its variable, from the manifest
 * as it stands now, or from what the store knows of the last apply. Throws a UsageError where one is nowhere.
 */
export async function openSnapshot({ coders }: Snapshot, invocation: Invocation): Promise<OpenTeam> {
  const { team, manifest: { file, text, withheld } } = coders;
  const values = await valuesOf(coders, invocation);
  const missing = withheld.filter(({ variable }) => !values.has(variable));
  if (missing.length > 0) throw noValues(missing, coders.id);
  const open = await openManifest(file, invocation, withValues(text, values));
  if (open.manifest.team !== team) throw new UsageError(`The snapshot is of team ${team}, and its manifest names team ${open.manifest.team}.`, 'Restore a snapshot as coders snapshot wrote it.');
  return open;
}

async function valuesOf({ team, manifest: { file, withheld } }: Snapshot['coders'], invocation: Invocation): Promise<ReadonlyMap<string, string>> {
  if (withheld.length === 0) return new Map();
  const given = withheld.flatMap(({ variable }) => {
    const value = invocation.environment[variable];
    return value === undefined ? [] : [[variable, value.replaceAll('$', '$$$$')] as const]; // a value, and no reference
  });
  const [remembered, now] = [await valuesAt(withheld, file, appliedText(team, invocation) ?? ''), await valuesAt(withheld, file, readText(file) ?? '')];
  return new Map([...remembered, ...now, ...given]);
}

function appliedText(team: string, invocation: Invocation): string | undefined {
  const store = openStoreFor(invocation);
  try {
    return store.team(team)?.text;
  } finally {
    store.close();
  }
}

function noValues(missing: readonly Withheld[], id: string): UsageError {
  const list = missing.map(({ variable, path }) => `  ${path.join('.')} (${variable})`).join('\n');
  return new UsageError(`A snapshot holds no values of variables, and these stand neither in the manifest now nor in the store:\n${list}`, `Give each: ${missing[0]!.variable}=… coders restore ${id}`);
}
