import { either, quote, together } from '../diagnostics/words.ts';
import { nearest } from '../util/suggest.ts';
import { isAction, type Action, type Arguments, type Parameter, type Tool } from './tool.ts';
import { WrongCall } from './wrong-call.ts';

/** A call of a tool: the action that it means, and its arguments. */
export interface ToolCall {
  readonly action: Action;
  readonly given: Arguments;
}

/** Reads the arguments of a call. Throws a WrongCall. */
export function readCall(tool: Tool, written: Readonly<Record<string, unknown>>): ToolCall {
  const { action: word, ...others } = present(written);
  const { name, action } = actionMeant(tool, word ?? tool.usual);
  const rest = isAction(tool.does) && word !== undefined ? { action: word, ...others } : others;
  const values = Object.entries(rest).map(([argument, value]) => [argument, valuesOf(argument, value, { tool, name, action })] as const);
  const given = new Map(values);
  const missing = action.needs.filter((argument) => !given.has(argument));
  if (missing.length > 0) throw new WrongCall(`${name} needs ${together(missing)}. ${missing.map((argument) => `${argument}: ${tool.parameters[argument]!.about}.`).join(' ')}`);
  return {
    action,
    given: {
      text: (argument) => given.get(argument)?.[0],
      several: (argument) => given.get(argument) ?? [],
      has: (argument) => given.get(argument)?.[0] === 'true',
    },
  };
}

/** Models write null, and some an empty text, for what they leave out. */
function present(written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null && value !== undefined && value !== ''));
}

interface Meant {
  /** `agent kill`, or the tool's name alone. */
  readonly name: string;
  readonly action: Action;
}

function actionMeant(tool: Tool, word: unknown): Meant {
  if (isAction(tool.does)) return { name: tool.name, action: tool.does };
  const actions = tool.does;
  const names = Object.keys(actions);
  if (word === undefined) throw new WrongCall(`${tool.name} needs an action. It is ${either(names)}.`);
  if (typeof word === 'string' && Object.hasOwn(actions, word)) return { name: `${tool.name} ${word}`, action: actions[word]! };
  const meant = typeof word === 'string' ? nearest(word, names) : undefined;
  throw new WrongCall(`${tool.name} knows no action ${quote(String(word))}. ${meant === undefined ? `It is ${either(names)}.` : `Did you mean ${meant}?`}`);
}

function valuesOf(argument: string, value: unknown, { tool, name, action }: Meant & { readonly tool: Tool }): readonly string[] {
  const taken = [...action.needs, ...action.takes];
  const parameter = taken.includes(argument) ? tool.parameters[argument] : undefined;
  if (parameter === undefined) {
    const meant = nearest(argument, taken);
    throw new WrongCall(`${name} takes no ${argument}. ${meant === undefined ? `It takes ${taken.length === 0 ? 'nothing' : together(taken)}.` : `Did you mean ${meant}?`}`);
  }
  const values = forms[parameter.kind](value, parameter);
  if (values === undefined) throw new WrongCall(`${argument} can not be ${quote(typeof value === 'string' ? value : JSON.stringify(value))}. ${wanted(parameter)}`);
  return values;
}

/** How each kind is read; undefined for what it can not be. A number may be written as a text, and one text stands for a list of it. */
const forms: Readonly<Record<Parameter['kind'], (value: unknown, parameter: Parameter) => readonly string[] | undefined>> = {
  text: (value) => (typeof value === 'string' ? [value] : undefined),
  choice: (value, { words = [] }) => (typeof value === 'string' && words.includes(value) ? [value] : undefined),
  several: (value) => ([value].flat().every((one) => typeof one === 'string') ? ([value].flat() as string[]) : undefined),
  number: (value) => (/^\d{1,6}$/.test(String(value)) ? [String(value)] : undefined),
  'yes-or-no': (value) => (typeof value === 'boolean' ? [String(value)] : undefined),
};

function wanted({ kind, words = [] }: Parameter): string {
  const sentences: Readonly<Record<Parameter['kind'], string>> = {
    text: 'It is a text.',
    choice: `It is ${either(words)}.`,
    several: 'It is a list of texts.',
    number: 'It is a whole number from 0.',
    'yes-or-no': 'It is true or false.',
  };
  return sentences[kind];
}
