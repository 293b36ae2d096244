import { join } from 'node:path';
import { createHost, type Host } from '../host/host.ts';
import { openStore, type Store } from '../host/store/store.ts';
import type { TmuxSettings } from '../manifest/manifest.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

export function openStoreFor({ environment }: Invocation): Store {
  return openStore(stateDirectoryOf(environment));
}

/** Folder of the programs that ship with the package. */
export function packagePrograms({ packageDirectory }: Pick<Invocation, 'packageDirectory'>): string {
  return join(packageDirectory, 'dist');
}

/** Runs `work` with the world of one team, and lets go of it whatever happens. */
export async function withHost<Result>(tmux: TmuxSettings, invocation: Invocation, work: (host: Host) => Promise<Result>, store = openStoreFor(invocation)): Promise<Result> {
  const host = createHost({ tmux, environment: invocation.environment, store, packageDirectory: packagePrograms(invocation) });
  try {
    return await work(host);
  } finally {
    store.close();
  }
}

/** The same for a team that was applied before, on that team's own tmux server. */
export async function withAppliedTeam<Result>(
  find: (store: Store) => AppliedTeam | Promise<AppliedTeam>,
  invocation: Invocation,
  work: (team: AppliedTeam, host: Host) => Promise<Result>,
): Promise<Result> {
  const store = openStoreFor(invocation);
  const team = await find(store);
  return withHost(team.tmux, invocation, (host) => work(team, host), store);
}
