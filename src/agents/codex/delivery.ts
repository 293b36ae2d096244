import { withoutFaint, withoutStyles } from '../../util/styles.ts';
import type { Delivery } from '../delivery.ts';
import { rolloutsOf } from './places.ts';
import { promptsIn } from './rollout.ts';
import { dialogOn } from './screen.ts';

/** How text is given to Codex. It draws typed text slowly, about 800 characters a second, and takes a paste at once. */
export const codexDelivery: Delivery = {
  channel: { by: 'paste', submit: { key: 'Enter', afterMs: 150, againAfterMs: 3000 } },
  interrupt: 'Escape',
  asPrompt,
  draft,
  isDraftOf,
  isReadyTooEarly: true,
  record: rolloutsOf,
  // With the blanks that `asPrompt` put there and Codex took off.
  promptsIn: (record) => promptsIn(record).map((prompt) => ({ ...prompt, text: asPrompt(prompt.text) })),
};

/**
 * With a blank before it, `/` begins no command and `!` no shell line; with one behind it, Enter sends the text and does not
 * choose from the list that a last word with `@` or `$` opens. Codex takes both blanks off again, as all around a prompt.
 */
export function asPrompt(text: string): string {
  return ` ${text.trim()} `;
}

/**
 * From the mark of the input box to the empty line above the footer. The mark is bright; before what was said earlier it
 * is faint. While Codex still starts there is a box already, but what is typed there may be lost to a dialog: its footer
 * is only a hint then.
 */
function draft(styled: readonly string[]): string | undefined {
  const bright = styled.map((line) => withoutStyles(withoutFaint(line)).trimEnd());
  const plain = styled.map((line) => withoutStyles(line).trimEnd());
  const first = bright.findLastIndex((line) => /^[›!](\s|$)/.test(line));
  const end = plain.findLastIndex((line) => line !== '');
  const gap = plain.slice(0, end + 1).lastIndexOf('');
  const footer = plain.slice(gap + 1, end + 1).join(' ');
  if (first < 0 || gap <= first || footer.trim() === '? for shortcuts' || dialogOn(plain) !== undefined) return undefined;
  const shellMark = bright[first]!.startsWith('!') ? '!' : '';
  return shellMark + bright.slice(first, gap).map((line) => line.slice(2)).join('\n').trimEnd();
}

/** A paste of more than 1000 characters stands there as one label. */
function isDraftOf(shown: string, prompt: string): boolean {
  return shown === `[Pasted Content ${[...prompt].length} chars]` || shown.replace(/\s/g, '') === prompt.replace(/\s/g, '');
}
