import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Care } from '../state/care.ts';
import type { KeptTeam } from '../state/kept-team.ts';

/** One applied team in short. */
export interface TeamOverview {
  readonly team: AppliedTeam;
  /** How many of its members run, or in a sentence why that can not be told. */
  readonly alive: number | { readonly problem: string };
  readonly manifestStands: boolean;
  /** Absent where the supervisor is not to keep it. */
  readonly kept?: KeptTeam;
  readonly cares: readonly Care[];
}

/** Every team that was applied. A tmux server that can not be looked at leaves only its own teams in the dark. */
export function observeTeams({ store, files, tmuxAt }: Pick<Host, 'store' | 'files' | 'tmuxAt'>): Promise<TeamOverview[]> {
  return Promise.all(store.teams().map(async (team) => {
    const kept = store.keptTeam(team.name);
    return {
      team,
      alive: await aliveIn(team, tmuxAt),
      manifestStands: files.readText(team.file) !== undefined,
      ...(kept === undefined ? {} : { kept }),
      cares: store.cares(team.name),
    };
  }));
}

async function aliveIn({ name, tmux, members }: AppliedTeam, tmuxAt: Host['tmuxAt']): Promise<TeamOverview['alive']> {
  try {
    const seen = await tmuxAt(tmux).observe();
    const own = new Set(members.map(({ address }) => address));
    const panes = seen.running ? seen.panes.filter(({ tag, dead }) => tag?.team === name && dead === undefined && own.has(tag.address)) : [];
    return new Set(panes.map(({ tag }) => tag?.address)).size;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { problem: error.message };
  }
}
