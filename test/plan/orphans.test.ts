import { describe, expect, test } from 'vitest';
import { shop } from '../manifest/memory-world.ts';
import type { Observed, WorktreeWork } from '../../src/state/observed.ts';
import { applied, planOf, planned, repository, unknownTool, withPane, withRepository, withStatus, withWorktree } from './world.ts';

const both = shop('engineers: {cart: {tool: demo}, search: {tool: demo}}\n');
const one = shop('engineers: {search: {tool: demo}}\n');

function orphaned(work: Partial<WorktreeWork> = {}): Observed {
  return withWorktree(applied(both), 'cart', { work: { uncommitted: [], unmerged: 0, ignored: [], ...work } });
}

describe('what the manifest no longer names', () => {
  test('stays, and the plan says what --prune would do', () => {
    expect(planOf(one, orphaned({ uncommitted: ['a', 'b'], unmerged: 1 }))).toMatchInlineSnapshot(`
      "Left as it is:
        member/shop/cart: It is no longer in the manifest; --prune closes %1.
        worktree/shop/cart: It is no longer in the manifest; --prune removes /work/shop/.coders/worktrees/night/cart and first saves 2 uncommitted files and 1 unmerged commit.

      No changes. All else is as the manifest says."
    `);
  });

  test('is removed by --prune: window, worktree, and never the branch', () => {
    expect(planOf(one, orphaned(), { prune: true })).toMatchInlineSnapshot(`
      "  - member/shop/cart: end it and close its window
            because: no longer in the manifest; impact: replace (its conversation ends)
        - worktree/shop/cart: remove the worktree /work/shop/.coders/worktrees/night/cart
            because: no longer in the manifest; branch night/cart stays; impact: none (its directory goes)

      Plan: 0 to add, 0 to change, 2 to remove."
    `);
    expect(planned(one, orphaned(), { prune: true }).steps.at(-1)?.after).toEqual(['close-window member/shop/cart']);
  });

  test('is saved first where it holds work, and the ref is named', () => {
    expect(planOf(one, orphaned({ uncommitted: ['a'], unmerged: 2, ignored: ['node_modules/', 'x.log', 'y', 'z'] }), { prune: true })).toMatchInlineSnapshot(`
      "  - member/shop/cart: end it and close its window
            because: no longer in the manifest; impact: replace (its conversation ends)
        ~ worktree/shop/cart: save its work to refs/coders/saved/shop/cart/20260501T000000Z
            because: 1 uncommitted file and 2 unmerged commits; impact: none
        - worktree/shop/cart: remove the worktree /work/shop/.coders/worktrees/night/cart
            because: no longer in the manifest; branch night/cart stays; impact: none (the ignored files node_modules/, x.log, y go with it)

      Plan: 0 to add, 1 to change, 2 to remove."
    `);
    expect(planned(one, orphaned({ uncommitted: ['a'] }), { prune: true }).steps.map(({ id, after }) => ({ id, after }))).toMatchInlineSnapshot(`
      [
        {
          "after": [],
          "id": "close-window member/shop/cart",
        },
        {
          "after": [
            "close-window member/shop/cart",
          ],
          "id": "save-work worktree/shop/cart",
        },
        {
          "after": [
            "save-work worktree/shop/cart",
            "close-window member/shop/cart",
          ],
          "id": "remove-worktree worktree/shop/cart",
        },
      ]
    `);
  });

  test('needs no saving where its commits stay on their branch', () => {
    expect(planOf(one, orphaned({ unmerged: 3 }), { prune: true })).not.toContain('refs/coders/saved');
  });

  test('is saved where its commits are on no branch', () => {
    const world = withWorktree(orphaned({ unmerged: 3 }), 'cart', ({ branch: _, ...worktree }) => worktree);
    expect(planOf(one, world, { prune: true })).toContain('because: 3 unmerged commits');
  });

  test('is not removed where it can not be saved, or could not be looked at', () => {
    expect(planOf(one, orphaned({ obstacle: 'A merge is under way in it. Finish or abort it.' }), { prune: true })).toContain('worktree/shop/cart: A merge is under way in it.');
    expect(planOf(one, applied(both), { prune: true })).toContain('worktree/shop/cart: What it holds could not be looked at.');
  });

  test('has only its window closed where its program has ended', () => {
    const world = withPane(orphaned(), 'shop/cart', (pane) => ({ ...pane, dead: { code: 0 } }));
    expect(planOf(one, world, { prune: true })).toContain('- member/shop/cart: close its window\n      because: no longer in the manifest; impact: none\n');
  });

  test('is forgotten by git where its directory is gone, also without --prune', () => {
    expect(planOf(one, withWorktree(orphaned(), 'cart', { gone: true }))).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: make git forget /work/shop/.coders/worktrees/night/cart
            because: no longer in the manifest; the directory /work/shop/.coders/worktrees/night/cart is gone; impact: none

      Left as it is:
        member/shop/cart: It is no longer in the manifest; --prune closes %1.

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('is forgotten by the store where git knows it no more', () => {
    const world = withRepository(orphaned(), (usable) => ({ ...usable, worktrees: usable.worktrees.filter(({ path }) => !path.endsWith('/cart')) }));
    expect(planned(one, world).bookkeeping.forgotten).toEqual(['/work/shop/.coders/worktrees/night/cart']);
  });

  test('stays where its repository can not be used', () => {
    const world: Observed = { ...orphaned(), repositories: new Map([[repository, { state: 'unusable', reason: 'Git refuses it.' }]]) };
    expect(planOf(one, world, { prune: true })).toContain('worktree/shop/cart: Git refuses it.');
  });

  test('stays, and is remembered, where its repository is away', () => {
    const world: Observed = { ...orphaned(), repositories: new Map([[repository, { state: 'absent' }]]) };
    expect(planned(one, world).bookkeeping.forgotten).toEqual([]);
    expect(planOf(one, world)).toContain('worktree/shop/cart: It is no longer in the manifest, and there is no directory /work/shop now; --prune forgets it.');
    expect(planned(one, world, { prune: true }).bookkeeping.forgotten).toEqual(['/work/shop/.coders/worktrees/night/cart']);
  });

  test('waits for the end of its turn with all that follows, unless told not to', () => {
    const busy = withStatus(orphaned({ uncommitted: ['a'] }), '%1', 'working');
    expect(planOf(one, busy, { prune: true })).toMatchInlineSnapshot(`
      "  - member/shop/cart: end it and close its window
            because: no longer in the manifest; impact: when-idle, then replace (its conversation ends); waits for the end of its turn
        ~ worktree/shop/cart: save its work to refs/coders/saved/shop/cart/20260501T000000Z
            because: 1 uncommitted file; impact: when-idle, then none; waits for the end of its turn
        - worktree/shop/cart: remove the worktree /work/shop/.coders/worktrees/night/cart
            because: no longer in the manifest; branch night/cart stays; impact: when-idle, then none (its directory goes); waits for the end of its turn

      Plan: 0 to add, 1 to change, 2 to remove. 3 of them wait."
    `);
    expect(planned(one, busy, { prune: true, evenIfBusy: true }).steps.filter(({ waits }) => waits !== undefined)).toEqual([]);
  });
});

describe('a worktree that its member no longer works in', () => {
  const before = shop('engineers: {cart: {tool: demo}}\n');
  const after = shop('engineers: {cart: {tool: demo, worktree: false}}\n');
  const world = withWorktree(applied(before), 'cart', { work: { uncommitted: [], unmerged: 0, ignored: [] } });

  test('is removed after the agent has left it, and waits with that', () => {
    expect(planned(after, world, { prune: true }).steps.map(({ id }) => id)).toEqual(['respawn-window member/shop/cart', 'remove-worktree worktree/shop/cart']);
    expect(planOf(after, withStatus(world, '%1', 'working'), { prune: true })).toMatchInlineSnapshot(`
      "  ± member/shop/cart: start again demo (sonnet), a new conversation
            because: its settings differ from the manifest; impact: when-idle, then replace (its conversation ends); waits for the end of its turn
            brief: line 12: Your directory is /work/shop/.coders/worktrees/night/cart, a git work… → line 12: Your directory is /work/shop.
            directory: /work/shop/.coders/worktrees/night/cart → /work/shop
        - worktree/shop/cart: remove the worktree /work/shop/.coders/worktrees/night/cart
            because: no longer in the manifest; branch night/cart stays; impact: when-idle, then none (its directory goes); waits for the end of its turn

      Plan: 0 to add, 1 to change, 1 to remove. 2 of them wait."
    `);
  });

  test.skipIf(unknownTool === undefined)('stays while the agent in it can not be started elsewhere', () => {
    const other = shop(`engineers: {cart: {tool: ${unknownTool}, worktree: false}}\n`);
    expect(planOf(other, world, { prune: true })).toContain('worktree/shop/cart: It is no longer in the manifest, but its agent still runs in /work/shop/.coders/worktrees/night/cart.');
  });
});
