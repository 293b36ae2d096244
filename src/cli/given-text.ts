import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { kind, readText } from '../host/files.ts';
import { UsageError, type Invocation } from './command.ts';

/** The text that a file holds, or standard input for `-`. Throws a UsageError where there is no such file. */
export function givenText(named: string, { directory }: Pick<Invocation, 'directory'>): string {
  if (named === '-') return readFileSync(0, 'utf8');
  const path = resolve(directory, named);
  const what = kind(path);
  if (what === 'directory') throw new UsageError(`${named} is a folder.`, 'Name a file in it, or - for standard input.');
  const text = what === undefined ? undefined : readText(path);
  if (text === undefined) throw new UsageError(`There is no file ${named}.`, 'Name a file, or - for standard input.');
  return text;
}
