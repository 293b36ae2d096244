import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { load, told } from './memory-world.ts';

/** What it says to be beside it. */
const files = { '/work/storefront/.git/HEAD': 'ref: refs/heads/main\n', '/work/teams/specs/storefront.md': 'Sell things.\n' };
const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];

it('the first team of the README is valid, all of it is acted on, and it fits in 30 lines', () => {
  expect(told(yaml, { files })).toBe('');
  expect(load(yaml, { files }).manifest?.deferred).toEqual([]);
  expect(yaml.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});
