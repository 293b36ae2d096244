import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../src/manifest/rules/rules.ts';

it('every rule has a name of its own', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

it.each(rules)('the rule $name stands in its own file, says one sentence and has a test', ({ name, sentence }) => {
  expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(existsSync(new URL(`../../src/manifest/rules/${name}.ts`, import.meta.url))).toBe(true);
  expect(existsSync(new URL(`${name}.test.ts`, import.meta.url))).toBe(true);
});
