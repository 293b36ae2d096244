import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Package managers in the order they are looked for, and what each is told. */
const managers: readonly { readonly program: string; readonly install: string; readonly asRoot: boolean }[] = [
  { program: 'apt-get', install: 'apt-get install -y', asRoot: true },
  { program: 'dnf', install: 'dnf install -y', asRoot: true },
  { program: 'apk', install: 'apk add', asRoot: true },
  { program: 'pacman', install: 'pacman -S --noconfirm', asRoot: true },
  { program: 'brew', install: 'brew install', asRoot: false },
];

/** The command that installs `tool` on this system; undefined when none of the known package managers is on PATH. */
export function installCommand(tool: string, path = process.env['PATH'] ?? ''): string | undefined {
  const manager = managers.find(({ program }) => isOnPath(program, path));
  if (manager === undefined) return undefined;
  const sudo = manager.asRoot && process.getuid?.() !== 0 ? 'sudo ' : '';
  return `${sudo}${manager.install} ${tool}`;
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((directory) => isExecutable(join(directory, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there or not for us: either way it can not be run
  }
}
