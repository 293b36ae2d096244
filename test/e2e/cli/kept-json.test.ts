import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { keptManifest, keptTeam, supervisorPid } from '../../rig/kept-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { readDocument } from './documents.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await keptTeam(keptManifest.replace('{tool: command, command: [sleep, "86400"]}', '{env: {XDG_STATE_HOME: "${HOME}/c"}}'));
  await team.saysItIs('web/a', 'idle');
});

// What a script reads is all on standard output, and nothing else is.
async function documentOf<Shape>(schema: string, argv: readonly string[], wantedExit = 0): Promise<Shape> {
  const { exit, stdout, stderr } = await team.coders(...argv, '--json');
  expect(exit, `${stdout}${stderr}`).toBe(wantedExit);
  return readDocument<Shape>(schema, stdout);
}

test('supervisor', async () => {
  const pid = await supervisorPid(team);
  expect(await documentOf('supervisor', ['supervisor', 'status'])).toMatchObject({ running: true, pid, since: expect.any(String), teams: ['shop'] });
  expect(await documentOf('supervisor', ['supervisor', 'start'])).toMatchObject({ running: true, pid });
  expect(await documentOf('supervisor', ['supervisor', 'logs'])).toMatchObject({ running: true, log: [expect.stringContaining(`started, process ${pid}`)] });
  expect(await documentOf('supervisor', ['supervisor', 'stop'])).toEqual({ version: 1, running: false });
  expect(await documentOf('supervisor', ['supervisor', 'stop'], 4)).toEqual({ version: 1, running: false });
  expect(await documentOf('supervisor', ['supervisor', 'status'], 4)).toEqual({ version: 1, running: false });
  expect(await documentOf('supervisor', ['supervisor', 'restart'])).toMatchObject({ running: true });
});

test('pause and resume, and again where it is so already', async () => {
  for (const verb of ['pause', 'pause', 'resume', 'resume'] as const) expect(await documentOf(verb, [verb])).toEqual({ version: 1, team: 'shop', paused: verb === 'pause' });
});

test('hold and release', async () => {
  const whom = { version: 1, team: 'shop', member: 'member/web/a' };
  for (const _time of ['first', 'second']) expect(await documentOf('hold', ['hold', 'web/a'])).toEqual({ ...whom, held: true });
  expect(await documentOf('status', ['status'])).toMatchObject({ keeping: { kept: true, supervisor: true }, members: expect.arrayContaining([expect.objectContaining({ held: expect.anything() })]) });
  expect(await documentOf('release', ['release', 'web/a'])).toEqual({ ...whom, released: true });
  expect(await documentOf('release', ['release', 'web/a'], 4)).toEqual({ ...whom, released: false });
});

test('kill, of a program that runs and of one that does not', async () => {
  const killed = { version: 1, team: 'shop', member: 'member/web/b', held: true };
  expect(await documentOf('kill', ['kill', 'web/b'])).toEqual({ ...killed, ended: true });
  expect(await documentOf('kill', ['kill', 'web/b'])).toEqual({ ...killed, ended: false });
});

test('restart, with its conversation and without, and of what does not come up again', async () => {
  const whom = { version: 1, team: 'shop', member: 'member/web/a' };
  expect(await documentOf('restart', ['restart', 'web/a'])).toEqual({ ...whom, restarted: true, resumed: true });
  expect(await documentOf('restart', ['restart', 'web/a', '--fresh'])).toEqual({ ...whom, restarted: true, resumed: false });
  const home = join(team.home, 'c');
  await rm(home, { recursive: true });
  await writeFile(home, ''); // where there is no folder, it ends before it is ready: a program that never says that it is might end only after the last look
  expect(await documentOf('restart', ['restart', 'web/c'], 1)).toEqual({ ...whom, member: 'member/web/c', restarted: false, resumed: false });
});

test('what is asked of a team that nobody keeps is an error', async () => {
  await team.succeed('down', '--yes');
  expect(await documentOf('error', ['pause'], 2)).toMatchObject({ error: { kind: 'usage', hint: 'coders apply hands it over.' } });
  expect(await documentOf('supervisor', ['supervisor', 'start'], 4)).toEqual({ version: 1, running: false });
});
