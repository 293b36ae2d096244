import { detachedRef } from '../host/git/branches.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { removeLock } from '../host/leftovers.ts';
import { takeLock } from '../host/lock.ts';
import { removeSnapshotFile } from '../host/snapshot-files.ts';
import { removeStaleSocket } from '../host/tmux/socket.ts';
import { takeSnapshot } from '../snapshot/take.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { spoolsOfTeam } from '../state/spool.ts';
import { merges } from './own-checkouts.ts';
import type { OwnCheckout, Rubbish } from './rubbish.ts';

/** How the clearing of one thing ended. */
export type Cleared = { readonly rubbish: Rubbish; readonly failed?: string };

/** Gives why it did not go, where that is no failure of the host's. */
type Broom<Kind extends Rubbish['is']> = (rubbish: Extract<Rubbish, { is: Kind }>, host: Host) => void | Promise<unknown>;

/** From what it is to how it goes. Git looks once more before it removes a worktree, and refuses where work has come to it. */
const brooms: { readonly [Kind in Rubbish['is']]: Broom<Kind> } = {
  worktree: async ({ team, repository, path }, { git, store }) => {
    await git.removeWorktree(repository, path);
    store.forgetWorktree(team.name, path);
  },
  'worktree-record': async ({ team, repository, path }, { git, store }) => {
    await git.forgetWorktree(repository, path);
    store.forgetWorktree(team.name, path);
  },
  'own-checkout': removeCheckout,
  'merge-checkout': async (checkout, host) => {
    const { of: { team, project } } = checkout;
    const kept = host.store.keptTeam(team);
    return kept !== undefined && merges(kept, project) ? 'The project merges again.' : removeCheckout(checkout, host);
  },
  team: async ({ team }, host) => {
    const hasConversations = host.store.launches(team.name).some(({ conversation }) => conversation !== undefined);
    if (hasConversations) await takeSnapshot(team, 'before coders prune', { ...host, tmux: host.tmuxAt(team.tmux) });
    host.store.eraseTeam(team.name);
    host.files.removeSpools(spoolsOfTeam(host.store.directory, team.name));
  },
  spool: ({ path }, { files }) => files.removeSpools(path),
  lock: async ({ name }, { store, clock }) => ((await removeLock(store.directory, name, clock)) ? undefined : 'Somebody holds it now.'),
  socket: ({ path }) => removeStaleSocket(path),
  snapshot: ({ path }) => removeSnapshotFile(path),
};

async function removeCheckout({ repository, path, commit }: OwnCheckout, { git }: Host): Promise<undefined> {
  if (commit !== undefined) await git.keepAt(repository, detachedRef(commit), commit);
  await git.removeWorktree(repository, path);
}

/** Clears one after the other. What fails is told, and the rest goes on; a team whose worktree would not go stays known. */
export async function clear(rubbish: readonly Rubbish[], host: Host): Promise<readonly Cleared[]> {
  const cleared: Cleared[] = [];
  for (const one of rubbish) {
    const holder = one.is === 'team' ? cleared.find(({ rubbish: other, failed }) => failed !== undefined && 'team' in other && other.team.name === one.team.name) : undefined;
    cleared.push(holder === undefined ? await sweep(one, host) : { rubbish: one, failed: 'One of its worktrees did not go.' });
  }
  return cleared;
}

async function sweep(rubbish: Rubbish, host: Host): Promise<Cleared> {
  const broom = brooms[rubbish.is] as Broom<Rubbish['is']>;
  try {
    const failed = 'team' in rubbish ? await ofUntouched(rubbish.team, host, () => broom(rubbish, host)) : await broom(rubbish, host);
    return typeof failed === 'string' ? { rubbish, failed } : { rubbish };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { rubbish, failed: error.message };
  }
}

/** Somebody may have applied the team again since it was looked at. Gives why nothing was done, where that is so. */
async function ofUntouched({ name, appliedAt }: AppliedTeam, { store, clock }: Host, work: () => unknown): Promise<string | undefined> {
  const lock = await takeLock({ stateDirectory: store.directory, name, command: 'coders prune', timeoutMs: 0, onWait: () => undefined }, clock);
  if (lock === undefined) return 'Another process works on the team.';
  try {
    if (store.team(name)?.appliedAt !== appliedAt || store.keptTeam(name) !== undefined) return 'The team was applied meanwhile.';
    await work();
    return undefined;
  } finally {
    lock.release();
  }
}
