import { expect, test } from 'vitest';
import { happened, keptTeam } from '../../rig/kept-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { readDocument } from '../cli/documents.ts';

interface Member {
  readonly address: string;
  readonly status: string;
  readonly epoch?: number;
  readonly health: { readonly alive: boolean; readonly responsive?: boolean; readonly lastHeartbeat?: string; readonly memory?: { readonly bytes: number }; readonly cpu?: { readonly since: string } };
  readonly [field: string]: unknown;
}

interface Document {
  readonly keeping: object;
  readonly members: readonly Member[];
}

const statusOf = async (team: TestTeam): Promise<Document> => readDocument<Document>('status', await team.succeed('status', '--json'));
const memberOf = async (team: TestTeam, seat: string): Promise<Member> => (await statusOf(team)).members.find(({ address }) => address === `member/${seat}`)!;

test('of each member: whether it lives and is heard of, its process, memory, CPU and launch', async () => {
  const team = await keptTeam(`
defaults: {tool: demo}
projects: {web: {repo: repo, engineers: {a: {brief: Begin.}, b: {brief: "demo: think 10m"}, c: {tool: command, command: [sh, -c, "sleep 86400 & exec sleep 86400"]}}}}
`);
  await team.saysItIs('web/a', 'idle');
  await team.saysItIs('web/b', 'working');
  const [idle, working, command] = (await statusOf(team)).members;
  const { pid } = await team.pane('web/a');
  expect(idle).toMatchObject({ status: 'idle', epoch: 1, health: { alive: true, pid, responsive: true, idleSince: idle!['since'], processes: 1 } });
  expect(Date.parse(idle!.health.lastHeartbeat!)).toBeGreaterThanOrEqual(Date.parse(idle!['since'] as string));
  expect(idle!.health.memory!.bytes).toBeGreaterThan(5e6);
  expect(Date.parse(idle!.health.cpu!.since)).toBeLessThanOrEqual(Date.now());
  expect(working).toMatchObject({ status: 'working', health: { alive: true, responsive: true } });
  expect(working!.health).not.toHaveProperty('idleSince');
  expect(command).toMatchObject({ status: 'unknown', health: { alive: true, processes: 2 } });
  expect(command!.health, 'a program that tells nothing').not.toHaveProperty('responsive');
  expect(await team.succeed('status', '-v')).toMatch(new RegExp(`process ${pid}, heard of \\d+s ago, holds \\d+ MB \\((PSS|RSS)\\) in 1 process, [\\d.]+% of a core since its start`));
});

test('that a member does not live, and what the supervisor does about it: held, quarantined, tried later', async () => {
  const manifest = (b: string, c: string) => `
defaults: {tool: command}
projects:
  web:
    repo: repo
    engineers:
      a: {command: [sleep, "86400"]}
      b: {command: [sh, -c, ${b}], restart: {max: 2, window: 10m, backoff: 1s..1s}}
      c: {command: [sh, -c, ${c}], restart: {max: 9, window: 1d, backoff: 1h..2h}}
`;
  const team = await keptTeam(manifest('exec sleep 86400', 'exec sleep 86400'));
  await team.write(manifest('exit 3', 'exit 4'));
  await team.coders('apply', '--yes', '--now'); // it says that they end
  await team.succeed('kill', 'web/a');
  await happened(team, 'quarantined', 'member/web/b');
  await happened(team, 'retry-planned', 'member/web/c');
  expect(await memberOf(team, 'web/a')).toMatchObject({ status: 'exited', health: { alive: false }, held: { because: 'A person killed it' } });
  expect((await memberOf(team, 'web/a')).health).toEqual({ alive: false });
  expect(await memberOf(team, 'web/b')).toMatchObject({ health: { alive: false }, quarantined: { because: 'it ended 2 times within 10m' } });
  const retried = await memberOf(team, 'web/c');
  expect(retried).toMatchObject({ health: { alive: false }, crashes: 2 });
  expect(Date.parse(retried['retryAt'] as string)).toBeGreaterThan(Date.now() + 20 * 60_000);
  const text = await team.succeed('status');
  expect(text).toContain('(held: A person killed it)');
  expect(text).toContain('(quarantined: it ended 2 times within 10m)');
  expect(text).toMatch(/\(started again in \d+m( \d+s)?, after 2 crashes\)/);
});

test('that a limit parks it, and until when', async () => {
  const team = await keptTeam('orchestrator: {tool: demo, args: [--persona, limit=3600000], brief: "Begin."}\n');
  await happened(team, 'parked', 'member/orchestrator');
  const member = await memberOf(team, 'orchestrator');
  expect(member).toMatchObject({ status: 'limited', health: { alive: true, responsive: true }, parked: { until: expect.any(String) } });
  expect(await team.succeed('status')).toMatch(/\(parked until [^;]+; tried again in \d+m/);
});

test('that it is paused, closed, or kept by nobody: in the first line', async () => {
  const firstLine = async () => (await team.succeed('status')).split('\n')[0];
  const team = await keptTeam('orchestrator: {tool: demo}\n');
  expect(await firstLine()).toMatch(/ago, kept by the supervisor$/);
  await team.succeed('pause', 'shop');
  expect(await firstLine()).toMatch(/, kept by the supervisor, paused for \d+s: a person paused it$/);
  expect((await statusOf(team)).keeping).toMatchObject({ kept: true, supervisor: true, paused: true, shift: { state: 'on' } });
  await team.succeed('resume', 'shop');
  const elsewhere = (new Date().getUTCMonth() + 6) % 12 + 1;
  await team.write(`schedule: {start: "0 0 1 ${elsewhere} *", stop: "0 0 2 ${elsewhere} *", timezone: UTC, on_stop: down}\norchestrator: {tool: demo}\n`);
  await team.succeed('apply');
  await waitUntil(async () => (await memberOf(team, 'orchestrator'))['detail'] === 'not running now', { what: 'the end of its hours' });
  expect(await firstLine()).toMatch(/, kept by the supervisor, closed until \d{4}-\d\d-01T00:00:00\.000Z: it is outside its working hours, and its agents are ended, with their conversations kept$/);
  expect(await memberOf(team, 'orchestrator')).toMatchObject({ status: 'exited', health: { alive: false } });
  await team.succeed('supervisor', 'stop').catch(() => undefined); // its exit code tells whether one ran
  expect(await firstLine()).toMatch(/, not kept now: no supervisor runs \(coders supervisor start\), closed until /);
});
