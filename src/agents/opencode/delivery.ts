import type { Delivery, RecordedPrompt } from '../delivery.ts';
import { promptsOf } from './places.ts';
import { inputBox } from './screen.ts';

/** How text is given to OpenCode, which takes its time with it: seconds, on a busy machine. */
export const opencodeDelivery: Delivery = {
  channel: { by: 'paste', submit: { key: 'Enter', afterMs: 400, againAfterMs: 10_000 } },
  // It asks to be interrupted twice, and the second time ends the turn.
  interrupt: 'Escape',
  asPrompt,
  draft,
  isDraftOf,
  isReadyTooEarly: true,
  record: ({ conversation, environment }) => promptsOf(conversation, environment),
  promptsIn,
};

/** What OpenCode would not take as text, each tried with the real program, and how it is said instead. */
const rewrites: readonly { readonly from: RegExp; readonly to: string }[] = [
  { from: /^\s+|\s+$/g, to: '' },
  { from: /\r\n?/g, to: '\n' },
  { from: /^(?=!)/, to: ' ' }, // a shell line, where it is typed
  { from: /^(?=\/[\w:.-]*(\s|$))/, to: 'Text: ' }, // a command of its own or of the person's; a path with a second slash is text
  { from: /@\S*$/, to: '$& ' }, // Enter would choose from the list of files that is open
];

/** The text as a prompt that stays one. Changes nothing in a text that it made. */
export function asPrompt(text: string): string {
  return rewrites.reduce((prompt, { from, to }) => prompt.replace(from, to), text);
}

function draft(styled: readonly string[]): string | undefined {
  const box = inputBox(styled);
  return box === undefined ? undefined : `${box.isShell ? '!' : ''}${box.text.join('\n').trimEnd()}`;
}

/** A paste of more than two lines or 150 characters stands there as one label. */
function isDraftOf(shown: string, prompt: string): boolean {
  return shown === `[Pasted ~${prompt.split('\n').length} lines]` || shown.replace(/\s/g, '') === prompt.replace(/\s/g, '');
}

function promptsIn(record: string): readonly RecordedPrompt[] {
  return record.split('\n').filter((line) => line !== '').map((line) => {
    const { text, at } = JSON.parse(line) as { readonly text: string; readonly at: number };
    return { text: asPrompt(text), at };
  });
}
