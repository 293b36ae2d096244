import { expect, test } from 'vitest';
import { shop } from '../manifest/memory-world.ts';
import { emptyWorld, planOf } from './world.ts';

const mergedInto = (branch: string) => shop(`merge: {into: ${branch}}\nengineers: {cart: {tool: demo}}\n`);

test('a branch that is to be merged into and that is not there is said before the night', () => {
  expect(planOf(mergedInto('main'), emptyWorld)).not.toContain('merge/');
  expect(planOf(mergedInto('release'), emptyWorld)).toContain('merge/shop: There is no branch "release" in /work/shop: what is accepted waits until there is one.');
});
