import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openStore, type Store } from '../../src/host/store/store.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { atEndOfFile } from './end-of-file.ts';
import { redisLine, type RedisLine } from './redis-line.ts';
import { redisServer, type RedisServer } from './redis.ts';
import type { RedisServerSettings } from './redis-server.ts';
import { testTeam, type TestTeam } from './team.ts';
import { temporaryDirectory } from './temporary.ts';
import { waitUntil } from './wait-until.ts';

const execute = promisify(execFile);
const opened: Store[] = [];

atEndOfFile(() => {
  for (const store of opened.splice(0)) store.close();
});

export interface HostsSettings {
  readonly names: readonly string[];
  /** Behind `redis` and `hosts`: the projects, whole. */
  readonly manifest: string;
  readonly redis?: Omit<RedisServerSettings, 'directory'>;
  /** How long nothing may be heard of a host. */
  readonly lostAfter?: string;
  /** Programs on each host, beside its repository: `sh TEAM/NAME`. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Of whoever applies it, on each host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What one machine of a team has: a HOME, a state directory, a tmux server and a clone of the repository. */
export class Host {
  readonly name: string;
  readonly team: TestTeam;
  readonly store: Store;
  /** Its way to Redis. */
  readonly line: RedisLine;

  constructor(name: string, team: TestTeam, line: RedisLine) {
    this.name = name;
    this.team = team;
    this.line = line;
    this.store = openStore(team.stateDirectory);
    opened.push(this.store);
  }

  apply(): Promise<string> {
    return this.team.succeed('apply', '--timeout', '60s');
  }

  record(mission: string): MissionRecord | undefined {
    return this.store.missions.find('shop', `mission/shop/${mission}`);
  }

  state(mission: string): string | undefined {
    return this.record(mission)?.state.state;
  }

  /** Lets the agent of an engineer go on that waits for this file. */
  open(engineer: string, gate: string): Promise<void> {
    return writeFile(join(this.team.worktree(engineer), gate), '');
  }

  /** The machine goes away without a word: its supervisor first, so that it sees nothing of it, then the agents. */
  async crash(): Promise<void> {
    const { pids, guards } = await this.#supervisors();
    for (const one of [...guards, ...pids]) kill(one); // the shell around it would start it again
    await this.team.tmux('kill-server').catch(() => undefined);
    await waitUntil(async () => !(await this.team.isServed()), { what: `the tmux server of ${this.name} to end` });
  }

  /** It is started again by the shell around it. */
  async killSupervisor(): Promise<void> {
    const { pids } = await this.#supervisors();
    for (const pid of pids) kill(pid);
  }

  kill(pid: number): void {
    kill(pid);
  }

  events(type: RecordedEvent['type']): readonly RecordedEvent[] {
    return this.store.events('shop').filter((event) => event.type === type);
  }

  /** It is not asked: one that is busy for a while does not answer, and would live on. */
  async #supervisors(): Promise<{ readonly pids: readonly number[]; readonly guards: readonly number[] }> {
    const all = await this.team.processes();
    const guards = all.filter(({ command }) => /until "\$@"/.test(command));
    const own = all.filter((one) => /supervisor run/.test(one.command) && !guards.includes(one));
    return { pids: own.map(({ pid }) => pid), guards: guards.map(({ pid }) => pid) };
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A team on several machines, each with its own clone of one repository, and the Redis that they share. */
export class Hosts {
  readonly all: readonly Host[];
  readonly redis: RedisServer;
  readonly #settings: HostsSettings;

  constructor(all: readonly Host[], redis: RedisServer, settings: HostsSettings) {
    this.all = all;
    this.redis = redis;
    this.#settings = settings;
  }

  of(name: string): Host {
    return this.all.find((host) => host.name === name)!;
  }

  /** Writes each host's manifest: the same but for the tmux server and the way to Redis. */
  async write(manifest = this.#settings.manifest): Promise<void> {
    const { names, lostAfter = '60s' } = this.#settings;
    for (const { team, line } of this.all) await team.write(`redis: {url: "${line.url}", lost_after: ${lostAfter}}\nhosts: [${names.join(', ')}]\n${manifest.replaceAll('TEAM', team.directory)}`);
  }

  /** Waits; tells all that each host has and saw where it waits in vain. */
  until<Found>(what: string, condition: () => Found | Promise<Found>): Promise<NonNullable<Found>> {
    return waitUntil(condition, { what, timeout: 90_000 }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.account()}`, { cause: error });
    });
  }

  account(): string {
    return this.all.map(({ name, store }) => [
      `${name}:`,
      ...store.missions.ofTeam('shop').map(({ mission, state }) => `  ${mission.address}: ${JSON.stringify(state)}`),
      ...store.events('shop').map(({ team: _team, ...event }) => `  ${JSON.stringify(event)}`),
    ].join('\n')).join('\n');
  }
}

/** Nothing is applied yet. */
export async function hosts(settings: HostsSettings): Promise<Hosts> {
  const redis = await redisServer(settings.redis);
  const origin = join(await temporaryDirectory('origin-'), 'shop.git');
  const all: Host[] = [];
  for (const name of settings.names) {
    const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on', CODERS_HOST: name, ...settings.env } });
    await team.repository.commit({ '.gitignore': '.gate-*\n' });
    if (all.length === 0) await execute('git', ['clone', '--quiet', '--bare', team.repository.path, origin], { env: team.environment });
    await team.repository.git(['remote', 'add', 'origin', origin]);
    await team.repository.git(['fetch', '--quiet', 'origin']);
    if (all.length > 0) await team.repository.git(['reset', '--quiet', '--hard', 'origin/main']);
    for (const [file, text] of Object.entries(settings.scripts ?? {})) await writeFile(join(team.directory, file), text);
    all.push(new Host(name, team, await redisLine(redis.port)));
  }
  const team = new Hosts(all, redis, settings);
  await team.write();
  return team;
}
