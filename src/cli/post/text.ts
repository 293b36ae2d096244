import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sendable } from '../../delivery/sendable.ts';
import { UsageError, type Invocation } from '../command.ts';

/** Longer ones are files, and their path can be told. */
const mostBytes = 256 * 1024;

/** The text of a mail: the word that was given, the file of --file, or standard input for `-`. Throws a UsageError for none, or one that a terminal would obey. */
export function mailText(word: string | undefined, { options, directory }: Invocation): string {
  const file = options.text('file');
  if (file !== undefined && word !== undefined) throw new UsageError('The message has a text and --file.', 'Leave one of them out.');
  const given = file !== undefined ? readFileSync(resolve(directory, file), 'utf8') : word === '-' ? readFileSync(0, 'utf8') : word;
  if (given === undefined || given.trim() === '') throw new UsageError('The message has no text.', 'Give it as an operand, with --file, or by standard input as -.');
  if (Buffer.byteLength(given) > mostBytes) throw new UsageError(`The text has ${Buffer.byteLength(given)} bytes, and a message may have ${mostBytes}.`, 'Leave it in a file, and say where that is.');
  const checked = sendable(given);
  if ('problem' in checked) throw new UsageError(checked.problem, checked.hint);
  return checked.text;
}
