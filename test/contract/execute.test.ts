import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { execute } from '../../src/host/execute.ts';
import { processesWith } from '../rig/running-processes.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const shell = (script: string, options: Parameters<typeof execute>[2] = {}) => execute('sh', ['-c', script], options);

test('what a program says comes whole, however much it is and in whatever pieces', async () => {
  expect((await shell('printf "grün\\n"; printf "a\\n\\n" >&2')).stdout).toBe('grün\n');
  expect((await execute('node', ['-e', 'process.stdout.write("ü".repeat(1_000_000))'])).stdout).toBe('ü'.repeat(1_000_000));
});

test('it reads what it is given, and nothing else', async () => {
  expect((await execute('cat', [], { input: 'one\ntwo' })).stdout).toBe('one\ntwo');
  expect((await execute('cat', [])).stdout).toBe('');
  expect((await execute('true', [], { input: 'x'.repeat(1_000_000) })).exitCode).toBe(0);
});

test('its environment is the one it is given', async () => {
  expect((await shell('echo "$COLOUR$HOME"', { env: { PATH: process.env['PATH'], COLOUR: 'green' } })).stdout).toBe('green\n');
});

test('an exit code that is an answer is no failure, and any other is', async () => {
  expect((await shell('exit 3', { accepted: [0, 3] })).exitCode).toBe(3);
  await expect(shell('echo "error: no luck" >&2; exit 3')).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('fails with exit code 3: no luck.') });
});

test('a program that is killed, missing, or refused by the system is named with its reason', async () => {
  await expect(shell('kill -9 $$')).rejects.toThrow('is ended by SIGKILL');
  await expect(execute('no-such-program', [])).rejects.toThrow('The program no-such-program is not installed, or not on PATH.');
  await expect(execute('true', [], { cwd: join(await temporaryDirectory(), 'gone') })).rejects.toThrow('so true can not run there');
  await expect(execute('true', ['x'.repeat(4_000_000)])).rejects.toThrow(/can not be run \(.*E2BIG/);
});

test('a program that takes too long is ended with all that it started', async () => {
  const env = { PATH: process.env['PATH'], MARK: randomUUID() };
  const begun = join(await temporaryDirectory(), 'begun');
  await expect(shell(`sleep 1000 & echo > ${begun}; wait`, { env, timeoutMs: 3000 })).rejects.toThrow('is ended by SIGTERM, for it may take 3s');
  expect(existsSync(begun)).toBe(true);
  await waitUntil(async () => (await processesWith('MARK', env.MARK)).length === 0, { what: 'the end of what it started' });
});
