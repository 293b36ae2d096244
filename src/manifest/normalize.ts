import { dirname, join } from 'node:path';
import { durationMs } from '../util/duration.ts';
import { deferredFields } from './deferred.ts';
import { disciplineOf } from './discipline.ts';
import { limitsOf } from './limits.ts';
import type { Path } from './located.ts';
import type { Manifest, Member, Project, TmuxSettings, WorkingHours } from './manifest.ts';
import { memberOf, type SeatProject, type WrittenSeat } from './member.ts';
import { missionTypes, priorities, type TierRule } from './mission.ts';
import { missionsIn } from './missions.ts';
import { notifyTargets } from './notify-targets.ts';
import { promptFields } from './prompts.ts';
import { reactionsOf } from './reactions.ts';
import { sharingOf } from './redis.ts';
import { fileTextAt, pathAt, programAt, type Source } from './source.ts';
import type { WrittenManifest, WrittenProject } from './written.ts';

/** What a manifest would be if no rule had anything against it. */
export interface Draft extends Source {
  readonly manifest: Manifest;
  readonly staff: readonly DraftMember[];
}

/** A member beside what was written of it; the copies of a `count` share that. */
export interface DraftMember {
  readonly member: Member;
  readonly seat: WrittenSeat;
}

/** Spells out shorthands and defaults. Decides nothing about right and wrong: the rules do. */
export function normalize(source: Source): Draft {
  const { written, file } = source;
  const projects = Object.entries(written.projects ?? {}).map(([name, project]) => draftProject(name, project, source));
  const schedule = workingHours(written);
  const ttlMs = durationMs(written.ttl ?? '');
  const sharing = sharingOf(source);
  const orchestrator = written.orchestrator === undefined ? undefined : draft(orchestratorSeat(source), source);
  const manifest: Manifest = {
    team: written.team,
    file,
    directory: dirname(file),
    tmux: tmuxOf(source),
    ...(orchestrator === undefined ? {} : { orchestrator: orchestrator.member }),
    projects: projects.map(({ project }) => project),
    tests: Object.fromEntries(Object.entries(written.tools ?? {}).flatMap(([tool, { test }]) => (test === undefined ? [] : [[tool, { ...test }]]))),
    limits: limitsOf(written.limits ?? {}),
    ...(schedule === undefined ? {} : { schedule }),
    ...(ttlMs === undefined ? {} : { ttlMs }),
    modelTiers: modelTiersOf(written),
    ...(sharing === undefined ? {} : { sharing }),
    reactions: reactionsOf(source, projects.map(({ project }) => project)),
    notify: notifyTargets(source),
    ...promptsOf(source),
    deferred: deferredFields,
  };
  const staff = [...(orchestrator === undefined ? [] : [orchestrator]), ...projects.flatMap((project) => project.staff)];
  return { ...source, manifest, staff };
}

/** The texts that a person has written in place of those that ship. */
function promptsOf(source: Source): Pick<Manifest, 'prompts'> {
  const texts = promptFields(source.written.prompts).flatMap(([name, path]) => {
    const text = fileTextAt(source, path)?.text;
    return text === undefined ? [] : [[name, text.trim()] as const];
  });
  return texts.length === 0 ? {} : { prompts: Object.fromEntries(texts) };
}

function tmuxOf(source: Source): TmuxSettings {
  const config = pathAt(source, ['tmux', 'config']);
  return { socket: programAt(source, ['tmux', 'socket']) ?? 'coders', ...(config === undefined ? {} : { config }) };
}

function workingHours({ schedule: { start, stop, timezone, on_stop: onStop } = {} }: WrittenManifest): WorkingHours | undefined {
  // The schema asks for both; without one of them there is nothing to go on with.
  if (start === undefined || stop === undefined) return undefined;
  return { start, stop, ...(timezone === undefined ? {} : { timezone }), onStop: onStop ?? 'park' };
}

/** Priorities first, as in the usual table: what is critical is so whatever its kind. */
function modelTiersOf({ model_tiers: tiers = {} }: WrittenManifest): readonly TierRule[] {
  return [
    ...priorities.flatMap((priority) => (tiers[priority] === undefined ? [] : [{ priority, tier: tiers[priority] }])),
    ...missionTypes.flatMap((type) => (tiers[type] === undefined ? [] : [{ type, tier: tiers[type] }])),
  ];
}

function draft(seat: WrittenSeat, source: Source): DraftMember {
  return { member: memberOf(seat, source), seat };
}

function orchestratorSeat({ written }: Source): WrittenSeat {
  return { seat: 'orchestrator', name: 'orchestrator', path: ['orchestrator'], written: written.orchestrator ?? {} };
}

function draftProject(name: string, written: WrittenProject, source: Source): { project: Project; staff: readonly DraftMember[] } {
  const path: Path = ['projects', name];
  // A stand-in where the repository is missing or unknown, which is already told: the rules go on with the rest.
  const repo = pathAt(source, [...path, 'repo']) ?? join(dirname(source.file), name);
  const seatProject: SeatProject = { name, repo, branchPrefix: written.branch_prefix ?? `${source.written.team}/` };
  const staff = seatsOf(written, seatProject).map((seat) => draft(seat, source));
  const spec = fileTextAt(source, [...path, 'spec']);
  const prd = fileTextAt(source, [...path, 'prd']);
  const project: Project = {
    name,
    repo,
    ...(written.base === undefined ? {} : { base: written.base }),
    ...(spec === undefined ? {} : { spec }),
    ...(prd === undefined ? {} : { prd }),
    ...(written.test === undefined ? {} : { test: written.test }),
    ...disciplineOf(written),
    members: staff.map(({ member }) => member),
    missions: missionsIn(path, written.missions ?? {}, source),
  };
  return { project, staff };
}

/** The PM first, then the engineers as written, each copy of a `count` a seat of its own. */
function seatsOf(written: WrittenProject, project: SeatProject): readonly WrittenSeat[] {
  const path: Path = ['projects', project.name];
  const pm: readonly WrittenSeat[] =
    written.pm === undefined ? [] : [{ seat: 'pm', name: 'pm', path: [...path, 'pm'], written: written.pm ?? {}, project }];
  const engineers = Object.entries(written.engineers ?? {}).flatMap(([name, engineer]) => {
    const seat = { seat: 'engineer', path: [...path, 'engineers', name], written: engineer ?? {}, project } as const;
    return copyNames(name, engineer?.count).map((copy): WrittenSeat => ({ ...seat, name: copy }));
  });
  return [...pm, ...engineers];
}

/** `cart`; or with a count, even of 1, `cart-1`, `cart-2`, …: raising a count must not rename the first. */
export function copyNames(name: string, count: number | undefined): readonly string[] {
  return count === undefined ? [name] : Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
