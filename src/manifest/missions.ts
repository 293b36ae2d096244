import { durationMs } from '../util/duration.ts';
import { backoffOf } from './care.ts';
import { bounded, inlined } from './inlined-text.ts';
import { keyPlace, type Path } from './located.ts';
import { usualMission, type Acceptance, type ManifestMission } from './mission.ts';
import { fileTextAt, pathAt, type Source } from './source.ts';
import type { WrittenAcceptance, WrittenMission, WrittenRetries } from './written.ts';

/** The missions of the project that stands at a path, in the order written, with everything spelled out. */
export function missionsIn(project: Path, missions: Readonly<Record<string, WrittenMission>>, source: Source): readonly ManifestMission[] {
  return Object.entries(missions).map(([name, written]) => missionOf(name, { path: [...project, 'missions', name], written }, source));
}

/** What was written of a mission, and where. */
export interface MissionAt {
  readonly path: Path;
  readonly written: WrittenMission;
}

/** One mission, with everything spelled out. */
export function missionOf(name: string, at: MissionAt, source: Source): ManifestMission {
  const { path, written } = at;
  const { to, role, handoff_to: handoffTo, model } = written;
  return {
    name,
    after: written.after ?? [],
    ...(to === undefined ? {} : { to }),
    ...(role === undefined ? {} : { role }),
    brief: briefOf(at, source),
    context: contextOf(at, source),
    priority: written.priority ?? usualMission.priority,
    type: written.type ?? usualMission.type,
    timeoutMs: durationMs(written.timeout ?? '') ?? usualMission.timeoutMs,
    ...retriesOf(written),
    accept: acceptanceOf(written),
    onFail: written.on_fail ?? usualMission.onFail,
    ...(handoffTo === undefined ? {} : { handoffTo }),
    ...(model === undefined ? {} : { model }),
    place: keyPlace(source.root, path),
  };
}

/** What a person asks for, then the files that say more: where a prompt has to be cut, only text that has a path is lost. */
function briefOf({ path, written: { brief = '' } }: MissionAt, source: Source): string {
  const sections = [
    bounded(brief, source.file).trim(),
    titled('The spec', inlined('spec', fileTextAt(source, [...path, 'spec']))),
    titled('The PRD', inlined('prd', fileTextAt(source, [...path, 'prd']))),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function titled(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

function contextOf({ path, written: { context = [] } }: MissionAt, source: Source): string[] {
  return context.flatMap((_, index) => pathAt(source, [...path, 'context', index]) ?? []);
}

/** A number alone is short for a map that has only `count`. */
function retriesOf({ retries = {} }: WrittenMission): Pick<ManifestMission, 'retries' | 'backoff'> {
  const { count, backoff = '' }: WrittenRetries = typeof retries === 'number' ? { count: retries } : retries;
  return { retries: count ?? usualMission.retries, backoff: backoffOf(backoff) ?? usualMission.backoff };
}

function acceptanceOf({ accept }: WrittenMission): Acceptance {
  const { run = [], commits = 0, files = [], timeout = '', review_by: reviewBy } = spelledOut(accept);
  return { run: listOf(run), commits, files, timeoutMs: durationMs(timeout) ?? usualMission.acceptTimeoutMs, ...(reviewBy === undefined ? {} : { reviewBy }) };
}

/** Command lines alone are short for a map that has only `run`. */
export function spelledOut(accept: WrittenMission['accept'] = {}): WrittenAcceptance {
  return typeof accept === 'string' || isList(accept) ? { run: accept } : accept;
}

function listOf(run: string | readonly string[]): readonly string[] {
  return typeof run === 'string' ? [run] : run;
}

function isList(accept: NonNullable<WrittenMission['accept']>): accept is readonly string[] {
  return Array.isArray(accept);
}
