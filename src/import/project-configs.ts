import { basename, dirname, join, resolve } from 'node:path';
import { quote } from '../diagnostics/words.ts';
import type { LocatedEntry, LocatedMap } from '../manifest/located.ts';
import { repositoryAt } from '../manifest/rules/repository.ts';
import type { Draft } from './draft.ts';
import { intervalOf } from './interval.ts';
import { list, map, plainValue, text, type Field, type Value } from './manifest-text.ts';
import { distinct, nameFrom } from './names.ts';
import { writtenPath } from './paths.ts';
import { isNothing, leaveOut, leaveOutRest, mapOf, textOf, writtenEntry, type Reading } from './reading.ts';
import type { ImportRequest } from './request.ts';

/** By any of them a project of the scripts is known. */
export const projectFields: readonly string[] = ['spec_file', 'git_commit_interval', 'check_in_interval', 'branch_prefix', 'test_command', 'constraints'];

const explanation = `The orchestrator looks after all projects, each project's PM keeps its spec, and the engineers do the work, as with the
scripts. Those say nothing of who works on what: add engineers, and missions for them (\`coders init --template three-tier\`
shows both).`;

/** The projects of the older orchestrator scripts as one team. Undefined without any. */
export function projectConfigsDraft(reading: Reading, root: LocatedMap): Draft | undefined {
  const projects = projectsIn(reading, root);
  if (projects.length === 0) return undefined;
  const names = distinct(projects.map(({ name }) => nameFrom(name, 'project')));
  const fields: readonly Field[] = [
    { key: 'version', value: plainValue(1) },
    { key: 'team', value: text(teamName(names, reading.request)) },
    { key: 'orchestrator', value: map([{ key: 'brief', value: text('Keep each project on its spec, and unblock the PMs.') }]), apart: true },
    { key: 'projects', value: map(projects.map((project, index) => projectFrom(reading, names[index] ?? project.name, project))), apart: true },
  ];
  return { explanation, fields };
}

interface Project {
  readonly name: string;
  readonly written: LocatedMap;
  readonly repo: Repository;
}

interface Repository {
  readonly path: string;
  readonly found: boolean;
}

/** No two of them in one repository: their members would stand in each other's way. */
function projectsIn(reading: Reading, root: LocatedMap): readonly Project[] {
  const maps = [...root.entries].flatMap(([name, entry]) => (isProject(reading, name, entry) ? [{ name, entry, written: entry.value as LocatedMap }] : []));
  const first = new Map<string, string>();
  return maps.flatMap(({ name, entry, written }) => {
    const repo = repositoryOf(name, maps.length === 1, reading.request);
    const other = first.get(repo.path);
    if (other === undefined) first.set(repo.path, name);
    else leaveOut(reading, writtenEntry(name, entry), `it would be in one repository with ${quote(other)}`);
    return other === undefined ? [{ name, written, repo }] : [];
  });
}

function isProject(reading: Reading, key: string, entry: LocatedEntry): boolean {
  if (entry.value.kind === 'map') return true;
  leaveOut(reading, writtenEntry(key, entry), "it is no map of a project's settings");
  return false;
}

function teamName(projects: readonly string[], { folder }: ImportRequest): string {
  return projects.length === 1 ? (projects[0] ?? 'team') : nameFrom(basename(folder), 'team');
}

function projectFrom(reading: Reading, key: string, { written, repo }: Project): Field {
  leaveOutRest(reading, written, { read: projectFields });
  const test = textOf(reading, written, 'test_command');
  const checkin = intervalOf(reading, written, 'check_in_interval');
  return {
    key,
    value: map([
      { key: 'repo', value: text(writtenPath(repo.path, reading.request)), above: repo.found ? undefined : 'The scripts do not say where it is, and no repository of that name is near: name it here.' },
      { key: 'branch_prefix', value: optional(textOf(reading, written, 'branch_prefix')) },
      { key: 'spec', value: optional(specOf(reading, written, repo.path)) },
      { key: 'test', value: optional(test) },
      { key: 'commits', value: commitsOf(reading, written, test !== undefined) },
      { key: 'pm', value: map([{ key: 'role', value: text('analyst') }, { key: 'checkins', value: checkin === undefined ? undefined : list([checkinEvery(checkin)]) }]) },
      { key: 'engineers', value: map([{ key: 'engineer', value: map([{ key: 'role', value: text('coder') }]) }]) },
    ]),
  };
}

