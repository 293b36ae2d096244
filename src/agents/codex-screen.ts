import type { Evidence, Question } from '../state/evidence.ts';

/** A dialog that stands where the input box would. */
interface Dialog {
  readonly rule: string;
  readonly heading: RegExp;
  question(lines: readonly string[], heading: number): Question;
}

/** What Codex asks, the first that matches; each was read off the real program's screen. */
const dialogs: readonly Dialog[] = [
  {
    rule: 'it asks to run a command',
    heading: /^Would you like to run the following command\?/,
    question: (lines, heading) => asking('permission', commandBelow(lines, heading)),
  },
  {
    rule: 'it asks for a permission',
    heading: /^Would you like to .*\?$/,
    question: (lines, heading) => asking('permission', lines[heading]),
  },
  {
    rule: 'it asks whether the directory is trusted',
    heading: /^Folder access$/,
    question: (lines, heading) => asking('trust', below(lines, heading)[0]),
  },
  {
    rule: 'it asks how to sign in',
    heading: /^(Choose how you want to use Codex|Sign in with )/,
    question: () => ({ kind: 'login' }),
  },
  {
    rule: 'it asks a question',
    heading: /^Question \d+\/\d+/,
    question: (lines, heading) => asking('question', questionBelow(lines, heading)),
  },
  {
    rule: 'its conversation is open elsewhere',
    heading: /This conversation is open in another app/,
    question: () => asking('other', 'This conversation is open in another app'),
  },
  {
    rule: 'a dialog is open',
    heading: /^› \d\. /,
    question: (lines, heading) => asking('other', lines[lines.slice(0, heading).findLastIndex((line, at) => line !== '' && (lines[at - 1] ?? '') === '')]),
  },
];

/** The dialog that stands on the screen, if one does. */
export function dialogOn(screen: readonly string[]): { readonly rule: string; readonly question: Question } | undefined {
  const lines = screen.map((line) => line.trim());
  const hint = lines.findLast((line) => line !== '') ?? '';
  // Below a dialog stand the keys that answer it; the agent's own words never reach that far down.
  if (!/\benter\b.*\b(esc|continue|confirm|select)\b|\bPress enter\b|\br retry\b/i.test(hint)) return undefined;
  for (const { rule, heading, question } of dialogs) {
    const at = lines.findLastIndex((line) => heading.test(line));
    if (at >= 0) return { rule, question: question(lines, at) };
  }
  return undefined;
}

/** What the screen says that nothing else does. */
export function inScreen(screen: readonly string[]): Evidence[] {
  const dialog = dialogOn(screen);
  return dialog === undefined ? [] : [{ source: 'screen', rule: dialog.rule, reading: { status: 'waiting', for: dialog.question } }];
}

function asking(kind: Question['kind'], text: string | undefined): Question {
  return text === undefined || text === '' ? { kind } : { kind, text };
}

/** All that stands in the lines below, without the empty ones. */
function below(lines: readonly string[], heading: number): readonly string[] {
  return lines.slice(heading + 1).filter((line) => line !== '');
}

/** From the `$` to the empty line before the choices: a command of several lines may hold empty ones, too. */
function commandBelow(lines: readonly string[], heading: number): string {
  const first = lines.findIndex((line, at) => at > heading && line.startsWith('$ '));
  const choices = lines.findIndex((line, at) => at > first && /^› \d\. |^\d\. /.test(line));
  return first < 0 ? '' : lines.slice(first, choices < 0 ? undefined : choices).join('\n').slice('$ '.length).trim();
}

/** The question and its choices. */
function questionBelow(lines: readonly string[], heading: number): string {
  const rest = below(lines, heading);
  const choices = rest.flatMap((line) => /^(?:› )?\d\. (.*?)(?: {2,}|$)/.exec(line)?.[1] ?? []).filter((choice) => choice !== 'None of the above');
  const first = rest.findIndex((line) => /^(?:› )?1\. /.test(line));
  const asked = rest.slice(0, Math.max(0, first)).join(' ');
  return choices.length === 0 ? asked : `${asked} (${choices.join(' / ')})`;
}
