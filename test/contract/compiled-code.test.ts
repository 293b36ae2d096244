import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { compiled } from '../../src/host/compiled-code.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

let directory: string;
let place: string;
let processes = 0;

beforeEach(async () => {
  directory = await temporaryDirectory();
  place = join(directory, 'kept', 'program.compiled');
});

/** What a process does that runs the program and ends: what it leaves at its end it leaves here at once. */
function runs(...places: readonly string[]): unknown {
  const program = join(directory, `program-${(processes += 1)}.cjs`); // under another name, as V8 itself remembers what this process has compiled
  writeFileSync(program, '(function (one, other) { return one + other; })');
  const before = process.listeners('exit');
  const sum = compiled(program, places)(1, 2);
  for (const leave of process.listeners('exit').filter((one) => !before.includes(one))) {
    process.removeListener('exit', leave);
    leave(0);
  }
  return sum;
}

test('what was compiled is kept, and is not made again', () => {
  expect(runs(place)).toBe(3);
  const first = statSync(place, { bigint: true }).mtimeNs;
  expect(runs(place)).toBe(3);
  expect(statSync(place, { bigint: true }).mtimeNs).toBe(first);
});

test('it is kept in the first place that can be written', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(runs(join(directory, 'file', 'in-no-folder'), place)).toBe(3);
  expect(existsSync(place)).toBe(true);
});

test('without a place all goes on as well', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(runs(join(directory, 'file', 'in-no-folder'))).toBe(3);
});

test('what others could have written is not run', () => {
  runs(place);
  const kept = readFileSync(place);
  chmodSync(place, 0o666);
  expect(runs(place)).toBe(3);
  expect(statSync(place).mode & 0o022).toBe(0);
  expect(readFileSync(place).length).toBe(kept.length);
});

test.each([['a half', (kept: Buffer) => kept.subarray(0, kept.length / 2)], ['nothing', () => Buffer.alloc(0)], ['zeros', (kept: Buffer) => Buffer.alloc(kept.length)], ['something else', () => Buffer.from('no code')]])('of which %s is left, it is made again', (_, leave) => {
  runs(place);
  const kept = readFileSync(place);
  writeFileSync(place, leave(kept));
  expect(runs(place)).toBe(3);
  expect(readFileSync(place).length).toBe(kept.length);
});
