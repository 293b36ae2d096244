import type { SnapshotFile } from '../../host/snapshot-files.ts';
import type { ReadSnapshot } from '../../snapshot/read.ts';
import type { TakenSnapshot } from '../../snapshot/take.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette } from './palette.ts';

export type ListedSnapshot = { readonly file: SnapshotFile } & ReadSnapshot;

export function takenText({ file, snapshot: { coders: { team, members, worktrees } } }: TakenSnapshot): string {
  const dirty = worktrees.filter((worktree) => worktree.dirty === true);
  const unkept = dirty.map(({ address, path }) => `  ${address}: what is not committed in ${path} is not in it.`);
  return [`Snapshot ${file.id} of team ${team}, ${counted(members.length, 'member')}: ${file.path}`, ...unkept].join('\n');
}

/** One line each: id, how long ago, members, why. */
export function snapshotsText(listed: readonly ListedSnapshot[], { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint, red } = palette(color);
  if (listed.length === 0) return 'There is no snapshot yet. Take one with coders snapshot.';
  const width = Math.max(...listed.map(({ file }) => file.id.length));
  return listed.map((one) => {
    const { id, at } = one.file;
    const rest = 'problem' in one ? red(one.problem) : `${counted(one.snapshot.coders.members.length, 'member')}, ${one.snapshot.coders.why}`;
    return `${bold(id)}${' '.repeat(width - id.length)}  ${faint(`${formatDuration(now - at)} ago`)}  ${rest}`;
  }).join('\n');
}

/** As `schemas/snapshots.schema.json` describes it. */
export function snapshotsJson(listed: readonly ListedSnapshot[]) {
  return {
    version: 1,
    snapshots: listed.map((one) => ({
      id: one.file.id,
      team: one.file.team,
      at: new Date(one.file.at).toISOString(),
      file: one.file.path,
      ...('problem' in one ? { problem: one.problem } : { why: one.snapshot.coders.why, members: one.snapshot.coders.members.map(({ address }) => address) }),
    })),
  };
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
