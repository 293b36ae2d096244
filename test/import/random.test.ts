import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importKinds } from '../../src/import/request.ts';
import { load } from '../manifest/memory-world.ts';
import { mutated, pick, randomFrom } from '../manifest/mutations.ts';
import { seed } from '../rig/seed.ts';
import { env, files, imported } from './world.ts';

const folder = new URL('sources/', import.meta.url);
const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
const cases = Number(process.env['CODERS_FUZZ_CASES'] ?? 300);

/** What a source can be wrong about, and its manifest with it; all else would be a fault of coders import. */
const ofTheSource = ['control-character', 'no-repository', 'not-a-repository', 'no-directory', 'bad-branch'];

it(`of ${cases} sources that were damaged at random, each becomes a manifest that can be read, or it is said why not`, { timeout: 120_000 }, () => {
  let manifests = 0;
  for (let index = 0; index < cases; index++) {
    const random = randomFrom(seed + index);
    const text = mutated(pick(sources, random), random);
    const kind = random() < 0.3 ? pick(importKinds, random) : undefined;
    const made = imported(text, kind === undefined ? {} : { kind });
    if (made.text === undefined) expect(made.diagnostics.some(({ severity }) => severity === 'error'), text).toBe(true);
    const faults = made.text === undefined ? [] : load(made.text, { files, env }).diagnostics.filter(({ severity }) => severity === 'error');
    manifests += made.text === undefined ? 0 : 1;
    expect(faults.filter(({ code }) => !ofTheSource.includes(code)).map(({ message }) => message), `${text}\n=== became\n${made.text}`).toEqual([]);
  }
  // One that damages all of them tries nothing.
  expect(manifests).toBeGreaterThan(cases / 4);
});
