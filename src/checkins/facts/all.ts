import { excerpt } from '../../manifest/inlined-text.ts';
import { fingerprint } from '../../util/fingerprint.ts';
import { reports, statuses, unread } from './people.ts';
import type { Fact, FactsSeen } from './seen.ts';
import { commits, failing, missions } from './work.ts';

/** In the order in which a digest tells them: where it has to be cut, the last go first. */
const facts: readonly Fact[] = [statuses, failing, missions, commits, unread, reports];

/** What one fact takes of a prompt, and what all of them do. */
const most = { lines: 20, bytes: 2048, allBytes: 6144 };

/** What stands in a note for each fact, `facts` for all of them. */
export function factTexts(seen: FactsSeen): Readonly<Record<string, string>> {
  const each = facts.map((fact) => ({ name: fact.name, title: fact.title, text: textOf(fact, seen) }));
  const told = each.filter(({ text }) => text !== '').map(({ title, text }) => `${title}:\n${text}`).join('\n\n');
  return {
    ...Object.fromEntries(each.map(({ name, text }) => [name, inNote(text)])),
    facts: told === '' ? 'There is nothing to tell.' : cut(told, most.allBytes),
  };
}

/** One line goes into a sentence; several stand below it. */
function inNote(text: string): string {
  if (text === '') return 'none';
  return text.includes('\n') ? `\n${text}` : text.trim();
}

/** The same as long as nothing new happened. */
export function essenceOf(seen: FactsSeen): string {
  return fingerprint(facts.map((fact) => [fact.name, fact.essence(seen)]));
}

function textOf(fact: Fact, seen: FactsSeen): string {
  const lines = fact.lines(seen);
  const more = lines.length - most.lines;
  return cut([...lines.slice(0, most.lines), ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `  ${line}`).join('\n'), most.bytes);
}

function cut(text: string, bytes: number): string {
  const { text: shown, leftOut } = excerpt(text, bytes);
  return leftOut === 0 ? text : `${shown.trimEnd()}\n  (${leftOut} bytes are left out)`;
}
