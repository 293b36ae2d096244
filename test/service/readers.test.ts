import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { cronLine } from '../../src/service/cron-line.ts';
import { cronScript, scriptPath } from '../../src/service/cron-script.ts';
import { launchdPlist } from '../../src/service/launchd-plist.ts';
import type { Startup } from '../../src/service/startup.ts';
import { systemdUnit } from '../../src/service/systemd-unit.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { hostile, hostileStartup } from './startups.ts';

// What is written is read back here by those for whom it is written.

let folder: string;
let startup: Startup;

beforeAll(async () => {
  folder = await temporaryDirectory();
  startup = hostileStartup(folder);
  await mkdir(join(folder, hostile, 'state'), { recursive: true });
  await writeFile(startup.command[0]!, `#!/bin/sh\nprintf '%s\\0' "$@" "$PATH" "$HOME" "$CODERS_STATE_DIR" "$TMUX_TMPDIR"\n[ -e "$HOME/failed" ] || { : > "$HOME/failed"; exit 3; }\n`);
  await chmod(startup.command[0]!, 0o755);
});

/** Whether a program is there; says loudly what is not tested without it. */
function has(program: string, ...argv: readonly string[]): boolean {
  const found = spawnSync(program, argv, { stdio: 'ignore' }).error === undefined;
  if (!found) console.warn(`SKIPPED: ${program} is not here, so nothing that is written for a service was read by it.`);
  return found;
}

test('a shell reads the line and the script of cron: it starts the program again when it fails, and keeps what it prints', async () => {
  const { command: [, ...argv], environment } = startup;
  await writeFile(scriptPath(startup), cronScript(startup).replace('sleep 5', 'sleep 0'));
  const line = cronLine(scriptPath(startup)).replace('@reboot ', '');
  expect(spawnSync('/bin/sh', ['-c', line], { env: {}, encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const once = [...argv, ...Object.values(environment)].map((word) => `${word}\0`).join('');
  expect(await readFile(startup.log, 'utf8')).toBe(once + once);
});

test.skipIf(!has('systemd-analyze', '--version'))('systemd verifies the unit, and finds its program', async () => {
  const verify = async (text: string) => {
    const unit = join(folder, 'coders.service');
    await writeFile(unit, text);
    return spawnSync('systemd-analyze', ['--user', '--man=no', 'verify', unit], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder } });
  };
  expect(await verify(systemdUnit(startup))).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const direct = join(folder, 'a b%i$HOME');
  await mkdir(direct);
  await writeFile(join(direct, 'node'), '');
  expect(await verify(systemdUnit({ ...startup, command: [join(direct, 'node'), 'run'] }))).toMatchObject({ status: 1, stderr: expect.stringContaining(`Command ${direct}/node is not executable: Permission denied`) });
  await chmod(join(direct, 'node'), 0o755);
  expect(await verify(systemdUnit({ ...startup, command: [join(direct, 'node'), 'run'] }))).toMatchObject({ status: 0, stderr: '' });
});

const listed = (): unknown => ({
  Label: 'coders.supervisor',
  ProgramArguments: startup.command,
  EnvironmentVariables: startup.environment,
  RunAtLoad: true,
  KeepAlive: { SuccessfulExit: false },
  AbandonProcessGroup: true,
  ProcessType: 'Interactive',
  StandardOutPath: startup.log,
  StandardErrorPath: startup.log,
});

test.skipIf(!has('plutil', '-help'))('macOS reads the property list', () => {
  expect(spawnSync('plutil', ['-lint', '-'], { input: launchdPlist(startup) }).status).toBe(0);
  const { stdout } = spawnSync('plutil', ['-convert', 'json', '-o', '-', '-'], { input: launchdPlist(startup), encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(listed());
});

test.skipIf(!has('python3', '--version'))('another reader of property lists reads it', () => {
  const script = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const { stdout } = spawnSync('python3', ['-c', script], { input: launchdPlist(startup), encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(listed());
});
