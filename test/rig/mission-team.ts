import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { sessionFile } from '../../src/demo/session-file.ts';
import { readSession } from '../../src/demo/session-log.ts';
import type { MessageHistory } from '../../src/host/store/messages.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { atEndOfFile } from './end-of-file.ts';
import type { Files } from './git-repository.ts';
import { startedAgain } from './kept-team.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

export type MissionNews = Extract<RecordedEvent, { type: 'mission' }>;

/** Everything here waits for agents, git and a supervisor on a machine that others load too. */
export const missionPatienceMs = 90_000;

const opened: Store[] = [];

atEndOfFile(() => {
  for (const store of opened.splice(0)) store.close();
});

export interface MissionTeamSettings {
  /** Behind `version`, the team's name and its socket: whole, with its projects. TEAM stands for the folder that it is in, here and in scripts. */
  readonly manifest: string;
  /** What the repository has before anybody works in it. */
  readonly files?: Files;
  /** Programs beside the repository, out of the agents' reach: `sh TEAM/NAME`. */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The environment of whoever applies it, where that takes a team to be made for. */
  person?(team: TestTeam): Promise<Readonly<Record<string, string>>>;
}

/** A kept team with missions in the project `shop`, and its store, read as often as a test likes. */
export async function missionTeam({ manifest, files = {}, scripts = {}, env = {}, person }: MissionTeamSettings): Promise<MissionTeam> {
  const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on', ...env } });
  Object.assign(team.environment, await person?.(team));
  await team.repository.commit({ '.gitignore': '.gate-*\n', ...files });
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(team.directory, name), text.replaceAll('TEAM', team.directory));
  await team.write(manifest.replaceAll('TEAM', team.directory));
  await team.succeed('apply', '--timeout', '60s');
  const store = openStore(team.stateDirectory);
  opened.push(store);
  return new MissionTeam(team, store);
}

/** The manifest of demo agents with one project, `shop`, in the folder `repo`; `lines` are the rest of the project. */
export function shopManifest(...lines: readonly string[]): string {
  return ['', 'defaults: {tool: demo}', 'projects:', '  shop:', '    repo: repo', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/** What a demo agent is to do, as the brief of a mission in YAML. */
export function orders(...lines: readonly string[]): string {
  return JSON.stringify(lines.map((line) => `demo: ${line}`).join('\n'));
}

/** The same, and then it says that it is done. */
export function work(...lines: readonly string[]): string {
  return orders(...lines, 'run coders mission done');
}

export class MissionTeam {
  readonly team: TestTeam;
  readonly store: Store;

  constructor(team: TestTeam, store: Store) {
    this.team = team;
    this.store = store;
  }

  /** Undefined for one that is withdrawn, or never was. */
  record(name: string): MissionRecord | undefined {
    return this.store.missions.find('shop', `mission/shop/${name}`);
  }

  state(name: string): string | undefined {
    return this.record(name)?.state.state;
  }

  states(): Record<string, string> {
    return Object.fromEntries(this.store.missions.ofTeam('shop').map(({ mission, state }) => [nameOf(mission.address), state.state]));
  }

  /** What happened to missions, oldest first; to one of them where it is named. */
  news(name?: string): readonly MissionNews[] {
    const all = this.store.events('shop').filter((event): event is RecordedEvent & MissionNews => event.type === 'mission');
    return name === undefined ? all : all.filter(({ address }) => nameOf(address) === name);
  }

  /** The states that a mission came to, in order. */
  way(name: string): readonly string[] {
    return this.news(name).map(({ state }) => state);
  }

  /** What was sent to members about a mission. */
  messages(name: string): readonly MessageHistory[] {
    return this.store.messages.ofTeam('shop', 500).filter(({ message }) => message.id.startsWith(`shop/mission:shop/${name}:`));
  }

  /** What a member was told, in all its conversations: each prompt as often as it arrived. */
  told(seat: string, text: string): readonly string[] {
    const conversations = new Set(this.store.events('shop').flatMap((event) => (event.type === 'launched' && event.address === `member/${seat}` ? [event.conversation] : [])));
    return [...conversations].flatMap((id) => {
      const file = sessionFile(id, { HOME: this.team.home });
      return existsSync(file) ? readSession(readFileSync(file, 'utf8')).rows : [];
    }).flatMap((row) => (row.type === 'user' && row.text.includes(text) ? [row.text] : []));
  }

  async comesTo(name: string, ...wanted: readonly string[]): Promise<MissionRecord> {
    await this.until(`${name} to be ${wanted.join(' or ')}`, () => wanted.includes(this.state(name) ?? 'withdrawn'));
    return this.record(name)!;
  }

  allCome(wanted: Readonly<Record<string, string>>): Promise<unknown> {
    return this.until(`the missions to be ${JSON.stringify(wanted)}`, () => Object.entries(wanted).every(([name, state]) => this.state(name) === state));
  }

  /** Fails unless it was accepted once, and begun only when all that it builds on was. */
  wasInOrder(name: string, after: readonly string[]): void {
    expect(this.way(name).filter((state) => state === 'done'), name).toHaveLength(1);
    const begun = this.news(name).find(({ state }) => state === 'assigned')!;
    for (const one of after) expect(this.news(one).find(({ state }) => state === 'done')!.id, `${one} before ${name}`).toBeLessThan(begun.id);
  }

  /** At which it was accepted. */
  commit(name: string): string {
    const state = this.record(name)?.state;
    if (state?.state !== 'done' || state.commit === undefined) throw new Error(`${name} is ${JSON.stringify(state)}`);
    return state.commit;
  }

  /** A commit in a folder of its own. */
  async checkout(commit: string): Promise<string> {
    const directory = join(this.team.directory, 'checkouts', commit);
    if (!existsSync(directory)) await this.team.repository.git(['worktree', 'add', '--quiet', '--detach', directory, commit]);
    return directory;
  }

  /** Kills the member that has a mission, once it has committed its work, and waits until it has it again in its second launch. Gives its seat. */
  async killWhoeverHas(name: string): Promise<string> {
    const { state } = await this.comesTo(name, 'working');
    if (state.state !== 'working') throw new Error(`${name} is ${state.state}`);
    const seat = state.lease.by.replace('member/', '');
    const pane = await this.team.pane(seat);
    await this.until(`${name} to be committed`, async () => (await this.team.repository.git(['log', '--format=%s', seat])).includes(`Add ${name}`));
    process.kill(pane.pid, 'SIGKILL');
    await startedAgain(this.team, seat, pane);
    await this.until(`${seat} to have its mission in its second launch`, () => this.leaseEpoch(name) === 2);
    return seat;
  }

  leaseEpoch(name: string): number | undefined {
    const state = this.record(name)?.state;
    return state !== undefined && 'lease' in state ? state.lease.epoch : undefined;
  }

  /** Waits; tells all that happened to missions where it waits in vain. */
  until<Found>(what: string, condition: () => Found | Promise<Found>): Promise<NonNullable<Found>> {
    return waitUntil(condition, { what, timeout: missionPatienceMs }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.account()}`, { cause: error });
    });
  }

  /** All missions as they are, and all that happened. */
  account(): string {
    const missions = this.store.missions.ofTeam('shop').map(({ mission, state }) => `${nameOf(mission.address)}: ${JSON.stringify(state)}`);
    const events = this.store.events('shop').map(({ id: _id, team: _team, ...event }) => JSON.stringify(event));
    return [...missions, ...events].join('\n');
  }
}

function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
