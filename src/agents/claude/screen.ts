import type { Question } from '../../state/evidence.ts';
import { hasInputBox } from './delivery.ts';
import type { Answer, Dialog, DialogKey } from '../dialog.ts';

/** A dialog's block on the screen: all from the last border above its options, and those options. */
interface Block {
  readonly lines: readonly string[];
  readonly options: readonly Option[];
}

interface Option {
  /** The key that chooses it; absent where only the arrows do. */
  readonly digit?: string;
  readonly label: string;
}

interface Kind {
  readonly rule: string;
  matches(block: Block): boolean;
  question(block: Block): Question;
  keys(answer: Answer, block: Block): readonly DialogKey[] | undefined;
}

/** What Claude Code 2.1 asks, the first that matches; each was read off the real program's screen. */
const kinds: readonly Kind[] = [
  {
    rule: 'it asks whether the directory is trusted',
    matches: has(/Accessing workspace:/),
    question: ({ lines }) => ({ kind: 'trust', ...textIn(lines.slice(lines.findIndex((line) => line.includes('Accessing workspace:')) + 1).find((line) => line !== '')) }),
    // The cursor stands on "No, exit".
    keys: (answer, { options }) => (answer.say === 'yes' && options[0]?.label === 'No, exit' ? [{ press: 'Down' }, { press: 'Enter' }] : undefined),
  },
  {
    rule: 'it asks how to log in',
    matches: has(/Select login method|Paste code here/),
    question: () => ({ kind: 'login' }),
    keys: () => undefined,
  },
  {
    rule: 'it asks for a permission',
    matches: ({ options }) => /^Yes\b/.test(options[0]?.label ?? '') && options.some(isNo),
    question: (block) => ({ kind: 'permission', ...textIn(permissionText(block.lines)) }),
    keys: (answer, { options }) => (answer.say === 'text' ? undefined : digitOf(answer.say === 'yes' ? options[0] : options.find(isNo))),
  },
  {
    rule: 'it asks a question',
    matches: has(/^Enter to select · /),
    question: (block) => ({ kind: 'question', ...textIn(questionText(block)) }),
    keys: chosen,
  },
  {
    rule: 'a dialog is open',
    matches: has(/(Esc to cancel|Enter to confirm)/),
    question: ({ lines }) => ({ kind: 'other', ...textIn(lines.find((line) => line !== '')) }),
    keys: () => undefined,
  },
];

/** What it says below its input box, which a person answers with a command. */
const loginRequest: Dialog = {
  rule: 'it says that nobody is logged in',
  question: { kind: 'login', text: 'not logged in; run /login' },
  keysFor: () => undefined,
};

/** The dialog that stands on the screen, if one does. */
export function dialogOn(screen: readonly string[]): Dialog | undefined {
  if (screen.some((line) => /Not logged in · run \/login\s*$/.test(line))) return loginRequest;
  const block = blockOn(screen.map((line) => line.trim()));
  const kind = block === undefined || isLimit(block) ? undefined : kinds.find((one) => one.matches(block));
  if (block === undefined || kind === undefined) return undefined;
  return { rule: kind.rule, question: kind.question(block), keysFor: (answer) => kind.keys(answer, block) };
}

/** Whether it asks what to do about a usage limit whose end is far. */
export function isLimited(screen: readonly string[]): boolean {
  const block = blockOn(screen.map((line) => line.trim()));
  return block !== undefined && isLimit(block);
}

function isLimit({ options }: Block): boolean {
  return options.some(({ label }) => label === 'Stop and wait for limit to reset');
}

const border = /^(─{10,}|▔{10,})$/;

/** Undefined where an input box stands: what looks like a choice above it was said before. */
function blockOn(lines: readonly string[]): Block | undefined {
  if (hasInputBox(lines)) return undefined;
  const cursor = lines.findLastIndex((line) => /^❯ \S/.test(line));
  const top = lines.slice(0, Math.max(0, cursor)).findLastIndex((line) => border.test(line));
  if (top < 0) return undefined;
  const block = lines.slice(top + 1);
  const choices = block.slice(block.findLastIndex((line) => /^╌+$/.test(line)) + 1);
  return { lines: block, options: /^❯ \d\. /.test(lines[cursor]!) ? numbered(choices) : unnumbered(choices) };
}

function numbered(lines: readonly string[]): Option[] {
  return lines.flatMap((line): Option[] => {
    const [, digit, label] = /^(?:❯ )?(\d)\. (?:\[.\] )?(\S.*)$/.exec(line) ?? [];
    return digit === undefined || label === undefined ? [] : [{ digit, label }];
  });
}

/** From the cursor down to the first empty line. */
function unnumbered(lines: readonly string[]): Option[] {
  const from = lines.slice(lines.findIndex((line) => line.startsWith('❯ ')));
  const end = from.indexOf('');
  return from.slice(0, end < 0 ? from.length : end).map((line) => ({ label: line.replace(/^❯ /, '') }));
}

function has(pattern: RegExp): (block: Block) => boolean {
  return ({ lines }) => lines.some((line) => pattern.test(line));
}

function isNo({ label }: Option): boolean {
  return /^No\b/.test(label);
}

function textIn(text: string | undefined): { readonly text?: string } {
  return text === undefined || text.trim() === '' ? {} : { text: text.trim() };
}

/** The command itself, which stands between two dashed lines; for other tools what they are about to do. */
function permissionText(lines: readonly string[]): string {
  const [title = '', second = ''] = lines.filter((line) => line !== '');
  const [from, to] = lines.flatMap((line, index) => (/^╌+$/.test(line) ? [index] : []));
  if (title !== 'Bash command' || from === undefined || to === undefined) return `${title.replace(/\?$/, '')}: ${second}`;
  return lines.slice(from + 1, to).map((line) => line.replace(/^│ ?/, '')).join('\n');
}

/** The question stands under its tabs, above the first choice. */
function questionText({ lines, options }: Block): string {
  const first = lines.findIndex((line) => line.includes(options[0]?.label ?? '\0'));
  const asked = lines.slice(0, first).filter((line) => line !== '' && !/[☐☒✔]/.test(line)).join(' ');
  const choices = options.map(({ label }) => label).filter((label) => !/^(Type something|Chat about this)/.test(label));
  return `${asked} (${choices.join(' / ')})`;
}

/** One choice of one question. Several questions, or several choices of one, are for a person at the window. */
function chosen(answer: Answer, { lines, options }: Block): readonly DialogKey[] | undefined {
  const isOne = !lines.some((line) => /✔ Submit|\[.\] /.test(line));
  if (!isOne) return undefined;
  const text = answer.say === 'text' ? answer.text : answer.say;
  const known = options.find(({ label }) => label.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return digitOf(known);
  const free = digitOf(options.find(({ label }) => /^Type something/.test(label)));
  return free === undefined || text.includes('\n') ? undefined : [...free, { type: text }, { press: 'Enter' }];
}

function digitOf(found: Option | undefined): readonly DialogKey[] | undefined {
  return found?.digit === undefined ? undefined : [{ press: found.digit }];
}
