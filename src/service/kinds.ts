import { cron } from './cron.ts';
import type { ServiceKind, Surroundings } from './kind.ts';
import { launchd } from './launchd.ts';
import { systemd } from './systemd.ts';

/** The first that is here is the one to use. */
export const serviceKinds: readonly ServiceKind[] = [launchd, systemd, cron];

/** The kind for this system; undefined where it has none. */
export function kindHere(surroundings: Surroundings): ServiceKind | undefined {
  return serviceKinds.find((kind) => kind.isHere(surroundings));
}
