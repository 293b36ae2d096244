import { printable, truncate } from '../util/display-width.ts';
import type { Key } from '../util/terminal-keys.ts';
import type { StyledLine } from './styled-text.ts';

/** What the agent stops for until the person answers yes or no. */
export interface Question {
  readonly kind: 'permission' | 'trust';
  /** The command to run, or the directory to trust. */
  readonly about: string;
}

const openings: Readonly<Record<Question['kind'], string>> = { permission: 'Do you want to run ', trust: 'Do you trust the files in ' };
const firstChoice = '❯ 1. Yes';

/** The dialog that stands in place of the prompt line; the first choice is the one that Enter takes. */
export function questionLines({ kind, about }: Question, width: number): readonly StyledLine[] {
  const opening = openings[kind];
  const [first = '', ...more] = about.split('\n');
  const subject = truncate(printable(more.length === 0 ? first : `${first} …`), Math.max(1, width - opening.length - 3));
  return [[{ text: `  ${opening}${subject}?`, style: 'bold' }], [{ text: firstChoice }], [{ text: '  2. No (Esc)' }]];
}

/** The dialog that stands on a screen; undefined when none does. */
export function questionIn(screen: readonly string[]): Question | undefined {
  const choice = screen.findLastIndex((line) => line.trimEnd() === firstChoice);
  const line = screen[choice - 1]?.trim() ?? '';
  const kind = (['permission', 'trust'] as const).find((one) => line.startsWith(openings[one]));
  return kind === undefined ? undefined : { kind, about: line.slice(openings[kind].length).replace(/\?$/, '') };
}

/** The answer that a key gives; undefined for a key that answers nothing. */
export function answerOf(key: Key): boolean | undefined {
  if (key.kind === 'enter') return true;
  if (key.kind === 'escape' || key.kind === 'ctrl-c') return false;
  if (key.kind !== 'text') return undefined;
  return /^[1y]/i.test(key.text) ? true : /^[2n]/i.test(key.text) ? false : undefined;
}
