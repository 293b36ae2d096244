import type { Host } from '../host/host.ts';
import type { ObservedPane } from '../state/observed.ts';

/** How long an agent has to put its things away before it is killed. */
const graceMs = 3000;

/** Ends what runs in a pane and all that it started, also what left its parent behind. The pane itself stays. */
export async function endPane(pane: ObservedPane, host: Host): Promise<void> {
  const processes = await host.processes.ofPane(pane);
  await host.processes.end(processes, graceMs);
}
