import type { Knowledge } from '../state/knowledge.ts';
import { excerpt } from '../manifest/inlined-text.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { calledBy } from './seat.ts';

/** What a digest takes of a prompt at most: no more than a page. */
export const digestBytes = 2000;

/** What one entry takes of it; the rest of a long one is asked for by its key. */
const entryBytes = 300;

/**
 * What a team knows, as a prompt tells it: what was asked for most, of equals the newest, as much as fits into so many bytes,
 * and how much is left out. Undefined where it knows nothing.
 */
export function digest(known: readonly Knowledge[], mostBytes: number = digestBytes, prompts?: PromptTexts): string | undefined {
  if (known.length === 0) return undefined;
  const ranked = [...known].sort((one, other) => score(other, known) - score(one, known));
  const lines: string[] = [];
  let bytes = 0;
  for (const line of ranked.map(entryLine)) {
    if (bytes + Buffer.byteLength(line) + 1 > mostBytes) break;
    lines.push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  const left = known.length - lines.length;
  if (lines.length === 0) return worded('knowledge_left_out', { left_out: `${left} ${left === 1 ? 'entry' : 'entries'}` }, prompts);
  return worded('knowledge', { entries: lines.join('\n'), left_out: left === 0 ? '' : `${left} more ${left === 1 ? 'is' : 'are'}` }, prompts);
}

/** The newest entry weighs as much as one that was asked for once more than each of the oldest. */
function score({ uses, at }: Knowledge, all: readonly Knowledge[]): number {
  const [first, last] = [Math.min(...all.map((one) => one.at)), Math.max(...all.map((one) => one.at))];
  return uses + (last === first ? 1 : (at - first) / (last - first));
}

function entryLine({ kind, key, value, author }: Knowledge): string {
  const line = value.replace(/[\s\p{Cc}]+/gu, ' ').trim(); // no argument of a program can hold a NUL
  const { text, leftOut } = excerpt(line, entryBytes);
  const shown = leftOut === 0 ? text : `${text}… (coders context get ${key})`;
  return kind === 'context' ? `  ${key}: ${shown} (${calledBy(author)})` : `  ${shown} (${calledBy(author)})`;
}

/** Those that hold every word, in their key or value, in the order given. */
export function matching(known: readonly Knowledge[], words: string): readonly Knowledge[] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return known.filter(({ key, value, author }) => wanted.every((word) => `${key}\n${value}\n${calledBy(author)}`.toLowerCase().includes(word)));
}
