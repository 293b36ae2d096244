import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { HostError } from './host-error.ts';

/** How to get the programs that people are told to install; others are only named. */
const installs: Readonly<Record<string, string>> = {
  claude: 'npm install -g @anthropic-ai/claude-code',
  codex: 'npm install -g @openai/codex',
};

/**
 * The absolute path of a program, looked up here rather than by the tmux server, whose PATH may be another. `node` is
 * the one that runs now. Throws a HostError when there is none.
 */
export function findProgram(name: string, searchPath: string | undefined): string {
  if (name === 'node') return process.execPath;
  if (name.includes('/')) {
    const path = isAbsolute(name) ? name : resolve(name);
    if (isExecutable(path)) return path;
    throw notFound(name, `There is no program ${path}.`);
  }
  const found = (searchPath ?? '').split(delimiter).map((directory) => join(directory, name)).find(isExecutable);
  if (found === undefined) throw notFound(name, `The program ${name} is not on PATH.`);
  return found;
}

/** Whether there is such a program where programs are looked for. */
export function isOnPath(name: string, searchPath: string | undefined): boolean {
  return (searchPath ?? '').split(delimiter).some((directory) => directory !== '' && isExecutable(join(directory, name)));
}

function isExecutable(path: string): boolean {
  try {
    // First what does not throw where there is nothing: most folders of PATH have nothing, for each of many members.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function notFound(name: string, message: string): HostError {
  const install = installs[name];
  return new HostError({ tool: name, command: [name], message, stderr: '', ...(install === undefined ? {} : { hint: `Install it with: ${install}` }) });
}
