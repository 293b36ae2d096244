import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { readSession, type WrittenRow } from '../../src/demo/session-log.ts';
import { sessionFile } from '../../src/demo/session-file.ts';
import { askSupervisor } from '../../src/host/poke.ts';
import { readTag, type PaneTag } from '../../src/state/tag.ts';
import { atEndOfFile } from './end-of-file.ts';
import { gitRepository, type TestRepository } from './git-repository.ts';
import { processesWith, type RunningProcess } from './running-processes.ts';
import { temporaryDirectory } from './temporary.ts';
import { waitUntil } from './wait-until.ts';

const execute = promisify(execFile);
const teams: TestTeam[] = [];

/** Of a supervisor, and of the shell that starts it again. */
const supervisorCommand = /supervisor run|until "\$@"/;

// At the top, since a hook that is registered within a hook never runs. It runs before the directories are removed.
atEndOfFile(async () => {
  const leftovers = await Promise.all(teams.splice(0).map((team) => team.end()));
  if (leftovers.flat().length > 0) throw new Error(`These processes outlived their tmux server: ${JSON.stringify(leftovers.flat())}.`);
});

/** How a command line ended. */
export interface Ran {
  /** Null where a signal ended it. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A pane as tmux has it now. */
export interface Pane {
  readonly id: string;
  readonly window: string;
  readonly name: string;
  readonly pid: number;
  readonly dead: boolean;
  readonly title: string;
  readonly tag: PaneTag | undefined;
}

export interface TeamSettings {
  /** What the team's folder is called; any bytes a path can hold. */
  readonly folder?: string;
  /** Added to the environment of each `coders`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder, a repository, a HOME, a state directory and a tmux server of its own for one team. Ended after the test file. */
export async function testTeam(settings: TeamSettings = {}): Promise<TestTeam> {
  const root = await temporaryDirectory();
  const directory = join(root, settings.folder ?? 'team');
  const home = join(root, 'home');
  for (const folder of [directory, home, join(root, 's')]) await mkdir(folder);
  await writeFile(join(home, '.gitconfig'), '[user]\n\tname = Ann\n\temail = ann@example.com\n');
  const team = new TestTeam({ root, directory, home, repository: await gitRepository({ path: join(directory, 'repo') }), env: settings.env ?? {} });
  teams.push(team);
  return team;
}

interface Grounds {
  readonly root: string;
  readonly directory: string;
  readonly home: string;
  readonly repository: TestRepository;
  readonly env: Readonly<Record<string, string>>;
}

/** One team and the person who runs it. */
export class TestTeam {
  readonly directory: string;
  readonly home: string;
  readonly repository: TestRepository;
  readonly file: string;
  readonly stateDirectory: string;
  /** The person's whole environment; nothing of whoever runs the tests is in it but PATH. */
  readonly environment: Readonly<Record<string, string>>;
  readonly socket = `t${randomBytes(4).toString('hex')}`;
  readonly package = inject('codersPackage');

  constructor({ root, directory, home, repository, env }: Grounds) {
    this.directory = directory;
    this.home = home;
    this.repository = repository;
    this.file = join(directory, 'team.yaml');
    this.stateDirectory = join(root, 'state');
    this.environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      LANG: 'C.UTF-8',
      GIT_CONFIG_NOSYSTEM: '1',
      TMUX_TMPDIR: join(root, 's'),
      CODERS_STATE_DIR: this.stateDirectory,
      CODERS_SUPERVISOR: 'off', // a test of the supervisor says otherwise
      ...env,
    };
  }

  /** Writes the manifest: version, the team's name `shop` and its socket, then `rest`. */
  async write(rest: string): Promise<void> {
    await writeFile(this.file, `version: 1\nteam: shop\ntmux: {socket: ${this.socket}}\n${rest}`);
  }

  /** Runs `coders` in the team's folder, to its end. */
  coders(...argv: readonly string[]): Promise<Ran> {
    return this.run(argv);
  }

  /** The same with another environment. */
  run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return ended(this.start('coders', argv, env));
  }

  /** The same, and fails unless it exits with 0. Gives what it printed. */
  async succeed(...argv: readonly string[]): Promise<string> {
    const { exit, stdout, stderr } = await this.coders(...argv);
    if (exit !== 0) throw new Error(`coders ${argv.join(' ')} exits with ${exit}:\n${stdout}${stderr}`);
    return stdout;
  }

