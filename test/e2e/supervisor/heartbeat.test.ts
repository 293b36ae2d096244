import { expect, test } from 'vitest';
import { ownSupervisor, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** Says in its title that it is ready, and with each SIGUSR2 no more, or again. */
const program = `
let says = 'mumbling';
const tell = () => process.stdout.write('\\x1b]2;' + (says = says === 'ready' ? 'mumbling' : 'ready') + '\\x07');
process.on('SIGUSR2', tell);
setInterval(() => undefined, 1e6);
tell();
`;

const manifest = `
tools: ${JSON.stringify({ own: { command: ['node', '-e', program], states: { idle: { title: '^ready$' }, working: { title: '^busy' } } } })}
orchestrator: {tool: own, heartbeat: {timeout: 5m}}
projects: {web: {repo: repo, engineers: {a: {tool: command, command: [sleep, "86400"]}}}}
`;

const told = ({ store }: OwnSupervisor) => store.events('shop').flatMap((event) => (event.type === 'health' && /responsive/.test(event.status) ? [[event.address, event.status]] : []));

async function toggle({ team }: OwnSupervisor, title: string): Promise<void> {
  process.kill((await team.pane('orchestrator')).pid, 'SIGUSR2');
  await waitUntil(async () => (await team.pane('orchestrator')).title === title, { what: `the title ${title}` });
}

async function passMinutes(own: OwnSupervisor, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) await own.pass(60_000);
}

test('a living member of which nothing can be read any more is told of once, and once when it is heard of again', async () => {
  const own = await ownSupervisor(manifest);
  await passMinutes(own, 10);
  expect(told(own)).toEqual([]);
  await toggle(own, 'mumbling');
  await passMinutes(own, 30);
  expect(told(own)).toEqual([['member/orchestrator', 'unresponsive']]);
  await toggle(own, 'ready');
  await passMinutes(own, 10);
  expect(told(own)).toEqual([['member/orchestrator', 'unresponsive'], ['member/orchestrator', 'responsive']]);
  expect((await own.team.pane('orchestrator')).tag!.epoch).toBe(1);
});
