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
  const help = `See coders ${command.name} --help.`;
  if (unknown === undefined) return new UsageError(`${error.message.split('\n')[0]?.replace(/\.$/, '')}.`, help);
  const meant = nearest(unknown.replace(/^-+/, ''), Object.keys(command.options));
  return new UsageError(`coders ${command.name} has no option ${unknown}.`, meant === undefined ? help : `Did you mean --${meant}?`);
}
