import { basename } from 'node:path';
import { typedText, type Located } from '../manifest/located.ts';
import { changed, isNothing, leaveOut, writtenItem, type Reading } from './reading.ts';

/** A command or a list of them, as lines for a shell. */
export function linesFrom(reading: Reading, node: Located | undefined): readonly string[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === 'scalar') return [typedText(node)];
  if (node.kind === 'map') {
    leaveOut(reading, writtenItem(node), 'it is no command');
    return [];
  }
  warnOfReaders(reading, node.items);
  return node.items.flatMap((item) => linesFrom(reading, item));
}

/** Programs that take what is typed after them. */
const readers = ['ssh', 'mosh', 'su', 'telnet', 'vi', 'vim', 'nvim', 'emacs', 'psql', 'mysql', 'sqlite3', 'python', 'python3', 'irb', 'node'];

/** Lines were typed, so that a program took those after it; the lines of a command wait for its end. */
export function warnOfReaders(reading: Reading, items: readonly Located[]): void {
  for (const item of items.slice(0, -1)) {
    if (item.kind !== 'scalar') continue;
    const program = programIn(typedText(item));
    if (program !== undefined && readers.includes(program)) changed(reading, writtenItem(item), `was typed, so that ${program} took the lines after it; now those wait for its end`);
  }
}

/** The program that a line starts, where it says so plainly. */
export function programIn(line: string): string | undefined {
  const words = line.trim().split(/\s+/).filter((word) => !/^\w+=/.test(word) && word !== 'exec');
  return words[0] === undefined || words[0] === '' ? undefined : basename(words[0]);
}

/** What a member runs: the lines in a person's shell, which stays when they have ended; or the shell alone. */
export function shellCommand(lines: readonly string[], shell: string): readonly string[] {
  if (lines.length === 0) return [shell];
  const all = [...lines, `exec ${shell}`];
  const inOne = all.join('; ');
  return [shell, '-ic', inOne.length <= mostInOne && lines.every(isSimple) ? inOne : all.join('\n')];
}

const mostInOne = 80;

/** Words only, so that a semicolon ends it as a line's end does. An alias holds from the next line on. */
function isSimple(line: string): boolean {
  return /^[\w ./:=@%+,~-]+$/.test(line) && !line.startsWith('alias ');
}
