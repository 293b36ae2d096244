import type { Host } from '../../host/host.ts';
import { sessionOf } from '../../host/redis/older-tools/names.ts';
import { identify, type IdentifiedPane } from '../../plan/identity.ts';

/** A member that has a pane now. */
export interface PresentMember extends IdentifiedPane {
  readonly session: string;
  /** Its program runs. */
  readonly isLiving: boolean;
}

/** All members of a team that have a pane on this host now. Throws a HostError where tmux can not be asked. */
export async function presentMembers(team: string, { tmux, store, processes }: Host): Promise<readonly PresentMember[]> {
  const { byAddress } = identify(team, { tmux: await tmux.observe(), launches: store.launches(team) });
  return [...byAddress.values()].map((identified) => ({
    ...identified,
    session: sessionOf(team, identified.address),
    isLiving: identified.pane.dead === undefined && processes.isRunning(identified.pane.pid),
  }));
}
