import { durationMs } from '../util/duration.ts';
import { folderAt, type Source } from './source.ts';
import { rateOf } from './limits.ts';
import type { Path } from './located.ts';
import type { Project } from './manifest.ts';
import { missionOf } from './missions.ts';
import { usualReaction, type EventMatch, type Reaction, type ReactionStep } from './reaction.ts';
import type { WrittenReaction, WrittenReactions } from './written.ts';

/** One reaction as written, with where it stands. */
export interface ReactionAt {
  readonly on: string;
  readonly path: Path;
  readonly written: WrittenReaction;
  /** The project that it is written in. */
  readonly project?: string;
}

/** All that a team does when something happens: its own, then those of its projects. */
export function reactionsOf(source: Source, projects: readonly Pick<Project, 'name' | 'repo'>[]): readonly Reaction[] {
  return writtenReactions(source).map((at) => reactionOf(at, source, projects.find(({ name }) => name === at.project)?.repo));
}

/** Each with its place, in the order written. */
export function writtenReactions({ written }: Pick<Source, 'written'>): readonly ReactionAt[] {
  const ofProjects = Object.entries(written.projects ?? {}).flatMap(([project, { on = {} }]) => listed(on, ['projects', project]).map((at) => ({ ...at, project })));
  return [...listed(written.on ?? {}, []), ...ofProjects];
}

function listed(reactions: WrittenReactions, path: Path): readonly ReactionAt[] {
  return Object.entries(reactions).flatMap(([on, list]) => list.map((written, index) => ({ on, path: [...path, 'on', on, index], written })));
}

function reactionOf(at: ReactionAt, source: Source, repo: string | undefined): Reaction {
  const { on, project, written } = at;
  return {
    on,
    ...(project === undefined ? {} : { project }),
    only: matchOf(written.if ?? {}),
    atMost: rateOf(written.at_most ?? '') ?? usualReaction.atMost,
    steps: steps.flatMap((step) => step(at, source, repo) ?? []),
  };
}

function matchOf(only: NonNullable<WrittenReaction['if']>): EventMatch {
  return Object.fromEntries(Object.entries(only).map(([field, names]) => [field, typeof names === 'string' ? [names] : names]));
}

type StepOf = (at: ReactionAt, source: Source, repo: string | undefined) => ReactionStep | undefined;

/** In this order they are decided: what is said before what is stopped. */
const steps: readonly StepOf[] = [
  ({ written: { message } }) => (message === undefined ? undefined : { type: 'message', ...message }),
  ({ written: { mission }, path }, source) => {
    if (mission === undefined) return undefined;
    const { name: _name, place: _place, after: _after, ...settings } = missionOf('', { path: [...path, 'mission'], written: mission }, source);
    return { type: 'mission', ...(mission.name === undefined ? {} : { name: mission.name }), ...(mission.project === undefined ? {} : { project: mission.project }), settings };
  },
  ({ written: { command, shell = false, timeout = '' }, path }, source, repo) =>
    command === undefined ? undefined : {
      type: 'command',
      words: typeof command === 'string' ? [command] : command,
      shell,
      directory: repo ?? folderAt(source, path),
      timeoutMs: durationMs(timeout) ?? usualReaction.commandTimeoutMs,
    },
  ({ written: { notify } }) => (notify === undefined ? undefined : { type: 'notify', ...(typeof notify === 'string' ? { to: notify } : notify) }),
  ({ written: { pause } }) => (pause === undefined ? undefined : { type: 'pause', what: pause }),
];
