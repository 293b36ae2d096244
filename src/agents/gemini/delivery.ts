import type { Delivery } from '../delivery.ts';
import { promptsIn } from './chat.ts';
import { chatOf } from './places.ts';
import { inputBox } from './screen.ts';

/** How text is given to Gemini CLI. Enter that comes sooner than 100 ms after a paste is taken for a line end. */
export const geminiDelivery: Delivery = {
  channel: { by: 'paste', submit: { key: 'Enter', afterMs: 400, againAfterMs: 3000 } },
  interrupt: 'Escape',
  asPrompt,
  draft,
  isDraftOf,
  isReadyTooEarly: true,
  record: ({ conversation, environment }) => chatOf(conversation, environment),
  // A person's settings may have Gemini CLI take the backslashes off again.
  promptsIn: (record) => promptsIn(record).map((prompt) => ({ ...prompt, text: asPrompt(prompt.text) })),
};

/** What Gemini CLI would not take as text, each tried with the real program, and how it is said instead. */
const rewrites: readonly { readonly from: RegExp; readonly to: string }[] = [
  { from: /^\s+|\s+$/g, to: '' }, // it takes these off itself
  { from: /\r\n?/g, to: '\n' },
  { from: /^(?=[!?])/, to: ' ' }, // a shell line, the help: both only where it is typed, which a paste may be taken for
  { from: /^(?=\/[\w:.-]*(\s|$))/, to: 'Text: ' }, // a command of its own, known or not; a path with a second slash is text
  { from: /(?<!\\)@(?=[^\s,;!?()[\]{}.]|\.\S)/g, to: '\\@' }, // a file whose content goes along, or one whose name is a little like it
  { from: /\\$/, to: '\\ ' }, // Enter behind a backslash is a line end
  { from: /@\S*$/, to: '$& ' }, // Enter would choose from the list of files that is open
];

/** The text as a prompt that stays one. Changes nothing in a text that it made. */
export function asPrompt(text: string): string {
  return rewrites.reduce((prompt, { from, to }) => prompt.replace(from, to), text);
}

const placeholder = /^ {2}(Type your message or @path\/to\/file|Type your shell command|Press 'i' for INSERT mode\.|Press 'Esc' for NORMAL mode\.)$/;

function draft(styled: readonly string[]): string | undefined {
  const box = inputBox(styled);
  if (box === undefined) return undefined;
  const [first = '', ...rest] = box.map((line) => line.slice(3));
  const shellMark = box[0]?.startsWith(' !') === true ? '!' : '';
  return placeholder.test(first) ? shellMark : shellMark + [first, ...rest].join('\n').trimEnd();
}

/** A paste of more than 5 lines or 500 characters stands there as one label. */
function isDraftOf(shown: string, prompt: string): boolean {
  const labels = [`${prompt.split('\n').length} lines`, `${prompt.length} chars`, `${[...prompt].length} chars`];
  return labels.some((size) => shown === `[Pasted Text: ${size}]`) || shown.replace(/\s/g, '') === prompt.replace(/\s/g, '');
}
