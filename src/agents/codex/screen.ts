import type { Evidence, Question } from '../../state/evidence.ts';
import type { Answer, Dialog, DialogKey } from '../dialog.ts';

/** A dialog's lines from its heading on, what it is about, and its numbered choices. */
interface Block {
  readonly heading: string;
  readonly about: readonly string[];
  readonly options: readonly Option[];
}

interface Option {
  /** The key that chooses it, at once. */
  readonly digit: string;
  readonly label: string;
  /** The cursor stands on it. */
  readonly isNext: boolean;
}

interface Kind {
  readonly rule: string;
  readonly heading: RegExp;
  question(block: Block): Question;
  keys(answer: Answer, block: Block): readonly DialogKey[] | undefined;
}

const nothing = () => undefined;

/** What Codex 0.169 asks, the first that matches; each was read off the real program's screen. */
const kinds: readonly Kind[] = [
  {
    rule: 'it asks to run a command',
    heading: /^Would you like to run the following command\?/,
    question: ({ about }) => asking('permission', commandIn(about)),
    keys: yesOrNo,
  },
  {
    rule: 'it asks for a permission',
    heading: /^Would you like to .*\?$/,
    question: ({ heading, about }) => asking('permission', [heading, ...about].filter((line) => line !== '').map((line) => line.trim()).join(' ')),
    keys: yesOrNo,
  },
  {
    rule: 'it asks whether the directory is trusted',
    heading: /^Folder access$/,
    question: ({ about }) => asking('trust', firstOf(about)),
    keys: (answer, { options }) => (answer.say === 'yes' && options.some(({ label, isNext }) => isNext && label === 'Trust and continue') ? [{ press: 'Enter' }] : undefined),
  },
  {
    rule: 'it asks how to sign in',
    heading: /^(Choose how you want to use Codex|Sign in with )/,
    question: () => ({ kind: 'login' }),
    keys: nothing,
  },
  {
    rule: 'it asks a question',
    heading: /^Question \d+\/\d+/,
    question: ({ about, options }) => asking('question', `${about.map((line) => line.trim()).join(' ').trim()} (${choices(options).map(({ label }) => label).join(' / ')})`),
    keys: chosen,
  },
  {
    rule: 'its conversation is open elsewhere',
    heading: /This conversation is open in another app/,
    question: () => asking('other', 'This conversation is open in another app'),
    keys: nothing,
  },
];

/** The dialog that stands on the screen, if one does. */
export function dialogOn(screen: readonly string[]): Dialog | undefined {
  const hint = screen.findLastIndex((line) => line.trim() !== '');
  // Below a dialog stand the keys that answer it; the agent's own words never reach that far down.
  if (!/\benter\b.*\b(esc|continue|confirm|select)\b|\bPress enter\b|\br retry\b/i.test(screen[hint] ?? '')) return undefined;
  const lines = screen.slice(0, hint);
  for (const kind of kinds) {
    const at = lines.findLastIndex((line) => kind.heading.test(line.trim()));
    if (at >= 0) return dialogOf(kind, blockAt(lines, at));
  }
  const other = headingOfOther(lines);
  return other === undefined ? undefined : dialogOf({ rule: 'a dialog is open', question: ({ heading }) => asking('other', heading), keys: nothing }, blockAt(lines, other));
}

/** What the screen says that nothing else does. */
export function inScreen(screen: readonly string[]): Evidence[] {
  const dialog = dialogOn(screen);
  return dialog === undefined ? [] : [{ source: 'screen', rule: dialog.rule, reading: { status: 'waiting', for: dialog.question } }];
}

function dialogOf({ rule, question, keys }: Omit<Kind, 'heading'>, block: Block): Dialog {
  return { rule, question: question(block), keysFor: (answer) => keys(answer, block) };
}

function blockAt(lines: readonly string[], at: number): Block {
  const below = lines.slice(at + 1);
  const first = below.findIndex((line) => optionIn(line) !== undefined);
  return { heading: lines[at]!.trim(), about: below.slice(0, first < 0 ? undefined : first), options: below.flatMap((line) => optionIn(line) ?? []) };
}

function optionIn(line: string): Option | undefined {
  const [, cursor, digit, label] = /^ *([›>] )? *(\d)\. (.*?)(?: {2,}.*)?$/.exec(line) ?? [];
  return digit === undefined ? undefined : { digit, label: label!, isNext: cursor !== undefined };
}

/** Of a dialog that nobody taught the runner: where the paragraph above its choices begins. */
function headingOfOther(lines: readonly string[]): number | undefined {
  const cursor = lines.findLastIndex((line) => /^› \d\. /.test(line));
  const options = lines.slice(0, cursor + 1).findLastIndex((line) => optionIn(line) === undefined) + 1;
  const last = lines.slice(0, Math.max(0, options)).findLastIndex((line) => line.trim() !== '');
  const gap = lines.slice(0, Math.max(0, last)).findLastIndex((line) => line.trim() === '');
  return cursor < 0 || last < 0 ? undefined : gap + 1;
}

function asking(kind: Question['kind'], text: string | undefined): Question {
  return text === undefined || text === '' ? { kind } : { kind, text };
}

function firstOf(lines: readonly string[]): string | undefined {
  return lines.find((line) => line.trim() !== '')?.trim();
}

/** Behind the `$`; its further lines stand indented as all of the dialog. */
function commandIn(about: readonly string[]): string {
  const first = about.findIndex((line) => line.startsWith('  $ '));
  return first < 0 ? '' : about.slice(first).map((line) => line.replace(/^ {2}(\$ )?/, '').trimEnd()).join('\n').trim();
}

/** A "No" ends the turn, as Codex has it. */
function yesOrNo(answer: Answer, { options }: Block): readonly DialogKey[] | undefined {
  if (answer.say === 'text') return undefined;
  const wanted = answer.say === 'yes' ? /^Yes\b/ : /^No\b/;
  return digitOf(options.find(({ label }) => wanted.test(label)));
}

/** One choice of a single question. Other words, and several questions, are for a person at the window. */
function chosen(answer: Answer, { heading, options }: Block): readonly DialogKey[] | undefined {
  const text = answer.say === 'text' ? answer.text : answer.say;
  return /^Question 1\/1\b/.test(heading) ? digitOf(choices(options).find(({ label }) => label.toLowerCase() === text.toLowerCase())) : undefined;
}

/** Those of the agent's own. */
function choices(options: readonly Option[]): readonly Option[] {
  return options.filter(({ label }) => label !== 'None of the above');
}

function digitOf(option: Option | undefined): readonly DialogKey[] | undefined {
  return option === undefined ? undefined : [{ press: option.digit }];
}
