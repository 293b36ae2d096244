import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from '../cli/arguments.ts';
import { UsageError, type Invocation } from '../cli/command.ts';
import { allCommands, loadCommand } from '../cli/commands/index.ts';
import { openStoreFor } from '../cli/team-world.ts';
import type { Store } from '../host/store/store.ts';
import { wordsOf, type CommandLine } from '../server/command-line.ts';
import { configured, environmentFor, type Settings } from './configuration.ts';

/**
 * Runs a verb of the command line in this process, and gives the document that it prints with `--json`. Throws what the verb
 * throws: its message is the sentence that a person would read.
 */
export async function documentOf<Document>({ verb, operands, options }: CommandLine, own: Pick<Settings, 'redis' | 'directory'> = {}): Promise<Document> {
  if (operands.includes('-')) throw new UsageError('A text can not be a single dash.', 'Say it in words.'); // it means standard input
  const command = await loadCommand(verb);
  if (command === undefined) throw new Error(`the SDK calls the unknown verb ${verb}`);
  const said: string[] = [];
  const [, ...words] = wordsOf({ verb, operands, options: { ...options, json: true } });
  await command.run({ ...invocationFor({ ...configured(), ...own }, said), ...readArguments(command, words) });
  return JSON.parse(said.join('\n')) as Document;
}

/** Looks at the store of the configured state directory. */
export function lookInStore<Found>(look: (store: Store) => Found): Found {
  const store = openConfiguredStore();
  try {
    return look(store);
  } finally {
    store.close();
  }
}

/** The same for work that takes its time. */
export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = openConfiguredStore();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** The store of the configured state directory; the caller closes it. */
export function openConfiguredStore(): Store {
  return openStoreFor(silentInvocation());
}

/** A call for what commands share, which prints nothing. */
export function silentInvocation(): Invocation {
  return invocationFor(configured(), []);
}

/** The options of a command line out of those of a call: what is not given or false is left out. */
export function optionsFrom(given: Readonly<Record<string, string | readonly string[] | boolean | undefined>>): CommandLine['options'] {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]): [string, string | readonly string[] | true][] => (value === undefined || value === false ? [] : [[name, value]])));
}

/** Milliseconds as an option takes them, in whole seconds. */
export function durationText(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined) return undefined;
  return milliseconds === 0 ? '0' : `${Math.ceil(milliseconds / 1000)}s`;
}

const nothingGiven: Pick<Invocation, 'operands' | 'options'> = { operands: [], options: { has: () => false, text: () => undefined, texts: () => [] } };

/** A call without a person: nobody can be asked, and what stands beside the document is a warning. */
function invocationFor(settings: Settings, said: string[]): Invocation {
  const { directory = '.', warn = (sentence: string) => process.emitWarning(sentence, 'CodersWarning') } = settings;
  const keep = (text: string) => void said.push(text);
  return {
    ...nothingGiven,
    terminal: { out: warn, data: keep, err: warn, color: false, interactive: false, columns: 120, ask: () => Promise.resolve(undefined) },
    environment: environmentFor(settings),
    directory: resolve(directory),
    packageDirectory: dirname(dirname(fileURLToPath(import.meta.url))), // as seen from dist/index.js
    allCommands,
  };
}
