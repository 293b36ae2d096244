import { sendable } from '../../delivery/sendable.ts';
import { UsageError, type Invocation } from '../command.ts';
import { givenText } from '../given-text.ts';

/** Longer ones are files, and their path can be told. */
const mostBytes = 256 * 1024;

/** The text of what is written or kept: the word that was given, the file of --file, or standard input for `-`. Throws a UsageError for none, or one that a terminal would obey. */
export function mailText(word: string | undefined, invocation: Invocation, what: 'message' | 'value' | 'learning' = 'message'): string {
  const file = invocation.options.text('file');
  if (file !== undefined && word !== undefined) throw new UsageError(`The ${what} has a text and --file.`, 'Leave one of them out.');
  const given = file !== undefined || word === '-' ? givenText(file ?? '-', invocation) : word;
  if (given === undefined || given.trim() === '') throw new UsageError(`The ${what} has no text.`, 'Give it as an operand, with --file, or by standard input as -.');
  if (Buffer.byteLength(given) > mostBytes) throw new UsageError(`The text has ${Buffer.byteLength(given)} bytes, and a ${what} may have ${mostBytes}.`, 'Leave it in a file, and say where that is.');
  const checked = sendable(given);
  if ('problem' in checked) throw new UsageError(checked.problem, checked.hint);
  return checked.text;
}
