import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileWatch } from '../../src/host/watch-files.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

let directory: string;
let files: FileWatch;
let told: string[];

beforeEach(async () => {
  directory = await temporaryDirectory();
  told = [];
  files = new FileWatch((who) => void told.push(who));
});

afterEach(() => files.close());

const path = (...names: readonly string[]) => join(directory, ...names);

/** Until one more change of this one is told. */
async function isTold(who: string): Promise<void> {
  await waitUntil(() => told.includes(who), { what: `${who} to be told` });
  told.length = 0;
}

/** Whatever has been written by now has been told once this has. */
async function isQuiet(): Promise<readonly string[]> {
  files.set('probe', [{ path: path('probe') }]);
  await writeFile(path('probe'), '');
  await waitUntil(() => told.includes('probe'), { what: 'the probe' });
  return told.splice(0).filter((who) => who !== 'probe');
}

test('a change is told to those who look at the file, and to nobody else', async () => {
  await writeFile(path('record'), '');
  await writeFile(path('other'), '');
  files.set('cart', [{ path: path('record') }]);
  files.set('pm', [{ path: path('record') }]);
  files.set('search', [{ path: path('other') }]);
  await appendFile(path('record'), 'line\n');
  await waitUntil(() => told.includes('cart') && told.includes('pm'), { what: 'both' });
  expect(told).not.toContain('search');
});

test('a file that is not there yet, below folders that are not either, is told of once the way to it begins', async () => {
  const look = { path: path('projects', '*', 'record.jsonl') };
  expect(files.set('cart', [look])).toBe(true);
  await mkdir(path('projects'));
  await isTold('cart');
  expect(files.set('cart', [look]), 'the folder that is there now is watched').toBe(true);
  await mkdir(path('projects', 'shop'));
  await writeFile(path('projects', 'shop', 'record.jsonl'), '');
  await isTold('cart');
  expect(files.set('cart', [look])).toBe(true);
  expect(files.set('cart', [look]), 'nothing is new').toBe(false);
  await isQuiet();
  await appendFile(path('projects', 'shop', 'record.jsonl'), 'line\n');
  await isTold('cart');
});

test('a file that another one takes the place of is still the one that is looked at', async () => {
  await writeFile(path('session.json'), '1');
  files.set('cart', [{ path: path('session.json') }]);
  for (const text of ['2', '3']) {
    await writeFile(path('session.new'), text);
    await rename(path('session.new'), path('session.json'));
    await isTold('cart');
  }
});

test('who looks elsewhere, or ends, is told no more', async () => {
  await mkdir(path('a'));
  await writeFile(path('a', 'record'), '');
  await writeFile(path('record'), '');
  files.set('cart', [{ path: path('a', 'record') }]);
  files.set('cart', [{ path: path('record') }]);
  files.set('search', [{ path: path('a', 'record') }]);
  await appendFile(path('a', 'record'), 'line\n');
  await isTold('search');
  expect(await isQuiet()).not.toContain('cart');
  files.set('search', []);
  await appendFile(path('a', 'record'), 'line\n');
  expect(await isQuiet()).toEqual([]);
});
