import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { atEndOfFile } from '../../rig/end-of-file.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { programOf } from './command-line.ts';

const execute = promisify(execFile);
const terminals: Person[] = [];

// Before the teams end, since what a person still runs has their HOME and would be taken for a leftover.
atEndOfFile(async () => {
  await Promise.all(terminals.splice(0).map((person) => person.leave()));
});

export interface PersonSettings {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Somebody at a real terminal, in a plain shell where `coders` is on PATH: a tmux server of their own draws it. */
export async function personAt(team: TestTeam, { columns = 100, rows = 30, env = {} }: PersonSettings = {}): Promise<Person> {
  const person = new Person(team, `p${randomBytes(4).toString('hex')}`);
  terminals.push(person);
  const words = { ...team.environment, NODE: process.execPath, CODERS: programOf(team), PS1: '$ ', ENV: '', ...env };
  const shell = ['env', ...Object.entries(words).map(([name, value]) => `${name}=${value}`), 'sh', '-i'];
  await person.tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', team.directory, ...shell);
  await person.sees(/\$$/);
  await person.type('coders() { "$NODE" "$CODERS" "$@"; }; clear');
  return person;
}

export class Person {
  readonly #team: TestTeam;
  readonly #socket: string;
  #lines = 0;

  constructor(team: TestTeam, socket: string) {
    this.#team = team;
    this.#socket = socket;
  }

  /** The whole screen, without trailing blank lines. */
  async screen(): Promise<string> {
    return (await this.tmux('capture-pane', '-p')).trimEnd();
  }

  /** The same with its colours, as escape sequences. */
  colouredScreen(): Promise<string> {
    return this.tmux('capture-pane', '-p', '-e');
  }

  /** Types a line and the Enter key. */
  async type(line: string): Promise<void> {
    await this.tmux('send-keys', '-l', line);
    await this.tmux('send-keys', 'Enter');
  }

  /** Presses a key by its tmux name, such as `C-b`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.tmux('send-keys', ...keys);
  }

  /** Waits for the screen to show something; gives the screen. */
  async sees(pattern: RegExp): Promise<string> {
    let screen = '';
    const shown = waitUntil(async () => pattern.test((screen = await this.screen())), { what: `the screen to show ${String(pattern)}` });
    await shown.catch((error: Error) => {
      throw new Error(`${error.message} The screen is:\n${screen}`);
    });
    return screen;
  }

  /** Types a line on an empty screen. */
  async begins(line: string): Promise<void> {
    this.#lines += 1;
    await this.type(`clear; ${line}; echo "[exit $? of line ${this.#lines}]"`);
  }

  /** Waits for the end of the line that was begun; gives its exit code and what it left on the screen. */
  async isDone(): Promise<{ exit: number; screen: string }> {
    const end = new RegExp(`\\[exit (\\d+) of line ${this.#lines}\\]`);
    const screen = await this.sees(end);
    return { exit: Number(end.exec(screen)?.[1]), screen: screen.slice(0, screen.search(end)).trimEnd() };
  }

  async runs(line: string): Promise<{ exit: number; screen: string }> {
    await this.begins(line);
    return this.isDone();
  }

  async tmux(...argv: readonly string[]): Promise<string> {
    const { stdout } = await execute('tmux', ['-u', '-L', this.#socket, '-f', '/dev/null', ...argv], { env: this.#team.environment });
    return stdout;
  }

  async leave(): Promise<void> {
    await this.tmux('kill-server').catch(() => undefined); // it has ended by itself when its shell did
  }
}
