import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { builtInTools } from '../../src/manifest/built-in-tools.ts';
import { placeholders } from '../../src/manifest/placeholders.ts';
import { schemaPaths } from '../fields/schema-paths.ts';
import { told } from './memory-world.ts';

const page = readFileSync(new URL('../../docs/tools.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);

it.each(examples.map((yaml, index) => [index + 1, yaml] as const))('example %i of docs/tools.md is valid', (_, yaml) => {
  expect(told(yaml)).toBe('');
});

it('every field of a tool stands in an example', () => {
  const tools = examples.flatMap((yaml) => Object.values((parse(yaml) as { tools: Record<string, unknown> }).tools));
  const has = (at: unknown, [name = '', ...rest]: readonly string[]): boolean => name === '' || (typeof at === 'object' && at !== null && name in at && has((at as Record<string, unknown>)[name], rest));
  const fields = schemaPaths.filter((path) => path.startsWith('tools.*.') && !path.startsWith('tools.*.states.')).map((path) => path.slice('tools.*.'.length).split('.'));
  expect(fields.filter((path) => !tools.some((tool) => has(tool, path)))).toEqual([]);
});

it('every placeholder and every permission mode is named', () => {
  const modes = Object.values(builtInTools).flatMap(({ permissionModes = [] }) => permissionModes.flatMap((mode) => mode.split(' ')));
  const names = [...modes, ...placeholders.map((name) => `{${name}}`)];
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
