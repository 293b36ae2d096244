import { printable, wrap } from '../util/display-width.ts';
import type { EarlierSession, Row } from './session-log.ts';
import type { Span, Style, StyledLine } from './styled-text.ts';

const promptLinesShown = 12;
const promptCharactersShown = 1000;
const resultLinesShown = 8;
const earlierRowsShown = 12;
/** Longer lines are hard to read, however wide the terminal is. */
const readableWidth = 100;

/** What is shown of a row once it has happened, with a blank line before it; nothing for rows that only the file needs. */
export function linesOf(row: Row, columns: number): readonly StyledLine[] {
  const width = Math.max(4, Math.min(readableWidth, columns - 1));
  switch (row.type) {
    case 'user': return [[], ...block({ text: '› ', style: 'dim' }, firstOf(row.text), { width, style: 'bold' })];
    case 'assistant': return [[], ...block({ text: '● ' }, row.text, { width })];
    case 'tool': return [
      [],
      ...block({ text: '● ', style: row.failed ? 'bad' : 'good' }, row.text, { width }),
      ...block({ text: '  ⎿ ', style: 'dim' }, lastOf(row.result), { width, style: row.failed ? 'bad' : 'dim' }),
    ];
    case 'limit': return [[], ...block({ text: '● ', style: 'bad' }, row.text, { width, style: 'bad' })];
    case 'session':
    case 'turn-end': return [];
  }
}

/** The end of an earlier session, and what a person should know of it. */
export function linesOfEarlier({ rows, unreadable }: EarlierSession, columns: number): readonly StyledLine[] {
  const spoken = rows.filter((row) => linesOf(row, columns).length > 0);
  const hidden = spoken.length - earlierRowsShown;
  const unanswered = rows.filter((row) => row.type === 'user').length - rows.filter((row) => row.type === 'turn-end').length;
  return [
    ...(hidden > 0 ? [[], remark(`… ${counted(hidden, 'earlier entry', 'earlier entries')}`)] : []),
    ...spoken.slice(-earlierRowsShown).flatMap((row) => linesOf(row, columns)),
    [],
    remark('Resumed. The conversation so far ends here.'),
    ...(unanswered > 0 ? [remark(`The agent ended before ${counted(unanswered, 'prompt was', 'prompts were')} answered.`)] : []),
    ...(unreadable > 0 ? [remark(`${counted(unreadable, 'line', 'lines')} of the session can not be read.`)] : []),
  ];
}

function remark(text: string): StyledLine {
  return [{ text: `  ${text}`, style: 'dim' }];
}

interface Form {
  readonly width: number;
  readonly style?: Style;
}

/** Text beside a mark: all lines after the first stand under the text. */
function block(mark: Span, text: string, { width, style }: Form): StyledLine[] {
  const lines = text.split(/\r?\n/).flatMap((line) => wrap(printable(line), width - mark.text.length));
  return lines.map((line, index) => [
    index === 0 ? mark : { text: ' '.repeat(mark.text.length) },
    { text: line, ...(style === undefined ? {} : { style }) },
  ]);
}

function firstOf(text: string): string {
  const lines = text.trimEnd().split('\n');
  const hidden = lines.length - promptLinesShown;
  return hidden <= 1 ? shortened(lines.join('\n')) : [shortened(lines.slice(0, promptLinesShown).join('\n')), `… ${hidden} more lines`].join('\n');
}

/** Cut between characters, never within one. */
function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * promptCharactersShown)];
  if (characters.length <= promptCharactersShown) return text;
  return `${characters.slice(0, promptCharactersShown).join('')}…`;
}

function lastOf(text: string): string {
  const lines = text.split('\n');
  const hidden = lines.length - resultLinesShown;
  return hidden <= 1 ? text : [`… ${hidden} lines before`, ...lines.slice(-resultLinesShown)].join('\n');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
