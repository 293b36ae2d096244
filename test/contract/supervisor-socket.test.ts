import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { supervisorSocket } from '../../src/host/poke.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const { TMPDIR } = process.env;
const longDirectory = `/state/${'long/'.repeat(30)}`;
let temporary: string;

beforeEach(async () => {
  temporary = await temporaryDirectory();
  process.env['TMPDIR'] = temporary;
});

afterEach(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});

test('the supervisor listens in its state directory, and where the path of that is too long for a socket, in a folder that is its user\'s alone', () => {
  expect(supervisorSocket('/state')).toBe('/state/supervisor.sock');
  const socket = supervisorSocket(longDirectory);
  expect(Buffer.byteLength(socket)).toBeLessThan(100);
  expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
  expect(supervisorSocket(longDirectory)).toBe(socket);
  expect(supervisorSocket(`${longDirectory}other`)).not.toBe(socket);
});

test('a folder that others can write to is not trusted', () => {
  supervisorSocket(longDirectory);
  const [folder] = readdirSync(temporary);
  chmodSync(join(temporary, folder!), 0o777);
  expect(() => supervisorSocket(longDirectory)).toThrow(/is not this user's alone, so no supervisor can be trusted to listen in it\./);
});
