import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a terminal showed at some moment. */
export interface RecordedScreen {
  readonly title: string;
  /** The visible lines, with their styles as escape sequences. */
  readonly styled: readonly string[];
}

const folder = fileURLToPath(new URL('../fixtures/screens', import.meta.url));

/** Keeps a screen under the tool's name and version. What is random in its paths is made the same, in the same length. */
export async function recordScreen(tool: string, name: string, { title, styled }: RecordedScreen): Promise<void> {
  const shown = title === hostname() || title === hostname().split('.')[0] ? 'laptop' : title;
  const text = [shown, ...styled].join('\n').replaceAll(/(?<=coders-(?:[a-z]+-)?)\w{6}(?=[/:\s"]|\x1b|$)/gm, 'abcdef');
  await mkdir(join(folder, tool), { recursive: true });
  await writeFile(join(folder, tool, `${name}.txt`), `${text.trimEnd()}\n`);
}

/** A screen that was recorded. */
export async function recordedScreen(tool: string, name: string): Promise<RecordedScreen> {
  const [title = '', ...styled] = (await readFile(join(folder, tool, `${name}.txt`), 'utf8')).split('\n');
  return { title, styled };
}

/** The names of all that were recorded of a tool. */
export async function recordedNames(tool: string): Promise<string[]> {
  return (await readdir(join(folder, tool))).map((file) => file.replace(/\.txt$/, '')).sort();
}
