import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../util/suggest.ts';
import { readArguments } from './arguments.ts';
import { exits, UsageError, type Command } from './command.ts';
import { allCommands, loadCommand } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { failureText } from './reporters/failure.ts';
import { version } from './version.ts';

/** Runs one command line and returns its exit code. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const terminal = processTerminal(environment);
  try {
    return await dispatch(argv, environment, terminal);
  } catch (error) {
    const { text, exit } = failureText(error, { color: terminal.color, json: argv.includes('--json') });
    if (argv.includes('--json')) terminal.data(text);
    else terminal.err(text);
    return exit;
  }
}

async function dispatch(argv: readonly string[], environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  const [verb, ...rest] = argv;
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    const named = rest.find((word) => !word.startsWith('-'));
    terminal.out(named === undefined ? await overview(terminal.color) : commandHelp(await find(named), terminal));
    return exits.success;
  }
  if (verb === '--version' || verb === '-V' || verb === 'version') {
    terminal.out(version);
    return exits.success;
  }
  const command = await find(verb);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(commandHelp(command, terminal));
    return exits.success;
  }
  const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
  return command.run({ ...readArguments(command, rest), terminal, environment, directory: process.cwd(), packageDirectory, allCommands });
}

async function find(verb: string): Promise<Command> {
  const command = await loadCommand(verb);
  if (command !== undefined) return command;
  const names = (await allCommands()).map(({ name }) => name);
  const meant = nearest(verb, names);
  throw new UsageError(`coders has no verb "${verb}".`, meant === undefined ? `Its verbs are ${names.join(', ')}.` : `Did you mean coders ${meant}?`);
}
