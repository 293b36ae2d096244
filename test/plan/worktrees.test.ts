import { describe, expect, test } from 'vitest';
import { shop } from '../manifest/memory-world.ts';
import { applied, commit, emptyWorld, planOf, planned, repository, withBranch, withoutBranch, withRepository, withWorktree } from './world.ts';

const cart = (project = '', engineer = '') => shop(`${project}engineers: {cart: {tool: demo${engineer}}}\n`);
const place = '/work/shop/.coders/worktrees/night/cart';

/** The lines about worktrees, for the members are told of elsewhere. */
function worktreesOf(text: string): string {
  return text.split(/\n(?=\S|  \S)/).filter((part) => !part.includes('member/')).join('\n');
}

describe('a new branch starts', () => {
  test('where the repository is, unless the project has a base', () => {
    expect(worktreesOf(planOf(cart(), emptyWorld))).toMatchInlineSnapshot(`
      "  + worktree/shop/cart: make a worktree on a new branch night/cart from main, at /work/shop/.coders/worktrees/night/cart
            because: not made yet; impact: none
      Plan: 2 to add, 0 to change, 0 to remove."
    `);
  });

  test.each([
    ['a branch', 'release', 'refs/heads/release'],
    ['a tag', 'v1', 'refs/tags/v1'],
    ['a branch of origin', 'next', 'refs/remotes/origin/next'],
    ['a full commit id', 'c'.repeat(40), ''],
  ])('at a base that is %s', (_, base, ref) => {
    const world = withRepository(emptyWorld, (usable) => ({ ...usable, refs: new Map([...usable.refs, ...(ref === '' ? [] : [[ref, commit('c')] as const])]) }));
    expect(planned(cart(`base: ${base}\n`), world).steps[0]?.action).toMatchObject({ start: { at: 'commit', commit: commit('c'), from: base } });
  });

  test('nowhere when the base is not known', () => {
    expect(planOf(cart('base: nowhere\n'), withBranch(emptyWorld, 'release'))).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: The base "nowhere" is no branch, tag or full commit id of /work/shop. Its branches are main, release.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
  });

  test('at the commit of a detached HEAD', () => {
    const detached = withRepository(emptyWorld, ({ currentBranch: _, ...usable }) => usable);
    expect(worktreesOf(planOf(cart(), detached))).toContain('from aaaaaaaaaa,');
  });
});

