import { withoutStyles } from '../../util/styles.ts';
import type { Question } from '../../state/evidence.ts';
import type { Answer, Dialog, DialogKey } from '../dialog.ts';

/** What stands in the frame that Gemini CLI draws in place of its input box. */
interface Frame {
  /** Without the frame itself, nor that of a frame in it. */
  readonly lines: readonly string[];
  /** What the inner frame holds, where there is one: a command, a change. */
  readonly inner: readonly string[];
  readonly options: readonly Option[];
}

interface Option {
  readonly digit: string;
  readonly label: string;
}

interface Kind {
  readonly rule: string;
  readonly heading: RegExp;
  question(frame: Frame, heading: RegExpExecArray): Question;
  keys(answer: Answer, frame: Frame): readonly DialogKey[] | undefined;
}

/** What Gemini CLI 0.61 asks, the first that matches; each was read off the real program's screen. */
const kinds: readonly Kind[] = [
  {
    rule: 'it asks whether the folder is trusted',
    heading: /^Do you trust the files in this folder\?/,
    question: ({ options }) => ({ kind: 'trust', ...textIn(options[0]?.label) }),
    keys: () => undefined,
  },
  {
    rule: 'it asks how to log in',
    heading: /^(How would you like to authenticate|Enter Gemini API Key|Login with Google|Waiting for auth)/,
    question: () => ({ kind: 'login' }),
    keys: () => undefined,
  },
  {
    rule: 'it asks a question',
    heading: /^Answer Questions/,
    question: (frame) => ({ kind: 'question', ...textIn(questionText(frame)) }),
    keys: (answer, { options }) => digitOf(options.find(({ label }) => answer.say === 'text' && label === answer.text)),
  },
  {
    rule: 'it asks for a permission',
    heading: /^\? (\S+) *(.*)$/,
    question: ({ inner }, [, tool = '', about = '']) => ({ kind: 'permission', ...textIn(tool === 'Shell' && inner.length > 0 ? inner.join('\n') : `${tool}: ${about}`) }),
    keys: (answer, { options }) => (answer.say === 'text' ? undefined : digitOf(options.find(({ label }) => (answer.say === 'yes' ? label === 'Allow once' : /^No\b/.test(label))))),
  },
  {
    rule: 'a dialog is open',
    heading: /^● /,
    question: ({ lines }) => ({ kind: 'other', ...textIn(lines.find((line) => line !== '')) }),
    keys: () => undefined,
  },
];

/** The dialog that stands on the screen, if one does. */
export function dialogOn(screen: readonly string[]): Dialog | undefined {
  const frame = frameOn(screen);
  if (frame === undefined || limitOn(screen) !== undefined) return undefined;
  for (const kind of kinds) {
    const heading = frame.lines.map((line) => kind.heading.exec(line)).find((match) => match !== null);
    if (heading != null) return { rule: kind.rule, question: kind.question(frame, heading), keysFor: (answer) => kind.keys(answer, frame) };
  }
  return undefined;
}

/** What it says of a usage limit that it has come to: in such a dialog its title goes on to say that it works. */
export function limitOn(screen: readonly string[]): { readonly resets?: string } | undefined {
  const { lines } = frameOn(screen) ?? { lines: [] };
  if (!lines.some((line) => /^Usage limit reached for /.test(line))) return undefined;
  const resets = lines.flatMap((line) => /^Access resets at (.*?)\.?$/.exec(line)?.[1] ?? [])[0];
  return resets === undefined ? {} : { resets };
}

/** The lines of the input box from its mark on (`>`, `*` where all is allowed, `!` for a shell line); undefined where it is not drawn. */
export function inputBox(screen: readonly string[]): readonly string[] | undefined {
  const lines = screen.map((line) => withoutStyles(line).trimEnd());
  const border = lines.findLastIndex((line) => /^─{20,}$/.test(line));
  const first = lines.findIndex((line, at) => at > border && /^ [>*!]( |$)/.test(line));
  if (border < 0 || first < 0 || lines.slice(border).some((line) => /^ ?[╭│╰]/.test(line))) return undefined;
  // Where the terminal has all colours the box has an edge; else the footer begins further left than the lines of a text.
  const end = lines.findIndex((line, at) => at > first && /^(▀{20,}$| \S)/.test(line));
  return lines.slice(first, end < 0 ? undefined : end);
}

/**
 * The footer, where it looks as it does by default, names the branch as soon as it is known. Before that, the box is drawn
 * already, but a paste would be taken for single keys, and some of those are commands.
 */
export function knowsNoBranch(screen: readonly string[]): boolean {
  return screen.some((line) => /^ workspace \(\/directory\) +sandbox .*\/model *$/.test(withoutStyles(line)));
}

/** Nothing stands above the input box yet. Where a conversation is gone on with, it is drawn anew with what was said, and what was typed before is lost. */
export function isBare(screen: readonly string[]): boolean {
  const lines = screen.map((line) => withoutStyles(line).trim());
  const above = lines.slice(0, Math.max(0, lines.findLastIndex((line) => /^─{20,}$/.test(line))));
  return above.length > 0 && above.every((line) => line === '' || line === '? for shortcuts');
}

function frameOn(screen: readonly string[]): Frame | undefined {
  if (inputBox(screen) !== undefined) return undefined;
  const lines = screen.map((line) => line.trim());
  const bottom = lines.findLastIndex((line) => line.startsWith('╰'));
  const top = lines.slice(0, Math.max(0, bottom)).findLastIndex((line) => line.startsWith('╭'));
  if (top < 0) return undefined;
  const within = lines.slice(top + 1, bottom).map(unframed);
  const isInner = (line: string) => /^[╭│╰]/.test(line);
  const own = within.filter((line) => !isInner(line));
  return { lines: own, inner: within.filter((line) => line.startsWith('│')).map((line) => line.slice(2, -1).trimEnd()), options: own.flatMap(optionIn) };
}

function unframed(line: string): string {
  return line.replace(/^│/, '').replace(/│$/, '').trim();
}

function optionIn(line: string): Option[] {
  const [, digit, label] = /^(?:● )?(\d)\. +(\S.*)$/.exec(line) ?? [];
  return digit === undefined || label === undefined ? [] : [{ digit, label }];
}

/** The question stands under the heading, above the first choice. */
function questionText({ lines, options }: Frame): string {
  const first = lines.findIndex((line) => optionIn(line).length > 0);
  const asked = lines.slice(0, Math.max(0, first)).filter((line) => line !== '' && !line.startsWith('Answer Questions')).join(' ');
  const choices = options.map(({ label }) => label).filter((label) => label !== 'Enter a custom value');
  return choices.length === 0 ? asked : `${asked} (${choices.join(' / ')})`;
}

function digitOf(option: Option | undefined): readonly DialogKey[] | undefined {
  return option === undefined ? undefined : [{ press: option.digit }];
}

function textIn(text: string | undefined): { readonly text?: string } {
  return text === undefined || text.trim() === '' ? {} : { text: text.trim() };
}
