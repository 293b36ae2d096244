import { quote } from '../../diagnostics/words.ts';
import { UsageError } from '../command.ts';
import { givenText } from '../given-text.ts';
import type { MissionCall } from './verb.ts';

/** Everything that a terminal would not take as text. Line ends and tabs are text. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** What a mission's member is to be told: --brief, the file of --file, or standard input for `-`. Throws a UsageError unless it is exactly one of them. */
export function briefOf({ invocation, words: [, dash] }: MissionCall): string {
  const { options } = invocation;
  if (dash !== undefined && dash !== '-') throw new UsageError(`coders mission add takes one name, and ${quote(dash)} is one word more.`, 'Give the text with --brief, with --file, or by standard input as -.');
  const [brief, file] = [options.text('brief'), options.text('file')];
  const given = [brief, file, dash].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new UsageError(given.length === 0 ? 'The mission does not say what is to be done.' : 'The mission says in more than one way what is to be done.', 'Give a text with --brief, with --file, or by standard input as -.');
  }
  const text = brief ?? givenText(file ?? '-', invocation);
  return textFrom(text, 'brief');
}

/** A text that can be passed on to an agent. Throws a UsageError for one that is empty or holds control characters. */
export function textFrom(given: string, what: 'brief' | 'reason' | 'output'): string {
  const text = given.replace(/\r\n?/g, '\n').trimEnd();
  if (text.trim() === '') throw new UsageError(`The ${what} is empty.`, 'Say in a sentence or two what it is about.');
  const found = control.exec(text);
  if (found !== null) throw new UsageError(`The ${what} holds the control character ${JSON.stringify(found[0])}, which a terminal would obey.`, 'Take it out; line ends and tabs are fine.');
  return text;
}
