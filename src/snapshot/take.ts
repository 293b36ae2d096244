import type { Host } from '../host/host.ts';
import { machine, newSnapshotFile, removeSnapshotFile, snapshotFiles, writeSnapshotFile, type SnapshotFile } from '../host/snapshot-files.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Snapshot, SnapshotTeam } from './document.ts';
import { membersOf } from './members.ts';
import { placesOf } from './places.ts';
import { sessionsOf } from './sessions.ts';
import { withholdValues } from './withhold.ts';

/** So many are kept of a team, the newest. */
export const keptSnapshots = 20;

export interface TakenSnapshot {
  readonly file: SnapshotFile;
  readonly snapshot: Snapshot;
}

/**
 * Keeps a whole team as it stands now in a file of the state directory, and lets go of the oldest where there are too
 * many. `why` is a phrase: `before coders down`. Throws a HostError where the team can not be looked at or the file not
 * be written: then the risky step that it was for is better not done either.
 */
export async function takeSnapshot(team: AppliedTeam, why: string, host: Host): Promise<TakenSnapshot> {
  const { store, clock } = host;
  const [tmux, layout, places, manifest] = await Promise.all([
    host.tmux.observe(), host.tmux.layout(), placesOf(team, store.worktrees(team.name), host.git), withholdValues(team.file, team.text),
  ]);
  const { members, panes } = membersOf(team, tmux, host);
  const file = newSnapshotFile(store.directory, team.name, clock.now());
  const sessions = sessionsOf(layout, panes);
  const snapshot: Snapshot = {
    metadata: { version: 1, timestamp: file.at, ...machine(), sessionCount: sessions.length },
    createdAt: new Date(file.at).toISOString(),
    sessions,
    coders: { id: file.id, why, ...known(team, host), manifest: { file: team.file, ...manifest }, members, ...places },
  };
  writeSnapshotFile(file, `${JSON.stringify(snapshot, null, 2)}\n`);
  for (const old of snapshotFiles(store.directory).filter((one) => one.team === team.name).slice(keptSnapshots)) removeSnapshotFile(old.path);
  return { file, snapshot };
}

function known({ name, tmux, appliedAt }: AppliedTeam, { store }: Host): Pick<SnapshotTeam, 'team' | 'tmux' | 'appliedAt' | 'kept' | 'cares'> {
  return { team: name, tmux, appliedAt: new Date(appliedAt).toISOString(), kept: store.keptTeam(name) !== undefined, cares: store.cares(name) };
}
