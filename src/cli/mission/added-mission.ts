import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { either, quote } from '../../diagnostics/words.ts';
import { failurePolicies, missionTypes, priorities, usualMission, type Acceptance } from '../../manifest/mission.ts';
import type { Mission } from '../../state/mission.ts';
import { durationMs } from '../../util/duration.ts';
import { nearest } from '../../util/suggest.ts';
import { UsageError } from '../command.ts';
import { awaitedBy } from './awaited.ts';
import { briefOf } from './brief-text.ts';
import { projectsOf } from './named.ts';
import { recipientNamed, staffOf } from './staff.ts';
import type { MissionCall } from './verb.ts';

/** As the manifest's schema has it. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** The mission that the command line of `add` describes. Throws a UsageError for what can not be. */
export function addedMission(project: string, call: MissionCall): Mission {
  const { invocation: { options }, words: [name = ''] } = call;
  if (!namePattern.test(name)) throw new UsageError(`${quote(name)} is no name.`, 'A name is made of letters, digits, - and _, starts with a letter or a digit, and has at most 40 characters.');
  const model = modelNamed(options.text('model'));
  const { to, role, handoffTo, reviewBy } = recipients(project, call);
  return {
    address: `mission/${project}/${name}`,
    project,
    origin: 'added',
    ...(to === undefined ? {} : { to }),
    ...(role === undefined ? {} : { role }),
    brief: briefOf(call),
    context: options.texts('context').map((file) => existing(file, call)),
    priority: oneOf('priority', priorities, call) ?? usualMission.priority,
    type: oneOf('type', missionTypes, call) ?? usualMission.type,
    timeoutMs: duration(options.text('timeout')) ?? usualMission.timeoutMs,
    retries: count('retries', call) ?? usualMission.retries,
    backoff: usualMission.backoff,
    accept: { run: options.texts('accept').map(command), commits: count('commits', call) ?? 0, files: options.texts('files'), timeoutMs: usualMission.acceptTimeoutMs, ...(reviewBy === undefined ? {} : { reviewBy }) },
    onFail: oneOf('on-fail', failurePolicies, call) ?? usualMission.onFail,
    ...(handoffTo === undefined ? {} : { handoffTo }),
    ...(model === undefined ? {} : { model }),
    after: awaitedBy(name, project, call),
  };
}

/** The project that is named, or the caller's own, or the only one. Throws a UsageError. */
export function projectFor(call: MissionCall): string {
  const named = call.invocation.options.text('project');
  const projects = projectsOf(call);
  if (named !== undefined) {
    if (projects.includes(named)) return named;
    const meant = nearest(named, projects);
    throw new UsageError(`The team has no project ${quote(named)}.`, meant === undefined ? `It has ${either(projects)}.` : `Did you mean ${meant}?`);
  }
  const own = call.caller.is === 'member' ? call.caller.project : undefined;
  if (own !== undefined) return own;
  const [only, ...others] = projects;
  if (only === undefined) throw new UsageError('The team has no project: nobody could do a mission.', 'The manifest has projects under projects.');
  if (others.length > 0) throw new UsageError(`The mission may be one of ${either(projects)}.`, `Name its project: --project ${only}.`);
  return only;
}

function recipients(project: string, call: MissionCall): Pick<Mission, 'to' | 'role' | 'handoffTo'> & Pick<Acceptance, 'reviewBy'> {
  const { options } = call.invocation;
  const [to, role, handoffTo, reviewBy] = [options.text('to'), options.text('role'), options.text('handoff-to'), options.text('review-by')];
  return {
    ...(to === undefined ? {} : { to: recipientNamed(to, project, call) }),
    ...(role === undefined ? {} : { role: knownRole(role, project, call) }),
    ...(handoffTo === undefined ? {} : { handoffTo: recipientNamed(handoffTo, project, call) }),
    ...(reviewBy === undefined ? {} : { reviewBy: recipientNamed(reviewBy, project, call) }),
  };
}

function modelNamed(model: string | undefined): string | undefined {
  if (model === undefined || /^[^-]/.test(model)) return model;
  throw new UsageError(`--model can not be ${quote(model)}.`, 'It is a tier (opus, sonnet, haiku), or an id as members have it.');
}

function knownRole(role: string, project: string, call: MissionCall): string {
  const roles = [...new Set(staffOf(project, call).map((member) => member.role))];
  if (roles.includes(role)) return role;
  const meant = nearest(role, roles);
  throw new UsageError(`Nobody in the project ${quote(project)} has the role ${quote(role)}.`, meant === undefined ? `It has ${either(roles)}.` : `Did you mean ${meant}?`);
}

function oneOf<Word extends string>(option: string, words: readonly Word[], { invocation: { options } }: MissionCall): Word | undefined {
  const text = options.text(option);
  if (text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const meant = nearest(text, words);
  throw new UsageError(`--${option} can not be ${quote(text)}.`, meant === undefined ? `It is ${either(words)}.` : `Did you mean ${meant}?`);
}

function count(option: string, { invocation: { options } }: MissionCall): number | undefined {
  const text = options.text(option);
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text)) throw new UsageError(`--${option} can not be ${quote(text)}.`, 'Write a whole number from 0.');
  return Number(text);
}

function duration(text: string | undefined): number | undefined {
  const milliseconds = text === undefined ? undefined : durationMs(text);
  if (text !== undefined && milliseconds === undefined) throw new UsageError(`${quote(text)} is no duration.`, 'Write one as 90s, 30m or 2h.');
  return milliseconds;
}

function command(line: string): string {
  if (line.trim() === '') throw new UsageError('--accept is given an empty command.', 'For example: --accept "npm test".');
  return line;
}

function existing(file: string, { invocation: { directory } }: MissionCall): string {
  const path = resolve(directory, file);
  if (!existsSync(path)) throw new UsageError(`There is no file ${file}.`, 'Context is a file that the member is to read first.');
  return path;
}
