import { openStore } from '../../src/host/store/store.ts';
import { askSupervisor } from '../../src/host/poke.ts';
import { testTeam, type Pane, type Ran, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** Two engineers of the demo tool, and one program that says nothing. */
export const keptManifest = `
defaults: {tool: demo}
projects:
  web:
    repo: repo
    engineers:
      a: {}
      b: {}
      c: {tool: command, command: [sleep, "86400"]}
`;

/** A team that is applied, and kept by a supervisor of its own. */
export async function keptTeam(manifest = keptManifest, env: Readonly<Record<string, string>> = {}): Promise<TestTeam> {
  const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on', ...env } });
  await team.write(manifest);
  await team.succeed('apply');
  return team;
}

export async function supervisorPid(team: TestTeam): Promise<number | undefined> {
  const { stdout } = await team.coders('supervisor', 'status', '--json');
  return (JSON.parse(stdout) as { pid?: number }).pid;
}

/** The process that keeps the team, once it says so: one that is busy may leave a word unanswered. */
export async function runningSupervisor({ stateDirectory }: TestTeam): Promise<number> {
  const { pid } = await waitUntil(async () => (await askSupervisor(stateDirectory, 'status')) as { readonly pid: number } | undefined, { what: 'a supervisor to answer', timeout: 60_000 });
  return pid;
}

/** Applies and waits for no agent; and for the supervisor, which may be at one look after the other, longer than such an apply does. */
export function applyAtOnce(team: TestTeam, ...options: readonly string[]): Promise<Ran> {
  return waitUntil(async () => {
    const ran = await team.coders('apply', '--timeout', '0', ...options);
    return ran.stderr.includes('still works on team') ? undefined : ran;
  }, { what: 'the supervisor to let the team be applied', timeout: 60_000 });
}

/** Waits for another living program in the member's one window. */
export function startedAgain(team: TestTeam, seat: string, before: Pick<Pane, 'pid'>): Promise<Pane> {
  return waitUntil(async () => {
    const own = (await team.panes()).filter(({ tag }) => tag?.address === `member/${seat}`);
    return own.length === 1 && !own[0]!.dead && own[0]!.pid !== before.pid ? own[0] : undefined;
  }, { what: `${seat} to be started again` });
}

/** Of these types, oldest first. */
export async function eventsOf(team: TestTeam, ...types: readonly string[]): Promise<readonly { readonly type: string; readonly address?: string; readonly [field: string]: unknown }[]> {
  const { stdout } = await team.coders('events', '--json');
  const events = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { type: string; address?: string });
  return events.filter(({ type }) => types.includes(type));
}

/** Waits until something of that kind happened to a member. Looks into the store: a program for each look would take the machine from what is waited for. */
export async function happened(team: TestTeam, type: string, address: string): Promise<{ readonly [field: string]: unknown }> {
  const store = openStore(team.stateDirectory);
  try {
    await waitUntil(() => store.events('shop').some((event) => event.type === type && 'address' in event && event.address === address), { what: `${type} of ${address}` });
  } finally {
    store.close();
  }
  return (await eventsOf(team, type)).find((event) => event.address === address)!;
}
