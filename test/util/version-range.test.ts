import { expect, it } from 'vitest';
import { isInRange, readVersionRange, versionIn } from '../../src/util/version-range.ts';

it.each([
  ['2.1.x', ['2.1.0', '2.1.329', '2.1'], ['2.2.0', '2.0.9', '12.1.0']],
  ['2', ['2.0.0', '2.9.9'], ['1.9', '3.0', '20.1']],
  ['0.169.0', ['0.169.0', '0.169.0-alpha.2'], ['0.169.1', '0.16.9']],
  ['>=2.1 <3', ['2.1.0', '2.10.4'], ['2.0.99', '3.0.0']],
  ['<=2.1', ['2.1.329', '1.0'], ['2.2']],
  ['>2.1', ['2.2.0', '3.0'], ['2.1.329']],
  ['1.x || >=2.5 <2.7', ['1.4', '2.6.9'], ['2.4', '2.7.0']],
])('%s means %j and not %j', (range, inside, outside) => {
  const read = readVersionRange(range)!;
  expect(inside.filter((version) => !isInRange(version, read))).toEqual([]);
  expect(outside.filter((version) => isInRange(version, read))).toEqual([]);
});

it.each(['', 'latest', '^2.1', '2.x.1', '>= 2', '2.1 ||', '2..1', '1.2.3.4.5', ' 2'])('%j is no range', (text) => {
  expect(readVersionRange(text)).toBeUndefined();
});

it.each([
  ['2.1.329 (Claude Code)', '2.1.329'],
  ['WARNING: no 1 could make aliases\ncodex-cli 0.169.0', '0.169.0'],
  ['tmux 3.3a', '3.3'],
  ['git version 2.39.5', '2.39.5'],
  ['v1.0.0-rc.1\n', '1.0.0-rc.1'],
  ['no version', undefined],
])('%j says that it is %s', (text, version) => {
  expect(versionIn(text)).toBe(version);
});
