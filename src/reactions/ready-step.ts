import { filledText } from '../manifest/placeholders.ts';
import type { ReactionStep } from '../manifest/reaction.ts';
import type { MissionSettings } from '../manifest/mission.ts';
import type { Facts } from './facts.ts';
import { noticeOf, type Notice } from './notice.ts';

/** A step with all its placeholders filled in. */
export type ReadyStep =
  | { readonly type: 'message'; readonly to: string; readonly text: string }
  | { readonly type: 'mission'; readonly project: string; readonly name: string; readonly settings: MissionSettings }
  | { readonly type: 'command'; readonly command: ReadyCommand }
  | { readonly type: 'notify'; readonly notice: Notice }
  | { readonly type: 'pause'; readonly what: 'member' | 'team'; readonly member: string };

/** A program with its arguments, where and how long it runs, and what it is told of the event. */
export interface ReadyCommand {
  readonly words: readonly string[];
  readonly shown: string;
  readonly directory: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

type ReadyOf = { readonly [Type in ReactionStep['type']]: (step: Extract<ReactionStep, { type: Type }>, facts: Facts, project: string) => ReadyStep };

const readyOf: ReadyOf = {
  message: ({ to, text }, facts) => ({ type: 'message', to: filledText(to, facts), text: filledText(text, facts) }),
  mission: ({ project: own, name, settings }, facts, project) => ({
    type: 'mission',
    project: own ?? project,
    // The number of the event makes it one for each event, and the same however often it is decided.
    name: `${name ?? facts.event.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 24)}-${facts.id}`,
    settings: { ...settings, brief: filledText(settings.brief, facts) },
  }),
  command: (step, facts) => ({ type: 'command', command: readyCommand(step, facts) }),
  notify: (step, facts) => ({ type: 'notify', notice: noticeOf(step.to, facts, step) }),
  pause: ({ what }, facts) => ({ type: 'pause', what, member: facts.member }),
};

/** `project` is the one that names are meant in: that of the rule, or else of the event. */
export function readyStep(step: ReactionStep, facts: Facts, project: string): ReadyStep {
  const ready = readyOf[step.type] as (step: ReactionStep, facts: Facts, project: string) => ReadyStep; // each takes the type that it is named after
  return ready(step, facts, project);
}

function readyCommand({ words, shell, directory, timeoutMs }: Extract<ReactionStep, { type: 'command' }>, facts: Facts): ReadyCommand {
  const shown = words.join(' ');
  const environment = Object.fromEntries(Object.entries(facts).map(([name, value]) => [variableOf(name), value]));
  if (!shell) return { words: words.map((word) => filledText(word, facts)), shown, directory, timeoutMs, environment };
  // A variable is never read as a part of the line, whatever an agent makes its value say.
  const line = words.map((word) => filledText(word, Object.fromEntries(Object.keys(facts).map((name) => [name, `\${${variableOf(name)}}`])))).join(' ');
  return { words: ['/bin/sh', '-c', line], shown, directory, timeoutMs, environment };
}

function variableOf(name: string): string {
  return `EVENT_${name.toUpperCase()}`;
}
