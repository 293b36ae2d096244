import { parseArgs } from 'node:util';
import { nearest } from '../util/suggest.ts';
import { UsageError, type Command, type OptionValues } from './command.ts';

export interface Arguments {
  readonly operands: readonly string[];
  readonly options: OptionValues;
}

/** Reads a verb's command line. Throws a UsageError that names the nearest option. */
export function readArguments(command: Command, argv: readonly string[]): Arguments {
  const { values, positionals } = parse(command, argv);
  const most = command.mostOperands ?? 1;
  const extra = positionals[most];
  if (extra !== undefined) throw new UsageError(`coders ${command.name} takes no more than ${most === 1 ? 'one word' : `${most} words`} beside its options, and "${extra}" is one more.`, helpFor(command));
  return {
    operands: positionals,
    options: {
      has: (name) => values[name] === true,
      text: (name) => [values[name]].flat().filter((value) => typeof value === 'string').at(-1),
      texts: (name) => [values[name]].flat().filter((value) => typeof value === 'string'),
    },
  };
}

function parse(command: Command, argv: readonly string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { value, multiple, short }]) => [name, {
    type: value === undefined ? ('boolean' as const) : ('string' as const),
    ...(multiple === undefined ? {} : { multiple }),
    ...(short === undefined ? {} : { short }),
  }]));
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw explained(command, error as Error & { code?: string });
  }
}

function explained(command: Command, error: Error & { code?: string }): Error {
  if (!error.code?.startsWith('ERR_PARSE_ARGS')) return error;
  const unknown = /^Unknown option '(-[^']*)'/.exec(error.message)?.[1];
  if (unknown === undefined) return misused(command, error.message);
  const meant = nearest(unknown.replace(/^-+/, ''), Object.keys(command.options));
  return new UsageError(`coders ${command.name} has no option ${unknown}.`, meant === undefined ? helpFor(command) : `Did you mean --${meant}?`);
}

/** An option with a value too few or one too many; Node says which, in words that explain its own API. */
function misused(command: Command, words: string): UsageError {
  const name = /^Option '(?:-\w, )?--([\w-]+)/.exec(words)?.[1] ?? '';
  const value = command.options[name]?.value;
  const sentence = value === undefined ? `The option --${name} takes no value.` : `The option --${name} needs a value: --${name}=${value}.`;
  return new UsageError(sentence, helpFor(command));
}

function helpFor({ name }: Command): string {
  return `See coders ${name} --help.`;
}
