import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { createProcesses } from '../../src/host/processes/processes.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { examineIn } from './acceptance/trial.ts';

beforeAll(useNoGitSettings);

let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});

const run = (lines: string | readonly string[], rest: Parameters<typeof examineIn>[2] = {}, timeoutMs = 60_000) =>
  examineIn(directory, { run: [lines].flat(), timeoutMs }, rest);

/** The number of a process that a command line has written to a file. */
const writtenPid = (name: string) => waitUntil(async () => (existsSync(join(directory, name)) ? Number(await readFile(join(directory, name), 'utf8')) : undefined), { what: `a command to write ${name}` });

/** One that has ended, and was not asked how, does not. */
const { isRunning: runs } = createProcesses(systemClock);

test('command lines run in their order, in the folder, until one fails', async () => {
  expect(await run(['pwd', 'echo two; exit 3', 'echo three'])).toEqual({
    passed: false, because: '"echo two; exit 3" fails with exit code 3.', output: `$ pwd\n${directory}\n$ echo two; exit 3\ntwo\n` });
  expect(await run(['true', 'echo two'])).toEqual({ passed: true, output: '$ true\n$ echo two\ntwo\n' });
});

test('they have the environment of the member and a mark of the check, and nothing to read', async () => {
  const environment = { PATH: process.env['PATH'], CODERS_ADDRESS: 'member/shop/cart' };
  const { output } = await run(['env | sort', 'cat; echo "read $?"'], { environment });
  expect(output).toBe(`$ env | sort\nCODERS_ADDRESS=member/shop/cart\nCODERS_CHECK=${directory}\nPATH=${environment.PATH}\nPWD=${directory}\n$ cat; echo "read $?"\nread 0\n`);
});

test('what is printed to either is kept in the order in which it was', async () => {
  const { output } = await run('for n in 1 2 3; do echo out $n; echo err $n >&2; done');
  expect(output.split('\n').slice(1, -1)).toEqual([1, 2, 3].flatMap((n) => [`out ${n}`, `err ${n}`]));
});

test('of much output the end is kept, in whole characters', async () => {
  const { output } = await run(`node -e "process.stdout.write('日本'.repeat(1000000)); console.log('end')"`);
  expect(Buffer.byteLength(output)).toBeLessThanOrEqual(64 * 1024);
  expect(Buffer.byteLength(output)).toBeGreaterThan(64 * 1024 - 10);
  expect(output).toMatch(/^…\n[日本]+end\n$/);
});

test.each([
  ['asks to be tried again', 'exit 75', '"exit 75" asks to be tried again later, by exit code 75.'],
  ['is killed', 'kill -KILL $$', '"kill -KILL $$" is ended by SIGKILL.'],
  ['is told to end', 'kill -TERM $$', '"kill -TERM $$" is ended by SIGTERM.'],
  ['has a program killed', `sh -c 'kill -KILL $$'; exit $?`, `"sh -c 'kill -KILL $$'; exit $?" exits with 137: SIGKILL ended a program of it.`],
])('a command line that %s says nothing of the work', async (_, line, because) => {
  expect(await run(line)).toMatchObject({ passed: undefined, because });
});

test.each([
  ['exit 1', 'fails with exit code 1'],
  ['no-such-program-here', 'fails with exit code 127'],
  ['kill -SEGV $$', 'is ended by SIGSEGV'],
])('that "%s" ends so is a fault of the work', async (line, words) => {
  expect(await run(line)).toMatchObject({ passed: false, because: `"${line}" ${words}.` });
});

test('one that can not be started says nothing of the work', async () => {
  const tooLong = `: ${'x'.repeat(4_000_000)}`;
  expect(await run(tooLong)).toMatchObject({ passed: undefined, because: expect.stringContaining('can not be started') });
});

test('when the time for all of them is over, all that they started is ended, and the work has failed', async () => {
  const found = await run(['sleep 0.1', 'sleep 86400 & echo $! > child; echo waiting; wait'], {}, 5000);
  expect(found).toMatchObject({ passed: false, because: '"sleep 86400 & echo $! > child; echo waiting; wait" still runs after 5s, the time for all command lines together, and is ended.' });
  expect(found.output).toContain('waiting\n');
  expect(runs(await writtenPid('child'))).toBe(false);
});

test('what does not heed the request to end is killed', async () => {
  const stubborn = `trap '' TERM; echo $$ > shell; (trap '' TERM; echo $(exec sh -c 'echo $PPID') > child; while :; do sleep 1; done) & while :; do sleep 1; done`;
  expect(await run(stubborn, {}, 4000)).toMatchObject({ passed: false });
  expect([runs(await writtenPid('shell')), runs(await writtenPid('child'))]).toEqual([false, false]);
});

test('a check that is broken off ends all that it started, and says nothing of the work', async () => {
  const abort = new AbortController();
  const found = run('echo $$ > shell.new; mv shell.new shell; sleep 86400; true', { signal: abort.signal });
  const pid = await writtenPid('shell');
  abort.abort();
  expect(await found).toMatchObject({ passed: undefined, because: expect.stringMatching(/^The check is broken off while ".*" runs\.$/) });
  expect(runs(pid)).toBe(false);
  expect(await run('echo ran', { signal: abort.signal })).toMatchObject({ passed: undefined, output: '$ echo ran\n' });
});

test('what a command line leaves running ends with it, and is not waited for', async () => {
  const found = await run('sleep 86400 & echo $! > child; echo left it');
  expect(found).toEqual({ passed: true, output: '$ sleep 86400 & echo $! > child; echo left it\nleft it\n' });
  expect(runs(await writtenPid('child'))).toBe(false);
});

test('what has left the group and keeps the pipe open holds up nothing, and ends with the check', async () => {
  const found = await run(`node -e "const child = require('child_process').spawn('sleep', ['86400'], { detached: true, stdio: 'inherit' }); require('fs').writeFileSync('child', child.pid + ''); child.unref()"`);
  expect(found).toMatchObject({ passed: true });
  expect(runs(await writtenPid('child'))).toBe(false);
});

test('what a runner that was killed left running in the folder ends before the next check; that of another folder goes on', async () => {
  const left = [directory, `${directory}-2`].map((folder) => spawn('sleep', ['86400'], { env: { ...process.env, CODERS_CHECK: folder }, stdio: 'ignore', detached: true }).pid!);
  await run('true');
  expect(left.map(runs)).toEqual([false, true]);
  process.kill(left[1]!, 'SIGKILL');
});

test('the loop of events goes on meanwhile', async () => {
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
    if (turns === 10) writeFileSync(join(directory, 'turned'), '');
  }, 5);
  expect(await run('yes | head -c 20000000; until [ -e turned ]; do sleep 0.02; done')).toMatchObject({ passed: true });
  clearInterval(turning);
});
