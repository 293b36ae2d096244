import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundle, programs } from '../../scripts/build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** A package folder as npm would install it, built from the sources as they are now. */
    codersPackage: string;
  }
}

/** Programs of the tests that need all of coders in a process of their own, by their names in `dist/`. */
const testPrograms = {
  'crashing-apply': 'test/e2e/invariants/programs/crashing-apply.ts',
  'crashing-send': 'test/e2e/delivery/programs/crashing-send.ts',
  'mission-worker': 'test/contract/mission-store/worker.ts',
  'store-writer': 'test/e2e/invariants/programs/store-writer.ts',
};

/** Each project of tests loads this module anew, and all have one package. */
const once = globalThis as { codersPackage?: Promise<string> };

/** Before all tests: no test depends on how fresh `dist/` is. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await (once.codersPackage ??= build());
  project.provide('codersPackage', folder);
  return () => rm(folder, { recursive: true, force: true });
}

async function build(): Promise<string> {
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'coders-package-')));
  for (const name of ['templates', 'schemas', 'examples', 'node_modules']) await symlink(join(repository, name), join(folder, name));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  await bundle({ ...programs, ...testPrograms }, join(folder, 'dist'));
  return folder;
}