  /** Starts a program of the package. */
  start(program: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [join(this.package, 'dist', `${program}.js`), ...argv], { cwd: this.directory, env: { ...this.environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async tmux(...argv: readonly string[]): Promise<string> {
    const { stdout } = await execute('tmux', ['-u', '-L', this.socket, '-f', '/dev/null', ...argv], { env: this.environment, maxBuffer: 1 << 26 });
    return stdout.replace(/\n$/, '');
  }

  /** Every pane of the team's server; none where no server runs. */
  async panes(): Promise<readonly Pane[]> {
    if (!(await this.isServed())) return [];
    const fields = ['pane_id', 'window_id', 'pane_pid', 'pane_dead', 'window_name', 'pane_title', '@coders'];
    const text = await this.tmux('list-panes', '-a', '-F', fields.map((field) => `#{${field}}`).join('\t')).catch(async (error: unknown) => {
      if (await this.isServed()) throw error;
      return ''; // the server ended between the two
    });
    const lines = text.split('\n').filter((line) => /^%\d+\t/.test(line)); // a garbled tag may go over several lines
    return lines.map((line) => {
      const [id = '', window = '', pid = '', dead, name = '', title = '', tag = ''] = line.split('\t');
      return { id, window, pid: Number(pid), dead: dead === '1', name, title, tag: readTag(tag) };
    });
  }

  async isServed(): Promise<boolean> {
    return execute('tmux', ['-L', this.socket, 'list-sessions'], { env: this.environment }).then(() => true, () => false);
  }

  /** The one pane of a member, by its seat (`shop/cart`). */
  async pane(seat: string): Promise<Pane> {
    const found = (await this.panes()).filter(({ tag }) => tag?.address === `member/${seat}`);
    if (found.length !== 1) throw new Error(`${seat} has ${found.length} panes.`);
    return found[0]!;
  }

  /** What the demo agent of a member has kept of a conversation; the present one unless given. */
  async conversation(seat: string, id?: string): Promise<readonly WrittenRow[]> {
    const file = sessionFile(id ?? (await this.pane(seat)).tag!.conversation, { HOME: this.home });
    return existsSync(file) ? readSession(await readFile(file, 'utf8')).rows : [];
  }

  /** Waits until the demo agent of a member says that it is in a state. */
  async saysItIs(seat: string, state: 'idle' | 'working'): Promise<Pane> {
    await waitUntil(async () => (await this.pane(seat)).title.includes(` ${state} `), { what: `${seat} to be ${state}` });
    return this.pane(seat);
  }

  /** Where a member's own worktree is made unless it says otherwise. */
  worktree(name: string): string {
    return join(this.repository.path, '.coders', 'worktrees', 'shop', name);
  }

  /** All that runs because of this team: each inherits the HOME of whoever runs it, which a test may have set. */
  processes(): Promise<readonly RunningProcess[]> {
    return processesWith('HOME', this.environment['HOME']!);
  }

  /** As `coders supervisor stop` does: it finishes what it is about. One that does not is killed. */
  async #endSupervisor(): Promise<void> {
    const running = async () => (await this.processes()).filter(({ command }) => supervisorCommand.test(command));
    const isAsked = existsSync(join(this.stateDirectory, 'supervisor.sock')) && (await askSupervisor(this.stateDirectory, 'stop')) !== undefined;
    if (isAsked) await waitUntil(async () => (await running()).length === 0, { what: 'the supervisor to end', timeout: 10_000 }).catch(() => undefined);
    // One that was killed would be started again, and the team with it.
    for (const { pid } of await running()) killIfThere(pid);
  }

  /** Ends the tmux server; gives, and kills, what is still there afterwards. */
  async end(): Promise<readonly RunningProcess[]> {
    await this.#endSupervisor();
    await execute('tmux', ['-L', this.socket, 'kill-server'], { env: this.environment }).catch(() => undefined); // there may be none
    let left = await this.processes();
    await waitUntil(async () => left.length === 0 || (left = await this.processes()).length === 0, { what: 'all to end' }).catch(() => undefined);
    for (const { pid } of left) killIfThere(pid);
    return left;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits for a program's end. */
export function ended(child: ChildProcess): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, ...texts }));
  });
}
