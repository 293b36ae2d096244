import type { Status } from './agent.ts';
import { displayWidth, graphemes, printable, truncate } from '../util/display-width.ts';
import type { Draft } from '../util/line-editor.ts';
import { questionLines, type Question } from './question.ts';
import type { StyledLine } from './styled-text.ts';
import { glyphOf } from './title.ts';

/** All that the lines under the transcript tell. */
export interface View {
  readonly name: string;
  readonly status: Status;
  readonly draft: Draft;
  /** Stands faintly in an empty prompt line. */
  readonly suggestion?: string;
  /** Stands above the prompt line, each line a choice. */
  readonly menu?: readonly string[];
  /** Said in place of the hints until the next key. */
  readonly notice?: string;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Lines that each fit on the terminal with a column to spare, and where among them the cursor stands. */
export interface Footer {
  readonly lines: readonly StyledLine[];
  readonly cursor: Point;
}

export interface Point {
  readonly row: number;
  readonly column: number;
}

const mark = '› ';
const mostDraftRows = 8;
const mostQueued = 2;

/** Lays out the footer. It is never higher than the terminal: parts leave as rows become few, the prompt line last. */
export function layOut(view: View, { columns, rows }: Size): Footer {
  const width = Math.max(4, columns - 1);
  if (view.status.question !== undefined) return dialog(view, view.status.question, { columns: width, rows });
  const box = windowed(drawBox(view.draft, width - mark.length), Math.max(1, Math.min(mostDraftRows, Math.floor(rows / 2) - 1)));
  const above: StyledLine[] = [...(rows >= 4 ? [[]] : []), ...(rows >= 9 ? [...queuedLines(view.status.queued, width), ...menuLines(view.menu ?? [], width)] : [])];
  const suggestion = view.draft.pieces.length > 0 || view.suggestion === undefined ? [] : [{ text: truncate(view.suggestion, width - mark.length), style: 'dim' as const }];
  const draft = box.rows.map((row, index): StyledLine => [{ text: index === 0 ? mark : ' '.repeat(mark.length), style: 'dim' }, { text: row }, ...suggestion]);
  const below = rows >= 3 ? [statusLine(view, width)] : [];
  return {
    lines: [...above, ...draft, ...below],
    cursor: { row: above.length + box.cursor.row, column: mark.length + box.cursor.column },
  };
}

/** A dialog takes the prompt line's place: what is typed answers it. The choice that Enter takes has the cursor. */
function dialog(view: View, question: Question, { columns, rows }: Size): Footer {
  const lines = [...(rows >= 6 ? [[]] : []), ...questionLines(question, columns)];
  return { lines: [...lines, ...(rows >= 5 ? [statusLine(view, columns)] : [])], cursor: { row: lines.length - 2, column: 0 } };
}

function menuLines(choices: readonly string[], width: number): StyledLine[] {
  return choices.map((choice, index) => [{ text: truncate(`${index === 0 ? '  ▸ ' : '    '}${choice}`, width), style: 'dim' }]);
}

interface Box {
  readonly rows: readonly string[];
  readonly cursor: Point;
}

function drawBox({ pieces, cursor }: Draft, width: number): Box {
  const rows = [''];
  let column = 0;
  const breakRow = () => { rows.push(''); column = 0; };
  const put = (grapheme: string) => {
    const taken = displayWidth(grapheme);
    if (column + taken > width) breakRow();
    rows[rows.length - 1] += grapheme;
    column += taken;
  };
  const points = pieces.map(({ text, label }): Point => {
    const before = { row: rows.length - 1, column };
    if (text === '\n') breakRow();
    else graphemes(label ?? printable(text)).forEach(put);
    return before;
  });
  return { rows, cursor: points[cursor] ?? { row: rows.length - 1, column } };
}

/** The rows around the cursor, where there are too many. */
function windowed({ rows, cursor }: Box, most: number): Box {
  const start = Math.max(0, Math.min(cursor.row - Math.floor(most / 2), rows.length - most));
  return { rows: rows.slice(start, start + most), cursor: { row: cursor.row - start, column: cursor.column } };
}

function queuedLines(queued: readonly string[], width: number): StyledLine[] {
  const more = queued.length - mostQueued;
  const shown = queued.slice(0, mostQueued).map((prompt) => `queued: ${printable(prompt.trim().replace(/\s*\n\s*/g, ' ↵ '))}`);
  return [...shown, ...(more > 0 ? [`queued: ${more} more`] : [])].map((text) => [{ text: truncate(`  ${text}`, width), style: 'dim' }]);
}

function statusLine({ name, status, notice, draft }: View, width: number): StyledLine {
  const hints = notice === undefined ? hintsFor(status, draft) : [notice];
  const parts = [`${status.state} · ${printable(name)}`, ...(status.call === undefined ? [] : [firstLine(status.call)])];
  const text = truncate(`  ${glyphOf(status.state)} ${parts.join(' · ')}`, width);
  return [{ text: withHints(text, hints, width), style: 'dim' }];
}

function hintsFor({ state }: Status, draft: Draft): readonly string[] {
  if (state === 'waiting') return [];
  if (draft.pieces.length > 0) return [state === 'working' ? 'Enter queues' : 'Enter sends', 'Alt-Enter breaks the line'];
  return state === 'working' ? ['Esc interrupts'] : ['Ctrl-D leaves'];
}

/** As many hints as there is room for; half a hint helps nobody. */
function withHints(text: string, hints: readonly string[], width: number): string {
  return hints.reduce((line, hint) => (displayWidth(`${line} · ${hint}`) <= width ? `${line} · ${hint}` : line), text);
}

function firstLine(text: string): string {
  return printable(text.split('\n')[0] ?? '');
}