function optional(value: string | undefined): Value | undefined {
  return value === undefined ? undefined : text(value);
}

/** The scripts look for a project by its name among a person's others. Of one project the file may lie in it. */
function repositoryOf(name: string, alone: boolean, { folder, env, files }: ImportRequest): Repository {
  const home = env['HOME'];
  const beside = join(dirname(folder), name);
  const places = [join(folder, name), beside, ...(home === undefined || home === '' ? [] : [join(home, 'Coding', name)])];
  const found = places.find((place) => files.kind(place) === 'directory' && repositoryAt(place, files) === place);
  const around = alone ? repositoryAt(folder, files) : undefined;
  return { path: found ?? around ?? beside, found: (found ?? around) !== undefined };
}

/** Named from the scripts' folder, or as seen from the repository. */
function specOf(reading: Reading, written: LocatedMap, repo: string): string | undefined {
  const { request } = reading;
  const typed = textOf(reading, written, 'spec_file');
  const entry = written.entries.get('spec_file');
  if (typed === undefined || entry === undefined) return undefined;
  const places = [resolve(request.folder, typed), resolve(repo, typed)];
  const spec = places.find((place) => request.files.kind(place) === 'file');
  if (spec === undefined) leaveOut(reading, writtenEntry('spec_file', entry), `there is no such file at ${[...new Set(places)].map((place) => writtenPath(place, request)).join(' or ')}`);
  return spec === undefined ? undefined : writtenPath(spec, request);
}

function checkinEvery(every: string): Value {
  return map([
    { key: 'every', value: text(every) },
    { key: 'note', value: text("Hold the engineers' commits against the spec, and unblock what is stuck.") },
  ]);
}

const constraints = ['max_files_per_commit', 'require_tests'];

function commitsOf(reading: Reading, written: LocatedMap, hasTest: boolean): Value | undefined {
  const every = intervalOf(reading, written, 'git_commit_interval');
  const limits = mapOf(reading, written, 'constraints');
  if (limits !== undefined) leaveOutRest(reading, limits, { read: constraints });
  const fields = [
    { key: 'every', value: optional(every) },
    { key: 'max_files', value: limits === undefined ? undefined : mostFiles(reading, limits) },
    { key: 'require_tests', value: limits === undefined ? undefined : testsRequired(reading, limits, hasTest) },
  ].filter(({ value }) => value !== undefined);
  return fields.length === 0 ? undefined : map(fields);
}

function mostFiles(reading: Reading, limits: LocatedMap): Value | undefined {
  const entry = limits.entries.get('max_files_per_commit');
  if (entry === undefined || isNothing(entry.value)) return undefined;
  if (entry.value.kind === 'scalar' && Number.isInteger(entry.value.value) && Number(entry.value.value) > 0) return plainValue(Number(entry.value.value));
  leaveOut(reading, writtenEntry('max_files_per_commit', entry), 'it is no number of files');
  return undefined;
}

function testsRequired(reading: Reading, limits: LocatedMap, hasTest: boolean): Value | undefined {
  const entry = limits.entries.get('require_tests');
  if (entry === undefined || isNothing(entry.value)) return undefined;
  if (entry.value.kind !== 'scalar' || typeof entry.value.value !== 'boolean') {
    leaveOut(reading, writtenEntry('require_tests', entry), 'it is neither true nor false');
    return undefined;
  }
  if (entry.value.value && !hasTest) {
    leaveOut(reading, writtenEntry('require_tests', entry), 'no `test_command` says what runs them');
    return undefined;
  }
  return plainValue(entry.value.value);
}
