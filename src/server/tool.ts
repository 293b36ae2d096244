import type { CommandLine } from './command-line.ts';

/** One argument of a tool. */
export interface Parameter {
  readonly about: string;
  /** `choice` takes one of `words`, `several` a list of texts, `number` a whole number from 0. */
  readonly kind: 'text' | 'several' | 'number' | 'yes-or-no' | 'choice';
  readonly words?: readonly string[];
}

/** What is asked of a tool: the command lines that do it, in order, until one fails. */
export interface Action {
  /** Half a sentence. */
  readonly summary: string;
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  lines(given: Arguments, caller: CallerTeam): readonly CommandLine[];
}

/** One tool of the server. The one without actions does a single thing. */
export interface Tool {
  readonly name: string;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly does: Action | Readonly<Record<string, Action>>;
  /** The action that is meant where none is named; without it, one must be. */
  readonly usual?: string;
}

/** The team that a call is about where it names no other: the member's own. Undefined for a person, who may be in its folder. */
export interface CallerTeam {
  readonly team?: string;
}

/** The arguments of a call, checked against the tool's parameters. */
export interface Arguments {
  text(name: string): string | undefined;
  several(name: string): readonly string[];
  has(name: string): boolean;
}

/** The actions by the words that name them; undefined for a tool that does a single thing. */
export function actionsOf({ does }: Tool): Readonly<Record<string, Action>> | undefined {
  return isAction(does) ? undefined : does;
}

export function isAction(does: Tool['does']): does is Action {
  return typeof does['lines'] === 'function';
}

/** Those of these arguments that are given, as options of a command line of the same names, with `-` for `_`. */
export function optionsFrom(given: Arguments, names: readonly string[]): CommandLine['options'] {
  return Object.fromEntries(names.flatMap((name): [string, string | readonly string[]][] => {
    const values = given.several(name);
    return values.length === 0 ? [] : [[name.replaceAll('_', '-'), values]];
  }));
}

/** The option that names a team, where one is meant. */
export function teamOption(team: string | undefined): CommandLine['options'] {
  return team === undefined ? {} : { team };
}
