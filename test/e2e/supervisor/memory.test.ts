import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { superviseHere, type OwnSupervisor } from '../../rig/own-supervisor.ts';
import { testTeam } from '../../rig/team.ts';
import { temporaryDirectory } from '../../rig/temporary.ts';
import { VirtualClock } from '../../rig/virtual-clock.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const minuteMs = 60_000;

/** Fills memory in its first life, before anything else that it does. */
const glutton = `
const { existsSync, writeFileSync } = require('node:fs');
const file = process.env.GLUTTON_HAS_EATEN;
if (!existsSync(file)) {
  globalThis.held = Buffer.alloc(400e6, 1);
  writeFileSync(file, '');
}
`;

/** A team of which one member holds 400 MB where each may hold 250 MB, when it does so. */
async function fed(member: (glutton: string) => string, state?: 'idle' | 'working'): Promise<OwnSupervisor> {
  const directory = await temporaryDirectory();
  const program = join(directory, 'glutton.cjs');
  const eaten = join(directory, 'eaten');
  await writeFile(program, glutton);
  const team = await testTeam();
  await team.write(`
limits: {memory: 250MB}
defaults: {tool: demo}
projects:
  web:
    repo: repo
    engineers:
      a: {${member(program)}, env: {GLUTTON_HAS_EATEN: ${JSON.stringify(eaten)}, NODE_OPTIONS: ${JSON.stringify(`--require ${program}`)}}}
      b: {}
`);
  await team.succeed('apply');
  await waitUntil(() => existsSync(eaten), { what: 'the memory to be filled' });
  if (state !== undefined) await team.saysItIs('web/a', state); // or the first look may find it at its brief still
  return superviseHere(team, new VirtualClock());
}

const excesses = ({ store }: OwnSupervisor) => store.events('shop').flatMap((event) => (event.type === 'over-memory-limit' ? [event] : []));
const launches = ({ store }: OwnSupervisor) => store.events('shop').flatMap((event) => (event.type === 'launched' && event.epoch > 1 ? [event] : []));

async function startsAgain(own: OwnSupervisor): Promise<void> {
  await waitUntil(async () => (await own.pass(0), (await own.team.pane('web/a')).tag!.epoch === 2), { what: 'the start anew' });
}

describe('limits.memory', () => {
  test('a member that holds more and rests is started again with its conversation, and nobody else is', async () => {
    const own = await fed(() => 'brief: Begin.', 'idle');
    const before = await own.team.pane('web/a');
    await own.pass(minuteMs);
    await startsAgain(own);
    expect((await own.team.pane('web/a')).tag!.conversation).toBe(before.tag!.conversation);
    expect(excesses(own)).toMatchObject([{ address: 'member/web/a', limit: 250e6, done: 'it is started again, with its conversation' }]);
    expect(excesses(own)[0]!.bytes).toBeGreaterThan(400e6);
    expect(launches(own)).toMatchObject([{ address: 'member/web/a', resumed: true, cause: expect.stringMatching(/^it holds 4\d\d MB, and may hold 250 MB$/) }]);
    for (let minute = 0; minute < 15; minute += 1) await own.pass(minuteMs);
    expect(excesses(own)).toHaveLength(1);
    expect(launches(own)).toHaveLength(1);
  });

  test('one that works has ten minutes to come to the end of its turn', async () => {
    const own = await fed(() => 'brief: "demo: think 23h"', 'working');
    const before = await own.team.pane('web/a');
    await own.pass(minuteMs);
    const [noted] = excesses(own);
    expect(noted).toMatchObject({ done: 'it is started again when it rests, or after 10m' });
    while (own.clock.now() + minuteMs < noted!.at + 10 * minuteMs) await own.pass(minuteMs);
    expect(await own.team.pane('web/a')).toMatchObject({ pid: before.pid });
    await own.pass(minuteMs);
    await startsAgain(own);
    expect((await own.team.pane('web/a')).tag!.conversation).toBe(before.tag!.conversation);
    expect(excesses(own)[1]).toMatchObject({ done: 'it is started again in the middle of its turn' });
  });

  test('what a program started counts as its own, also where it tells nothing', async () => {
    const own = await fed(() => 'tool: command, command: [sh, -c, "env -u NODE_OPTIONS node -e \'setInterval(() => 1, 1e6)\' & exec node -e \'setInterval(() => 1, 1e6)\'"]');
    await own.pass(minuteMs);
    await own.pass(10 * minuteMs);
    await startsAgain(own);
    expect(launches(own)).toMatchObject([{ address: 'member/web/a', resumed: false }]);
    await waitUntil(async () => (await own.team.processes()).filter(({ command }) => command.includes('setInterval')).length === 2, { what: 'what the first one had started to have ended' });
  });
});
