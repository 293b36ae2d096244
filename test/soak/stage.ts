import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSession, type WrittenRow } from '../../src/demo/session-log.ts';
import { createHost, type Host } from '../../src/host/host.ts';
import { openStore } from '../../src/host/store/store.ts';
import type { AppliedTeam } from '../../src/state/applied-team.ts';
import { seatIn } from '../../src/state/address.ts';
import { atEndOfFile } from '../rig/end-of-file.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

/** A live team of many demo agents, and the delivery core in this process. */
export interface Stage {
  readonly team: TestTeam;
  readonly applied: AppliedTeam;
  readonly host: Host;
  readonly seats: readonly string[];
}

const closers: (() => void)[] = [];

atEndOfFile(() => {
  for (const close of closers.splice(0)) close();
});

export async function soakStage(agents: number): Promise<Stage> {
  const team = await testTeam();
  await team.write(`defaults: {tool: demo}\nprojects: {shop: {repo: repo, engineers: {agent: {count: ${agents}}}}}\n`);
  await team.succeed('apply', '--timeout', '120s');
  const store = openStore(team.stateDirectory);
  const applied = store.team('shop')!;
  const host = createHost({ tmux: applied.tmux, environment: team.environment, store, packageDirectory: `${team.package}/dist` });
  closers.push(() => store.close());
  return { team, applied, host, seats: applied.members.map(({ address }) => seatIn(address)) };
}

/** All that each agent has written down, over all its launches, by its seat. */
export async function conversations({ team, applied }: Stage): Promise<ReadonlyMap<string, readonly WrittenRow[]>> {
  const folder = join(team.home, '.local', 'state', 'coders', 'demo');
  const sessions = await Promise.all((await readdir(folder)).map(async (name) => readSession(await readFile(join(folder, name), 'utf8')).rows));
  return new Map(applied.members.map(({ address, directory }) => [
    seatIn(address),
    sessions.filter((rows) => rows.some((row) => row.type === 'session' && row.directory === directory)).flat(),
  ]));
}

/** Lets so much time go by: what a person or an accident takes before the next one. */
export async function pass(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  await waitUntil(() => performance.now() >= end, { what: 'time to pass', timeout: milliseconds + 60_000 });
}
