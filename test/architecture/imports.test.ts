import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { cyclesIn } from './cycles.ts';

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** From the ground up: a folder imports only from folders before it. */
const floors = [
  'util', 'demo', 'fake-model', 'diagnostics', 'manifest', 'import', 'state', 'agents', 'plan', 'missions', 'post', 'schedule', 'reactions', 'health', 'checkins', 'discipline', 'host', 'delivery', 'reconcile', 'snapshot', 'supervisor', 'prune', 'conformance', 'rehearsal', 'doctor', 'report', 'server', 'watch', 'service', 'cli', 'sdk',
];

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

it('a folder imports only from folders above it in the design', () => {
  const wrong = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => floorOf(target) > floorOf(file)).map((target) => `${file} imports ${target}`));
  expect(wrong).toEqual([]);
});

it('no file imports itself through others, type imports included', () => {
  expect(cyclesIn(imports)).toEqual([]);
});

it('every folder has its place in the order', () => {
  const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
  expect([...folders].filter((folder) => !floors.includes(folder ?? ''))).toEqual([]);
});

it('no file is longer than 400 lines, and half of them are shorter than 100', () => {
  const lengths = files.map((file) => readFileSync(join(root, file), 'utf8').split('\n').length).sort((a, b) => a - b);
  expect(lengths.at(-1)).toBeLessThanOrEqual(400);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
});

/** index.ts, the programming interface, stands on top of all. */
function floorOf(file: string): number {
  return file.includes('/') ? floors.indexOf(file.split('/')[0] ?? '') : floors.length;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const named = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => path);
  return named.filter((path) => path.endsWith('.ts')).map((path) => relative(root, resolve(root, dirname(file), path)));
}
