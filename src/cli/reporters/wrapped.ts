import { displayWidth } from '../../diagnostics/display.ts';
import { withoutColours } from './palette.ts';

/** Where breaking a line leaves no room to read, the terminal may break it as it likes. */
const leastColumns = 40;

/** Lines broken at spaces where they are wider than a terminal; the rest of a line stands indented below its beginning. */
export function wrapped(text: string, columns: number): string {
  if (columns < leastColumns) return text;
  return text.split('\n').map((line) => (shownWidth(line) <= columns ? line : brokenLine(line, columns))).join('\n');
}

function brokenLine(line: string, columns: number): string {
  const lead = /^ */.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(secondColumn(line, columns) ?? lead.length + 2);
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(current.length).split(' ')) {
    const longer = current.trim() === '' ? `${current}${word}` : `${current} ${word}`;
    if (shownWidth(longer) <= columns || current.trim() === '') {
      current = longer;
    } else {
      lines.push(current.trimEnd());
      current = `${indent}${word}`;
    }
  }
  return [...lines, current].join('\n');
}

/** Where the words of a list's row begin, behind the name they explain; undefined when that leaves little room. */
function secondColumn(line: string, columns: number): number | undefined {
  const name = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(withoutColours(line))?.[0];
  return name === undefined || name.length > columns / 2 ? undefined : name.length;
}

/** Colours take no room. */
function shownWidth(line: string): number {
  const text = withoutColours(line);
  return /^[\x20-\x7e]*$/.test(text) ? text.length : displayWidth(text);
}
