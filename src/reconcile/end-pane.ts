import type { Host } from '../host/host.ts';
import type { ProcessIdentity } from '../host/processes/process-table.ts';
import type { Address } from '../state/address.ts';
import type { ObservedPane } from '../state/observed.ts';

/** How long an agent has to put its things away before it is killed. */
const graceMs = 3000;

/** Ends what runs in a pane and all that it started, also what left its parent behind. The pane itself stays. */
export async function endPane(pane: ObservedPane, host: Host): Promise<void> {
  await endAll(() => host.processes.ofPane(pane), host);
}

/** Ends what launches of a team, or of one member, left running without a window. */
export async function endSurvivors(team: string, host: Host, address?: Address): Promise<void> {
  await endAll(() => host.processes.ofTeam({ team, socket: host.tmux.socket, ...(address === undefined ? {} : { address }) }), host);
}

const rounds = 5;

/** What is asked to end may start something new on its way: that is killed at once. */
async function endAll(look: () => Promise<readonly ProcessIdentity[]>, { processes }: Host): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    const found = await look();
    if (found.length === 0) return;
    await processes.end(found, round === 1 ? graceMs : 0);
  }
}
