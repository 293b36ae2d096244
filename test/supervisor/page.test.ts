import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { usualCare } from '../../src/manifest/manifest.ts';
import { load, told } from '../manifest/memory-world.ts';

const page = readFileSync(new URL('../../docs/supervisor.md', import.meta.url), 'utf8');
const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];

it('the example of docs/supervisor.md is valid, and all of it is acted on', () => {
  expect(told(yaml)).toBe('');
  expect(load(yaml).manifest?.deferred).toEqual([]);
});

it('what it says to hold where nothing is said does so', () => {
  const { handoverAt, ...usual } = load(yaml).manifest!.orchestrator!.care;
  expect(handoverAt).toBe(0.85);
  expect(usual).toEqual(usualCare);
});
