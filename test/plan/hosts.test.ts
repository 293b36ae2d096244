import { describe, expect, test } from 'vitest';
import type { Mission } from '../../src/state/mission.ts';
import type { Observed } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, emptyWorld, planOf, planned, wanted, withWorktree } from './world.ts';

const shared = 'redis: {url: "redis://h:6379/0", password: hunter2}\nhosts: [alpha, beta]\ndefaults: {tool: demo}\norchestrator: {}\n';
const team = `${shared}${shop('pm: {role: oracle}\nengineers: {cart: {host: beta}, search: {}}\nmissions: {api: {to: cart, brief: Do it.}}')}`;
const onBeta = { host: 'beta' };

function addresses(things: readonly { readonly address: string }[]): string[] {
  return things.map(({ address }) => address);
}

describe('a host wants', () => {
  test('the members that run on it, and knows who runs elsewhere', () => {
    const { members, worktrees, sharing } = wanted(team);
    expect(addresses(members)).toEqual(['member/orchestrator', 'member/shop/pm', 'member/shop/search']);
    expect(addresses(worktrees)).toEqual(['worktree/shop/pm', 'worktree/shop/search']);
    expect(sharing).toMatchObject({ host: 'alpha', redis: { url: 'redis://h:6379/0', password: 'hunter2' } });
    expect(sharing?.elsewhere).toEqual([{ address: 'member/shop/cart', host: 'beta', seat: 'engineer', role: 'coder', tool: 'demo', model: 'sonnet' }]);
  });

  test('the same on the other host', () => {
    const { members, sharing } = wanted(team, onBeta);
    expect(addresses(members)).toEqual(['member/shop/cart']);
    expect(addresses(sharing?.elsewhere ?? [])).toEqual(['member/orchestrator', 'member/shop/pm', 'member/shop/search']);
  });

  test('all missions, whoever is to do them', () => {
    for (const host of ['alpha', 'beta']) expect(addresses(wanted(team, { host }).missions)).toEqual(['mission/shop/api']);
  });

  test('what the defaults say, where a member says nothing', () => {
    const moved = team.replace('{tool: demo}', '{tool: demo, host: beta}').replace('search: {}', 'search: {host: alpha}');
    expect(addresses(wanted(moved).members)).toEqual(['member/shop/search']);
  });

  test('everybody where no hosts are named', () => {
    const { members, sharing } = wanted(team.replace('hosts: [alpha, beta]\n', '').replace('{host: beta}', '{}'), onBeta);
    expect(members).toHaveLength(4);
    expect(sharing).toMatchObject({ host: 'beta', elsewhere: [] });
  });

  test('no Redis where the team has none', () => {
    expect(wanted(shop('pm: {}'))).not.toHaveProperty('sharing');
  });
});

describe('a brief', () => {
  function briefOf(address: string, host: string): string {
    return wanted(team, { host }).members.find((member) => member.address === address)!.settings.brief;
  }

  test('names colleagues on other hosts, and no directory that is not there', () => {
    const pm = briefOf('member/shop/pm', 'alpha');
    expect(pm).toContain('- shop/cart (engineer, coder) reports to you and works on the host beta.');
    expect(pm).toContain('- shop/search (engineer, coder) reports to you and works in /work/shop/.coders/worktrees/night/search.');
    expect(briefOf('member/shop/cart', 'beta')).toContain('- You report to shop/pm (PM, oracle).');
  });
});

describe('a member that is moved to another host', () => {
  const alone = shop('engineers: {cart: {}}');
  const before = `${shared}${alone}`;
  const after = `${shared}${alone.replace('cart: {}', 'cart: {host: beta}')}`;

  test('is closed by the old one, its work saved', () => {
    const world = withWorktree(applied(before), 'cart', { work: { uncommitted: ['cart.ts'], unmerged: 1, ignored: [] } });
    expect(planOf(after, world, { prune: true, only: ['shop/cart'] })).toMatchInlineSnapshot(`
      "  - member/shop/cart: end it and close its window
            because: it runs on beta now; impact: replace (its conversation ends)
        ~ worktree/shop/cart: save its work to refs/coders/saved/shop/cart/20260501T000000Z
            because: 1 uncommitted file and 1 unmerged commit; impact: none
        - worktree/shop/cart: remove the worktree /work/shop/.coders/worktrees/night/cart
            because: it runs on beta now; branch night/cart stays; impact: none (its directory goes)

      1 member runs on another host: shop/cart on beta.

      Plan: 0 to add, 1 to change, 2 to remove."
    `);
    expect(planOf(after, world, { only: ['shop/cart'] })).toMatchInlineSnapshot(`
      "Left as it is:
        member/shop/cart: It runs on beta now; --prune closes %2.
        worktree/shop/cart: It runs on beta now; --prune removes /work/shop/.coders/worktrees/night/cart and first saves 1 uncommitted file and 1 unmerged commit.

      1 member runs on another host: shop/cart on beta.

      No changes. All else is as the manifest says."
    `);
  });

  test('is started by the new one', () => {
    expect(planned(after, emptyWorld, onBeta).steps.map(({ id }) => id)).toEqual(['create-worktree worktree/shop/cart', 'open-window member/shop/cart']);
  });
});

describe('the plan of a host', () => {
  test('says in a line who runs elsewhere', () => {
    expect(planOf(team, applied(team))).toMatchInlineSnapshot(`
      "  + mission/shop/api: add it for cart
            because: new in the manifest; impact: none

      1 member runs on another host: shop/cart on beta.

      Plan: 1 to add, 0 to change, 0 to remove."
    `);
    expect(planOf(team, emptyWorld, { ...onBeta, only: ['shop/cart'] })).toMatchInlineSnapshot(`
      "  + worktree/shop/cart: make a worktree on a new branch night/cart from main, at /work/shop/.coders/worktrees/night/cart
            because: not made yet; impact: none
        + member/shop/cart: start demo (sonnet), a new conversation
            because: not started yet; impact: none

      Left as it is:
        missions: shop/api is not known here yet: coders apply on alpha adds it.

      3 members run on other hosts: orchestrator, shop/pm and shop/search on alpha.

      Plan: 2 to add, 0 to change, 0 to remove."
    `);
  });

  const api = wanted(team).missions[0]!;
  const known = (mission: Mission): Observed => ({ ...applied(team, onBeta), missions: new Map([[mission.address, { mission, state: { state: 'ready', since: 0 }, tries: [], addedAt: 0 }]]) });

  test('adds, changes and withdraws missions only where it is the first', () => {
    const other = { ...api, address: 'mission/shop/other' };
    expect(planned(team, emptyWorld).steps.map(({ id }) => id)).toContain('add-mission mission/shop/api');
    expect(planned(team, known({ ...api, retries: 7 })).steps.map(({ id }) => id)).toContain('change-mission mission/shop/api');
    expect(planned(team, known(other)).steps.map(({ id }) => id)).toContain('withdraw-mission mission/shop/other');
    expect(planned(team, known({ ...api, retries: 7 }), onBeta).steps).toEqual([]);
    expect(planOf(team, known(other), onBeta)).toMatchInlineSnapshot(`
      "Left as it is:
        missions: shop/api is not known here yet: coders apply on alpha adds it.
        mission/shop/other: It is not in the manifest here, and stays: only coders apply on alpha withdraws it.

      3 members run on other hosts: orchestrator, shop/pm and shop/search on alpha.

      No changes. All else is as the manifest says."
    `);
  });
});
