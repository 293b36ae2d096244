import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPsCounts } from '../../src/host/processes/counts.ts';
import { createProcesses } from '../../src/host/processes/processes.ts';
import { systemClock } from '../../src/host/clock.ts';
import { createTmux } from '../../src/host/tmux/tmux.ts';
import type { ObservedPane } from '../../src/state/observed.ts';
import type { ProcessFigures } from '../../src/state/process-figures.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const mebibyte = 1024 ** 2;
const onLinux = process.platform === 'linux';

/** A child that holds so much, and a parent that only waits for it and then stays. */
const holder = (mebibytes: number, then: string) => `
const { spawn } = require('node:child_process');
spawn(process.execPath, ['-e', 'const held = Buffer.alloc(${mebibytes} * ${mebibyte}, 1); setInterval(() => held.length, 1e6)'], { stdio: 'ignore' });
${then}
setInterval(() => undefined, 1e6);
`;

async function panesOf(programs: Readonly<Record<string, string>>): Promise<{ pane(name: string): ObservedPane; close(): Promise<void> }> {
  const directory = await temporaryDirectory();
  const tmux = createTmux({ socket: join(directory, 'socket') }, { PATH: process.env['PATH'], HOME: directory });
  for (const [name, program] of Object.entries(programs)) {
    await tmux.openWindow({ session: 'team', name, directory, env: {}, argv: [process.execPath, '-e', program], tag: { team: 'team', address: `member/${name}`, epoch: 1, fingerprint: 'a', conversation: name } });
  }
  const seen = await tmux.observe();
  const panes = seen.running ? seen.panes : [];
  return { pane: (name) => panes.find(({ windowName }) => windowName === name)!, close: async () => void (await Promise.all(panes.map((pane) => tmux.closePane(pane)))) };
}

const processes = createProcesses(systemClock);

function becomes(pane: ObservedPane, fits: (figures: ProcessFigures) => boolean): Promise<ProcessFigures> {
  return waitUntil(async () => [...(await processes.figures([pane])).values()].find(fits), { what: `the figures of ${pane.windowName}`, timeout: 90_000 }); // two seconds of a processor that many share
}

test('what a program holds is what it and all that it started hold, each pane for itself', async () => {
  const { pane, close } = await panesOf({ much: holder(200, ''), little: 'setInterval(() => undefined, 1e6)' });
  const much = await becomes(pane('much'), ({ processes: count, memory }) => count === 2 && memory.bytes > 200 * mebibyte);
  expect(much.memory.bytes).toBeLessThan(400 * mebibyte);
  expect(much.memory.measure).toBe(onLinux ? 'pss' : 'rss');
  const both = await processes.figures([pane('much'), pane('little')]);
  expect([...both.keys()].sort()).toEqual([pane('much').id, pane('little').id].sort());
  expect(both.get(pane('little').id)).toMatchObject({ processes: 1 });
  expect(both.get(pane('little').id)!.memory.bytes).toBeLessThan(100 * mebibyte);
  await close();
});

test.runIf(onLinux)('what is shared is counted once, and asked for only where it matters', async () => {
  const { pane, close } = await panesOf({ one: holder(10, '') });
  const exact = await becomes(pane('one'), ({ processes: count }) => count === 2);
  const rough = (await processes.figures([pane('one')], 10_000 * mebibyte)).get(pane('one').id)!;
  expect([exact.memory.measure, rough.memory.measure]).toEqual(['pss', 'rss']);
  expect(exact.memory.bytes).toBeLessThan(rough.memory.bytes);
  await close();
});

test('CPU is that of the whole life of the program, children that have ended included', async () => {
  const burn = 'for (const end = process.cpuUsage().user + 1e6; process.cpuUsage().user < end;);';
  const before = systemClock.now();
  const { pane, close } = await panesOf({ busy: `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}]);\n${burn}\nsetInterval(() => undefined, 1e6);`, calm: 'setInterval(() => undefined, 1e6)' });
  const used = ({ cpu }: ProcessFigures) => (cpu!.percentOfCore / 100) * (systemClock.now() - cpu!.since);
  const figures = await becomes(pane('busy'), (now) => used(now) >= (onLinux ? 2000 : 1000));
  expect(figures.cpu!.since).toBeGreaterThan(before - 1000);
  expect(figures.cpu!.since).toBeLessThanOrEqual(systemClock.now());
  expect(figures.cpu!.percentOfCore).toBeLessThan(200);
  expect(used((await processes.figures([pane('calm')])).get(pane('calm').id)!)).toBeLessThan(1500);
  await close();
});

test('a pane where nothing runs any more has no figures', async () => {
  const { pane, close } = await panesOf({ brief: '', stays: 'setInterval(() => undefined, 1e6)' });
  await waitUntil(async () => (await processes.figures([pane('brief')])).size === 0, { what: 'its end' });
  await close();
});

test('ps prints times as on a Mac and as elsewhere', () => {
  expect(readPsCounts('  501  12288   0:04.37       02:05\n 502 4096 1-02:03:04 11-00:00:01\n  503 1024 123:45.00 05:00:00\n')).toEqual(new Map([
    [501, { rssBytes: 12 * mebibyte, cpuMs: 4370, ageMs: 125_000 }],
    [502, { rssBytes: 4 * mebibyte, cpuMs: ((26 * 60 + 3) * 60 + 4) * 1000, ageMs: (11 * 86_400 + 1) * 1000 }],
    [503, { rssBytes: mebibyte, cpuMs: (123 * 60 + 45) * 1000, ageMs: 5 * 3_600_000 }],
  ]));
  expect(readPsCounts('')).toEqual(new Map());
});
