import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { HostError } from '../../src/host/host-error.ts';
import { createVersions, type Versions } from '../../src/host/installed-version.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

let folder: string;
let path: string;
let versions: Versions;

beforeEach(async () => {
  folder = await temporaryDirectory();
  path = join(folder, 'tool');
  await mkdir(join(folder, 'state'));
  versions = fresh();
  await install('2.1.0');
});

/** As another run of coders has it. */
function fresh(): Versions {
  return createVersions(join(folder, 'state'), { PATH: process.env['PATH'] });
}

/** A program that notes each time it is asked; installed in the place of the one that is there, as npm does. */
async function install(says: string): Promise<void> {
  await writeFile(`${path}.new`, `#!/bin/sh\necho asked >> ${folder}/asked\necho "tool ${says}"\n`, { mode: 0o755 });
  await rename(`${path}.new`, path);
}

async function timesAsked(): Promise<number> {
  return (await readFile(join(folder, 'asked'), 'utf8')).split('\n').length - 1;
}

it('is asked once, however many ask at the same time, later or in another run', async () => {
  const all = await Promise.all([versions, versions, versions].map((one) => one.of({ tool: 'own', path })));
  expect([...all, await versions.of({ tool: 'own', path }), await fresh().of({ tool: 'own', path })]).toEqual(Array(5).fill('2.1.0'));
  expect(await timesAsked()).toBe(1);
});

it('is asked again once another version is installed, also of the same length', async () => {
  expect(await versions.of({ tool: 'own', path })).toBe('2.1.0');
  await install('2.2.0');
  expect(await versions.of({ tool: 'own', path })).toBe('2.2.0');
  expect(await fresh().of({ tool: 'own', path })).toBe('2.2.0');
  expect(await timesAsked()).toBe(2);
});

it('is asked again where what was kept can not be read', async () => {
  await writeFile(join(folder, 'state', 'versions.json'), '{"half');
  expect(await versions.of({ tool: 'own', path })).toBe('2.1.0');
});

it('is told to be missing where the program names none', async () => {
  await install('none');
  await expect(versions.of({ tool: 'own', path })).rejects.toThrow(HostError);
});
