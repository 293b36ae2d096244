import { randomUUID } from 'node:crypto';
import type { FailurePolicy, MissionType, Priority } from '../manifest/mission.ts';
import type { CommandLine } from '../server/command-line.ts';
import { durationText, optionsFrom } from './verb.ts';

/** A mission that is to be done: what `coders mission add` takes. */
export interface MissionRequest {
  /** What it is called in its project, such as `cart-api`; `mission-` and eight letters unless given. */
  readonly id?: string;
  /** What is to be done. */
  readonly prompt: string;
  /** What else its member is told. */
  readonly context?: string;
  /** Files to be read first. */
  readonly contextFiles?: readonly string[];
  /** Its project; may be left out where there is only one. */
  readonly project?: string;
  /** Who does it: an engineer, those of a common name, or `pm`. */
  readonly to?: string;
  /** Anybody of this role does it. Without both, any engineer of the project. */
  readonly role?: string;
  readonly priority?: Priority;
  readonly type?: MissionType;
  /** How long a try may take, in milliseconds; two hours unless given. */
  readonly timeoutMs?: number;
  /** How often it is tried again; once unless given. */
  readonly maxRetries?: number;
  /** Missions of its project that are done before. */
  readonly dependsOn?: readonly string[];
  /** Commands that must succeed before it counts as done. */
  readonly accept?: readonly string[];
  /** So many commits at least must have been made. */
  readonly commits?: number;
  /** A changed file must match each of these patterns. */
  readonly files?: readonly string[];
  readonly onFail?: FailurePolicy;
  /** Who goes on with it when its tries are used up. */
  readonly handoffTo?: string;
  /** Who says whether it is right, once all else holds. */
  readonly reviewBy?: string;
  /** The model tier or id that it is for: members with it come first. */
  readonly model?: string;
}

/** The command line that adds it. */
export function addLine(request: MissionRequest, team: string | undefined): CommandLine {
  const { id = `mission-${randomUUID().slice(0, 8)}`, prompt, context, project, to, role, priority, type, timeoutMs, maxRetries, commits, onFail, handoffTo, reviewBy, model } = request;
  return {
    verb: 'mission',
    operands: ['add', id],
    options: optionsFrom({
      team, project, to, role, priority, type,
      brief: context === undefined ? prompt : `${prompt}\n\n${context}`,
      timeout: durationText(timeoutMs),
      retries: maxRetries?.toString(),
      commits: commits?.toString(),
      'on-fail': onFail,
      'handoff-to': handoffTo,
      'review-by': reviewBy,
      model,
      ...lists(request),
    }),
  };
}

function lists({ contextFiles, dependsOn, accept, files }: MissionRequest) {
  return { context: contextFiles, after: dependsOn, accept, files };
}
