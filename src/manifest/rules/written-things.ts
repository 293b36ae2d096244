import { relative } from 'node:path';
import { find, type Path } from '../located.ts';
import type { WrittenSeat } from '../member.ts';
import type { Draft } from '../normalize.ts';
import type { WrittenCheckin, WrittenMission, WrittenProject } from '../written.ts';

/** A mission as written, with its project. */
export interface MissionEntry {
  readonly name: string;
  readonly path: Path;
  readonly mission: WrittenMission;
  readonly project: { readonly name: string; readonly written: WrittenProject };
}

/** All missions of all projects, in the order written. */
export function missionsOf({ written }: Draft): readonly MissionEntry[] {
  return Object.entries(written.projects ?? {}).flatMap(([name, project]) =>
    Object.entries(project.missions ?? {}).map(([missionName, mission]) => ({
      name: missionName,
      path: ['projects', name, 'missions', missionName],
      mission,
      project: { name, written: project },
    })),
  );
}

/** Each seat once, however many copies its `count` makes. */
export function seatsOf({ staff }: Draft): readonly WrittenSeat[] {
  const seats = new Map(staff.map(({ seat }) => [seat.path.join('\0'), seat]));
  return [...seats.values()];
}

/** All check-ins, those of one member together. */
export function checkinsOf(draft: Draft): readonly { readonly path: Path; readonly checkins: readonly WrittenCheckin[] }[] {
  return seatsOf(draft).flatMap(({ path, written }) =>
    written.checkins === undefined ? [] : [{ path: [...path, 'checkins'], checkins: written.checkins }],
  );
}

/** Everything that has a `brief` or `brief_file` for a member: the defaults, the roles, the members. */
export function briefOwners(draft: Draft): readonly Path[] {
  const roles = Object.keys(draft.written.roles ?? {}).map((role) => ['roles', role]);
  return [['defaults'], ...roles, ...seatsOf(draft).map(({ path }) => path)];
}

/** Everything that has settings of a member: the defaults, the members. */
export function settingsOwners(draft: Draft): readonly Path[] {
  return [['defaults'], ...seatsOf(draft).map(({ path }) => path)];
}

/** `a PM`, `an engineer`: how a seat is called in a sentence, with its address. */
export function seatName(seat: { readonly project?: string; readonly name: string }): string {
  return seat.project === undefined ? `"${seat.name}"` : `"${seat.project}/${seat.name}"`;
}

/** The first of these fields that is written, for pointing at it. */
export function firstWritten(draft: Draft, paths: readonly Path[]): Path | undefined {
  return paths.find((path) => find(draft.root, path) !== undefined);
}

/** A path as a person would write it in their manifest, when that is the shorter way. */
export function shownPath(path: string, folder: string): string {
  const written = relative(folder, path);
  if (written === '') return '.';
  return written.length < path.length ? written : path;
}
