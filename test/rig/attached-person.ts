import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { atEndOfFile } from './end-of-file.ts';
import type { TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

const execute = promisify(execFile);
const persons: AttachedPerson[] = [];

// Before the teams end, since what a person runs has their HOME.
atEndOfFile(async () => {
  await Promise.all(persons.splice(0).map((person) => person.leave()));
});

/** A person whose terminal, drawn by a tmux server of its own, shows a window of the team's session, or of one of their own that shares its windows. */
export async function attachedPerson(team: TestTeam, window: string, session = 'shop'): Promise<AttachedPerson> {
  const person = new AttachedPerson(team, `a${randomBytes(4).toString('hex')}`);
  persons.push(person);
  if (session !== 'shop') await team.tmux('new-session', '-d', '-t', '=shop', '-s', session);
  const attach = ['tmux', '-u', '-L', team.socket, 'select-window', '-t', `=${session}:=${window}`, ';', 'attach-session', '-t', `=${session}`];
  await person.tmux('new-session', '-d', '-x', '200', '-y', '50', 'env', '-u', 'TMUX', 'TERM=screen-256color', ...attach.map((word) => (word === ';' ? '\\;' : word)));
  await waitUntil(async () => (await team.tmux('list-clients', '-F', '#{client_control_mode}')).includes('0'), { what: 'the person to be attached' });
  return person;
}

export class AttachedPerson {
  readonly #team: TestTeam;
  readonly #socket: string;

  constructor(team: TestTeam, socket: string) {
    this.#team = team;
    this.#socket = socket;
  }

  async type(text: string): Promise<void> {
    await this.tmux('send-keys', '-l', '--', text);
  }

  async press(...keys: readonly string[]): Promise<void> {
    await this.tmux('send-keys', ...keys);
  }

  /** Shows another window; as a command, so that no key is counted. */
  async turnTo(window: string): Promise<void> {
    await this.#team.tmux('select-window', '-t', `=shop:=${window}`);
  }

  async leave(): Promise<void> {
    await this.tmux('kill-server').catch(() => undefined); // it ends by itself when the team's server does
  }

  async tmux(...argv: readonly string[]): Promise<string> {
    const { stdout } = await execute('tmux', ['-u', '-L', this.#socket, '-f', '/dev/null', ...argv], { env: this.#team.environment });
    return stdout.replace(/\n$/, '');
  }
}
