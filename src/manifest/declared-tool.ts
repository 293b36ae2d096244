import { find, textAt, type Path } from './located.ts';
import { pathAt, programAt, type Source } from './source.ts';
import type { WrittenInput, WrittenRecord, WrittenTool, WrittenWord } from './written.ts';

/** A tool of the person's own, as its adapter needs it. Plain data: it is kept with what was launched. */
export interface DeclaredTool {
  /** Program and arguments of a first launch. `{conversation}`, `{model}` and others stand for the member's values. */
  readonly command: readonly CommandWord[];
  /** The same for going on with a conversation; absent for a tool that can not. */
  readonly resume?: readonly CommandWord[];
  /** How the title and the screen look in a state. */
  readonly states: Readonly<Partial<Record<DeclaredState, StateLook>>>;
  readonly record?: DeclaredRecord;
  readonly input?: DeclaredInput;
}

/** An argument, or arguments that are left out together where a placeholder among them has no value. */
export type CommandWord = WrittenWord;

/** In the order in which they are tried. */
export const declaredStates = ['waiting', 'limited', 'working', 'starting', 'idle'] as const;

export type DeclaredState = (typeof declaredStates)[number];

/** Regular expressions; both fit where both are given. */
export interface StateLook {
  readonly title?: string;
  readonly screen?: string;
}

/** A file with a line of JSON for each thing in the conversation. */
export interface DeclaredRecord {
  /** Absolute, but for a `{directory}` at its start; `{conversation}` stands for the conversation's name. */
  readonly path: string;
  /** Dotted path of a prompt's text in a line. */
  readonly text: string;
  /** What a line with a prompt has, by dotted path. */
  readonly where: Readonly<Record<string, string | number | boolean>>;
}

export interface DeclaredInput {
  /** A regular expression whose first group is what stands in the input box. */
  readonly box: string;
  readonly by: 'paste' | 'keys';
  readonly submit: string;
  readonly pauseMs: number;
  readonly againMs: number;
  readonly interrupt: string;
  /** Beginnings that the tool takes for something else than a prompt. */
  readonly commands: readonly string[];
}

/** Undefined for a tool that is not declared in the manifest. */
export function declaredTool(name: string, source: Source): DeclaredTool | undefined {
  const written = source.written.tools?.[name];
  if (written?.command === undefined) return undefined;
  const { resume, states = {}, input } = written;
  const record = recordOf(name, written, source);
  return {
    command: withProgram(written.command, ['tools', name, 'command'], source),
    states,
    ...(resume === undefined ? {} : { resume: withProgram(resume, ['tools', name, 'resume'], source) }),
    ...(record === undefined ? {} : { record }),
    ...(input === undefined ? {} : { input: inputOf(input) }),
  };
}

/** Of a command line only the program is a path; what its arguments are is the program's to know. */
function withProgram(words: readonly WrittenWord[], path: Path, source: Source): readonly CommandWord[] {
  const program = programAt(source, [...path, 0]);
  return program === undefined ? words : [program, ...words.slice(1)];
}

/** A path in the member's own directory is known with the member only. */
export const ownDirectory = '{directory}/';

function recordOf(name: string, { record }: WrittenTool, source: Source): DeclaredRecord | undefined {
  const at = ['tools', name, 'record', 'path'];
  const written = textAt(source.root, at);
  if (record === undefined || written === undefined) return undefined; // the schema has told the person
  const path = written.startsWith(ownDirectory) ? written : pathAt(source, at);
  return path === undefined ? undefined : { path, text: record.text, where: whereOf(record) };
}

function whereOf({ where = {} }: WrittenRecord): DeclaredRecord['where'] {
  return { ...where }; // the tree's own objects have no prototype
}

function inputOf({ box, by = 'paste', submit = 'Enter', pause = '300ms', again = '2s', interrupt = 'Escape', commands = [] }: WrittenInput): DeclaredInput {
  return { box, by, submit, pauseMs: shortTimeMs(pause), againMs: shortTimeMs(again), interrupt, commands };
}

/** `300ms` or `2s`, as the schema says. */
function shortTimeMs(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000);
}

/** Where the regular expressions of a declared tool stand. */
export function patternPaths(tool: string, { root }: Source): readonly Path[] {
  const states = declaredStates.flatMap((state) => ['title', 'screen'].map((by) => ['tools', tool, 'states', state, by]));
  return [...states, ['tools', tool, 'input', 'box']].filter((path) => find(root, path) !== undefined);
}
