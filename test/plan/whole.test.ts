import { describe, expect, test } from 'vitest';
import { basisOf } from '../../src/plan/basis.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, emptyWorld, planOf, planned, withPane, withStatus, withWorktree } from './world.ts';

const team = shop('pm: {tool: demo}\nengineers: {cart: {tool: demo}, search: {tool: demo}}\n');
const changed = team.replace('search: {tool: demo}', 'search: {tool: demo, model: opus}');

test('nothing to do is said in one line', () => {
  expect(planOf(team, applied(team))).toBe('No changes. Everything is as the manifest says.');
});

test('nothing to do beside what is left as it is does not claim that all is well', () => {
  expect(planOf(team, withWorktree(applied(team), 'cart', { branch: 'mine' }))).toMatchInlineSnapshot(`
    "Left as it is:
      worktree/shop/cart: Its checkout is on branch mine, not on night/cart: somebody switched it, so it stays.

    No changes. All else is as the manifest says."
  `);
});

describe('--only', () => {
  test.each(['shop/cart', 'member/shop/cart', 'worktree/shop/cart'])('%s', (name) => {
    expect(planned(team, emptyWorld, { only: [name] }).steps.map(({ id }) => id)).toMatchSnapshot();
  });

  test('brings what its member needs, and leaves the others', () => {
    const world = withPane(withWorktree(applied(team), 'search', { gone: true }), 'shop/cart', () => undefined);
    expect(planned(changed, world, { only: ['member/shop/search'] }).steps.map(({ id }) => id)).toEqual(
      ['forget-worktree worktree/shop/search', 'create-worktree worktree/shop/search', 'respawn-window member/shop/search']);
  });

  test('of several', () => {
    expect(planned(team, emptyWorld, { only: ['shop/pm', 'shop/search'] }).steps.map(({ address }) => address)).toEqual(
      ['worktree/shop/pm', 'member/shop/pm', 'worktree/shop/search', 'member/shop/search']);
  });
});

describe('what a plan is known by', () => {
  test('stays the same while agents get busy and idle, titles change, and time passes', () => {
    const world = applied(team);
    const basis = basisOf(planned(changed, world));
    expect(basisOf(planned(changed, withStatus(world, '%3', 'working')))).toBe(basis);
    expect(basisOf(planned(changed, withPane(world, 'shop/search', (pane) => ({ ...pane, title: 'busy', attended: true }))))).toBe(basis);
  });

  test.each([
    ['the manifest changes', planned(team.replace('search: {tool: demo}', 'search: {tool: demo, model: haiku}'), applied(team))],
    ['a window is closed', planned(changed, withPane(applied(team), 'shop/cart', () => undefined))],
    ['the program of a window is another', planned(changed, withPane(applied(team), 'shop/search', (pane) => ({ ...pane, pid: 999 })))],
    ['a worktree is damaged', planned(changed, withWorktree(applied(team), 'cart', { gone: true }))],
  ])('differs when %s', (_, plan) => {
    expect(basisOf(plan)).not.toBe(basisOf(planned(changed, applied(team))));
  });
});