describe('a worktree', () => {
  test('adopts a branch that exists', () => {
    expect(worktreesOf(planOf(cart(), withBranch(emptyWorld, 'night/cart')))).toMatchInlineSnapshot(`
      "  + worktree/shop/cart: make a worktree on the existing branch night/cart, at /work/shop/.coders/worktrees/night/cart
            because: not made yet; impact: none
      Plan: 2 to add, 0 to change, 0 to remove."
    `);
  });

  test('is refused where the branch is checked out elsewhere', () => {
    expect(planOf(cart('', ', worktree: {branch: main}'), emptyWorld)).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: Branch main is checked out at /work/shop. Name another branch, or remove that checkout.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
  });

  test('is refused where something else stands', () => {
    expect(planOf(cart(), { ...emptyWorld, occupied: new Set([place]) })).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: /work/shop/.coders/worktrees/night/cart exists and is no worktree of /work/shop. Move it away, or name another path under worktree.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
  });

  test('is refused inside another', () => {
    const world = withRepository(emptyWorld, (usable) => ({ ...usable, worktrees: [...usable.worktrees, { path: '/work/shop/.coders', branch: 'x', head: commit('a'), gone: false }] }));
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: /work/shop/.coders/worktrees/night/cart lies inside the worktree /work/shop/.coders. Name another path under worktree.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
  });

  test('is refused where git can not have the branch beside another', () => {
    expect(planOf(cart(), withBranch(emptyWorld, 'night'))).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: Git can not have a branch night/cart beside the branch night. Set branch_prefix to another prefix.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
    expect(planOf(cart(), withBranch(emptyWorld, 'night/cart/old'))).toContain('beside the branch night/cart/old');
  });

  test.each([
    ['is absent', { state: 'absent' as const }],
    ['can not be used', { state: 'unusable' as const, reason: 'The repository /work/shop has no commit yet.' }],
  ])('is refused where the repository %s', (_, state) => {
    expect(planOf(cart(), { ...emptyWorld, repositories: new Map([[repository, state]]) })).toMatchSnapshot();
  });

  test('whose directory is gone is made again, on its branch', () => {
    expect(worktreesOf(planOf(cart(), withWorktree(applied(cart()), 'cart', { gone: true })))).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: make git forget /work/shop/.coders/worktrees/night/cart
            because: the directory /work/shop/.coders/worktrees/night/cart is gone, and git still lists it; impact: none
        + worktree/shop/cart: make a worktree on the existing branch night/cart, at /work/shop/.coders/worktrees/night/cart
            because: its directory is gone; impact: none

      Plan: 1 to add, 1 to change, 0 to remove."
    `);
  });

  test('whose directory and branch are gone is made again from the last commit that it was on', () => {
    const world = withWorktree(withoutBranch(applied(cart()), 'night/cart'), 'cart', { gone: true, lostCommit: commit('d') });
    expect(worktreesOf(planOf(cart(), world))).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: make git forget /work/shop/.coders/worktrees/night/cart
            because: the directory /work/shop/.coders/worktrees/night/cart is gone, and git still lists it; impact: none
        + worktree/shop/cart: make a worktree on a new branch night/cart from the last commit it was on, at /work/shop/.coders/worktrees/night/cart
            because: its directory is gone; impact: none

      Plan: 1 to add, 1 to change, 0 to remove."
    `);
  });

  test('whose branch was removed under it gets it back', () => {
    const world = withWorktree(withoutBranch(applied(cart()), 'night/cart'), 'cart', { lostCommit: commit('d') });
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: restore branch night/cart at dddddddddd
            because: branch night/cart was removed under its checkout; dddddddddd is the last commit it was on; impact: none

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('whose branch has no commit is left alone', () => {
    const world = withWorktree(withoutBranch(applied(cart()), 'night/cart'), 'cart', ({ head: _, ...worktree }) => worktree);
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "Left as it is:
        worktree/shop/cart: Branch night/cart has no commit yet.

      No changes. All else is as the manifest says."
    `);
  });

  test.each([
    ['another branch', { branch: 'mine' }],
    ['no branch', undefined],
  ])('that somebody switched to %s is left alone', (_, change) => {
    const world = withWorktree(applied(cart()), 'cart', change ?? (({ branch: __, ...worktree }) => worktree));
    expect(planOf(cart(), world)).toMatchSnapshot();
  });

  test('whose branch is called otherwise by now is renamed with it', () => {
    expect(worktreesOf(planOf(cart('branch_prefix: auto/\n'), applied(cart())))).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: rename branch night/cart to auto/cart
            because: the branch has another name in the manifest; impact: live
            branch: night/cart → auto/cart
      Plan: 0 to add, 2 to change, 0 to remove."
    `);
  });

  test('whose new branch exists already stays on its own', () => {
    expect(planOf(cart('branch_prefix: auto/\n'), withBranch(applied(cart()), 'auto/cart'))).toContain('Its checkout is on branch night/cart, not on auto/cart');
  });

  test('that the manifest puts elsewhere is moved', () => {
    expect(worktreesOf(planOf(cart('', ', worktree: {path: ../elsewhere}'), applied(cart())))).toMatchInlineSnapshot(`
      "  ~ worktree/shop/cart: move the worktree to /work/elsewhere
            because: the manifest puts it elsewhere; impact: live
            path: /work/shop/.coders/worktrees/night/cart → /work/elsewhere
      Plan: 0 to add, 2 to change, 0 to remove."
    `);
  });

  test('is not moved to where something stands', () => {
    const world = { ...applied(cart()), occupied: new Set(['/work/elsewhere']) };
    expect(planOf(cart('', ', worktree: {path: ../elsewhere}'), world)).toContain('/work/elsewhere exists and is no worktree');
  });

  test('whose record the store lost is written down again', () => {
    expect(planned(cart(), { ...applied(cart()), worktrees: [] }).bookkeeping.worktrees).toEqual([{ address: 'worktree/shop/cart', repository, path: place, branch: 'night/cart' }]);
  });
});
