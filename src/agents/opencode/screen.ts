import type { Evidence, Question, Reading } from '../../state/evidence.ts';
import { withoutStyles } from '../../util/styles.ts';
import type { Answer, Dialog, DialogKey } from '../dialog.ts';

interface Kind {
  readonly rule: string;
  readonly heading: RegExp;
  question(lines: readonly string[]): Question;
  keys(answer: Answer, lines: readonly string[]): readonly DialogKey[] | undefined;
}

/** What OpenCode 1.18 asks, the first that matches; each was read off the real program's screen. */
const kinds: readonly Kind[] = [
  {
    rule: 'it asks for a permission',
    heading: /^△ Permission required/,
    question: (lines) => ({ kind: 'permission', ...textIn(permissionText(lines)) }),
    keys: () => undefined,
  },
  {
    rule: 'it asks a question',
    heading: /^\d\. Type your own answer/,
    question: (lines) => ({ kind: 'question', ...textIn(questionText(lines)) }),
    keys: (answer, lines) => digitOf(choicesIn(lines).indexOf(answer.say === 'text' ? answer.text : answer.say)),
  },
  {
    rule: 'a dialog is open',
    heading: /^△ |\b(enter (confirm|submit|toggle)|esc (dismiss|cancel))\b/,
    question: (lines) => ({ kind: 'other', ...textIn(lines.find((line) => line !== '')) }),
    keys: () => undefined,
  },
];

/** The dialog that stands in place of the input box, or in front of everything, if one does. */
export function dialogOn(whole: readonly string[]): Dialog | undefined {
  const screen = withoutSidebar(whole);
  const menu = menuOn(screen);
  if (menu !== undefined) return { rule: 'a menu is open', question: { kind: 'other', text: menu }, keysFor: () => undefined };
  const lines = lastBlock(screen);
  const kind = lines === undefined ? undefined : kinds.find(({ heading }) => lines.some((line) => heading.test(line)));
  if (lines === undefined || kind === undefined) return undefined;
  return { rule: kind.rule, question: kind.question(lines), keysFor: (answer) => kind.keys(answer, lines) };
}

/** Where the terminal is wide, other things stand beside the conversation, the program's version at their bottom. */
function withoutSidebar(screen: readonly string[]): readonly string[] {
  const column = screen.findLast((line) => /^.{60,}• OpenCode \d/.test(line))?.lastIndexOf('• OpenCode ');
  return screen.map((line) => line.slice(0, column).trimEnd());
}

/** The heading of a menu in the middle of the screen, with the key that closes it at its other end. */
function menuOn(screen: readonly string[]): string | undefined {
  return screen.flatMap((line) => /(?:^| {4})(\S.*?) {8,}esc$/.exec(line.slice(20))?.[1]?.trim() ?? [])[0];
}

/** The input box: its lines without its edge, and what stands below it. */
interface Box {
  readonly text: readonly string[];
  /** Where all that is typed is a shell line. */
  readonly isShell: boolean;
  readonly footer: string;
}

/** Undefined where it is not drawn, and behind a menu, which takes all keys. */
export function inputBox(screen: readonly string[]): Box | undefined {
  const lines = withoutSidebar(screen.map(withoutStyles));
  const bottom = lines.findLastIndex((line) => /^ *╹▀{10,}/.test(line));
  if (bottom < 0 || menuOn(lines) !== undefined) return undefined;
  const edge = lines[bottom]!.indexOf('╹');
  const end = lines[bottom]!.lastIndexOf('▀');
  const above = lines.slice(0, bottom);
  // A list of commands or files on top of it has an edge on its other side, too.
  const top = above.findLastIndex((line) => line[edge] !== '┃' || line[end] === '┃') + 1;
  // A line of padding above the text; below it another, and one that names the agent and its model.
  const [name = '', , ...text] = above.slice(top + 1).reverse().map((line) => line.slice(edge + 1, end + 1).trimEnd());
  return { text: text.reverse().map((line) => line.slice(2)), isShell: name.trim() === 'Shell', footer: lines.slice(bottom + 1).map((line) => line.slice(0, end + 1)).join(' ') };
}

/** All that is known of an OpenCode: its title says nothing of what it does. */
export function inScreen(screen: readonly string[]): Evidence[] {
  const dialog = dialogOn(screen);
  if (dialog !== undefined) return [onScreen(dialog.rule, { status: 'waiting', for: dialog.question })];
  const box = inputBox(screen);
  if (box === undefined) return [onScreen('it has drawn no input box', { status: 'starting' })];
  const [, doing = ''] = /^ *(?:[⬝■]+ +)?(.*?) *\besc (?:again to )?interrupt\b/.exec(box.footer) ?? [];
  if (!/\besc (again to )?interrupt\b/.test(box.footer)) return [onScreen('its input box stands there, and nothing to interrupt', { status: 'idle' })];
  return [onScreen('it can be interrupted', { status: 'working', ...(doing === '' ? {} : { doing }) })];
}

function onScreen(rule: string, reading: Reading): Evidence {
  return { source: 'screen', rule, reading };
}

/** The last lines with an edge before them; undefined where an input box follows. */
function lastBlock(screen: readonly string[]): readonly string[] | undefined {
  const lines = screen.map((line) => line.trim());
  const end = lines.findLastIndex((line) => line.startsWith('┃'));
  if (end < 0 || lines.slice(end).some((line) => line.startsWith('╹'))) return undefined;
  const start = lines.slice(0, end).findLastIndex((line) => !line.startsWith('┃')) + 1;
  return lines.slice(start, end + 1).map((line) => line.slice(1).trim());
}

/** The command itself; for other tools what they are about to do. */
function permissionText(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.startsWith('$ '));
  if (first < 0) return (lines.filter((line) => line !== '')[1] ?? '').replace(/^[^\w/]+/, '');
  const rest = lines.slice(first);
  const choices = rest.findIndex((line) => /^Allow once\b/.test(line));
  return rest.slice(0, choices < 0 ? undefined : choices).join('\n').slice(2).trim();
}

/** The question stands above the first choice. */
function questionText(lines: readonly string[]): string {
  const first = lines.findIndex((line) => /^1\. /.test(line));
  const asked = lines.slice(0, Math.max(0, first)).filter((line) => line !== '').join(' ');
  return `${asked} (${choicesIn(lines).join(' / ')})`;
}

function choicesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^\d\. (\S.*)$/.exec(line)?.[1] ?? []).filter((choice) => choice !== 'Type your own answer');
}

function digitOf(index: number): readonly DialogKey[] | undefined {
  return index < 0 ? undefined : [{ press: String(index + 1) }];
}

function textIn(text: string | undefined): { readonly text?: string } {
  return text === undefined || text.trim() === '' ? {} : { text: text.trim() };
}
