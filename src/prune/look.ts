import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { ObservedPane } from '../state/observed.ts';

/** A team of the store, and what there is of it. */
export interface TeamView {
  readonly team: AppliedTeam;
  readonly kept: boolean;
  readonly manifestStands: boolean;
  /** Its windows, dead ones too, or in a sentence why they can not be looked at. */
  readonly panes: readonly ObservedPane[] | { readonly problem: string };
  /** How many processes its launches left without a window. */
  readonly survivors: number;
  /** Whether its tmux server runs; undefined where that can not be told. */
  readonly isServed: boolean | undefined;
}

export function lookAtTeams(host: Host): Promise<TeamView[]> {
  const { store, files } = host;
  return Promise.all(store.teams().map(async (team) => ({
    team,
    kept: store.keptTeam(team.name) !== undefined,
    manifestStands: files.readText(team.file) !== undefined,
    ...(await windowsOf(team, host)),
  })));
}

/** Its manifest and its windows are gone, nothing runs because of it, and the supervisor is not to keep it. */
export function isDead({ kept, manifestStands, panes, survivors }: TeamView): boolean {
  return !kept && !manifestStands && !('problem' in panes) && panes.length === 0 && survivors === 0;
}

async function windowsOf({ name, tmux: settings }: AppliedTeam, { tmuxAt, processes }: Host): Promise<Pick<TeamView, 'panes' | 'survivors' | 'isServed'>> {
  const tmux = tmuxAt(settings);
  try {
    const [seen, survivors] = await Promise.all([tmux.observe(), processes.ofTeam({ team: name, socket: tmux.socket })]);
    const panes = seen.running ? seen.panes.filter(({ tag }) => tag?.team === name) : [];
    return { panes, survivors: survivors.length, isServed: seen.running };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { panes: { problem: error.message }, survivors: 0, isServed: undefined };
  }
}
