import type { Host } from '../host/host.ts';
import { findRivals } from '../reconcile/rivals.ts';
import { UsageError } from './command.ts';
import type { OpenTeam } from './open-team.ts';

/** Throws a UsageError while a team runs that this one would run into, or leave running unseen. */
export async function refuseRivals({ desired, manifest }: OpenTeam, host: Host): Promise<void> {
  const [rival] = await findRivals({ desired, file: manifest.file }, host);
  if (rival === undefined) return;
  const windows = `${rival.windows} ${rival.windows === 1 ? 'window' : 'windows'}`;
  throw new UsageError(`Team ${rival.team} still runs, with ${windows}: ${rival.because}.`, `Take it down first: coders down ${rival.team}`);
}
