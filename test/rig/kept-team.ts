import { testTeam, type Pane, type TestTeam } from './team.ts';
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

/** Waits until something of that kind happened to a member. */
export function happened(team: TestTeam, type: string, address: string): Promise<{ readonly [field: string]: unknown }> {
  return waitUntil(async () => (await eventsOf(team, type)).find((event) => event.address === address), { what: `${type} of ${address}` });
}
