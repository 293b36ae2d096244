import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleEvents } from './samples.ts';

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');

test('docs/events.md has every type of event, and no other', () => {
  const named = [...page.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(sampleEvents).sort());
});
