import { describe, expect, test } from 'vitest';
import { shop } from '../manifest/memory-world.ts';
import { applied, emptyWorld, planOf, planned, unknownTool, withPane, withStatus, withWorktree } from './world.ts';

const cart = (settings = 'tool: demo') => shop(`engineers: {cart: {${settings}}}\n`);
const inPlace = (settings: string) => shop(`engineers: {cart: {worktree: false, ${settings}}}\n`);

describe('starting', () => {
  test('a new team, in the order of its manifest, each after what it needs', () => {
    const yaml = `version: 1
team: night
orchestrator: {tool: demo}
projects:
  shop:
    repo: ../shop
    pm: {}
    engineers:
      cart: {model: opus}
      search: {tool: command, command: [sleep, "10"], worktree: false, directory: .}
`;
    expect(planOf(yaml.replace('orchestrator: {tool: demo}', 'orchestrator: {tool: demo, directory: /work/shop}'), emptyWorld)).toMatchInlineSnapshot(`
      "  + member/orchestrator: start demo (opus), a new conversation
            because: not started yet; impact: none
        + worktree/shop/pm: make a worktree on a new branch night/pm from main, at /work/shop/.coders/worktrees/night/pm
            because: not made yet; impact: none
        + member/shop/pm: start claude (sonnet), a new conversation
            because: not started yet; impact: none
        + worktree/shop/cart: make a worktree on a new branch night/cart from main, at /work/shop/.coders/worktrees/night/cart
            because: not made yet; impact: none
        + member/shop/cart: start claude (opus), a new conversation
            because: not started yet; impact: none
        + member/shop/search: start sleep 10
            because: not started yet; impact: none

      Plan: 6 to add, 0 to change, 0 to remove."
    `);
    expect(planned(cart(), emptyWorld).steps.map(({ id, after }) => ({ id, after }))).toMatchInlineSnapshot(`
      [
        {
          "after": [],
          "id": "create-worktree worktree/shop/cart",
        },
        {
          "after": [
            "create-worktree worktree/shop/cart",
          ],
          "id": "open-window member/shop/cart",
        },
      ]
    `);
  });

  test('again, after a window was closed: what lives on without one is ended, and the conversation goes on', () => {
    const world = withPane(applied(cart()), 'shop/cart', () => undefined);
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "  + member/shop/cart: start demo (sonnet), its conversation resumed
            because: its window is gone; impact: none

      Plan: 1 to add, 0 to change, 0 to remove."
    `);
    expect(planned(cart(), world).steps[0]?.action).toMatchObject({ type: 'open-window', endsSurvivors: true, launch: { epoch: 2, conversation: { is: 'resumed', id: 'talk-1', withBrief: false } } });
  });

  test('again, after all of tmux ended', () => {
    expect(planOf(cart(), { ...applied(cart()), tmux: { running: false } })).toMatchInlineSnapshot(`
      "  + member/shop/cart: start demo (sonnet), its conversation resumed
            because: its window is gone; impact: none

      Plan: 1 to add, 0 to change, 0 to remove."
    `);
  });

  test('again, after the team was taken down: a new conversation, in a later epoch', () => {
    const world = applied(cart());
    const down = { ...world, tmux: { running: false as const }, launches: world.launches.map(({ conversation: _, pane: __, ...launch }) => launch) };
    expect(planOf(cart(), down)).toMatchInlineSnapshot(`
      "  + member/shop/cart: start demo (sonnet), a new conversation
            because: not started yet; impact: none

      Plan: 1 to add, 0 to change, 0 to remove."
    `);
    expect(planned(cart(), down).steps[0]?.action).toMatchObject({ endsSurvivors: false, launch: { epoch: 2 } });
  });

  test('again, when the conversation is not where its tool keeps it', () => {
    const world = { ...withPane(applied(cart()), 'shop/cart', () => undefined), conversations: new Map<string, string>() };
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "  + member/shop/cart: start demo (sonnet), a new conversation
            because: its window is gone; impact: none

      Plan: 1 to add, 0 to change, 0 to remove."
    `);
  });

  test.skipIf(unknownTool === undefined)('a tool that this version does not know yet', () => {
    expect(planOf(cart(`tool: ${unknownTool}`), emptyWorld)).toContain(`Can not be done:\n  member/shop/cart: This version of coders can not start ${unknownTool} yet.`);
  });
});

describe('a program that has ended', () => {
  test.each([
    ['with a code', { code: 3 }],
    ['by a signal', { signal: 9 }],
    ['and tmux does not tell how', {}],
  ])('%s', (_, dead) => {
    expect(planOf(cart(), withPane(applied(cart()), 'shop/cart', (pane) => ({ ...pane, dead })))).toMatchSnapshot();
  });

  test('after its brief was changed is told the new one', () => {
    const world = withPane(applied(cart('tool: demo, brief: One.')), 'shop/cart', (pane) => ({ ...pane, dead: { code: 0 } }));
    expect(planOf(cart('tool: demo, brief: Two.'), world)).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (sonnet), its conversation resumed and told its new brief
            because: exited with code 0; impact: restart

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('and can not be resumed', () => {
    const yaml = cart('tool: command, command: [sleep, "10"]');
    expect(planOf(yaml, withPane(applied(yaml), 'shop/cart', (pane) => ({ ...pane, dead: { code: 0 } })))).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again sleep 10
            because: exited with code 0; impact: replace

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });
});

describe('a launch that goes on with a conversation', () => {
  test('does not where the directory is another by now: its tool would not find it', () => {
    const moved = 'tool: demo, worktree: {path: elsewhere}';
    const dead = withPane(applied(cart()), 'shop/cart', (pane) => ({ ...pane, dead: { code: 0 } }));
    expect(planned(cart(moved), dead).steps.at(-1)).toMatchObject({ impact: 'replace', action: { launch: { conversation: { is: 'new' } } } });
    const closed = withPane(applied(cart()), 'shop/cart', () => undefined);
    expect(planned(cart(moved), closed).steps.at(-1)?.action).toMatchObject({ type: 'open-window', launch: { conversation: { is: 'new' } } });
  });

  test('tells a brief that an earlier launch was to tell and never did', () => {
    const world = withPane(applied(cart('tool: demo, brief: One.')), 'shop/cart', () => undefined);
    const { pane: _, ...tried } = applied(cart('tool: demo, brief: Two.')).launches[0]!;
    const again = { ...world, launches: [...world.launches, { ...tried, epoch: 2 }] };
    expect(planned(cart('tool: demo, brief: Two.'), again).steps[0]?.action).toMatchObject({ launch: { epoch: 3, conversation: { is: 'resumed', id: 'talk-1', withBrief: true } } });
  });
});

describe('drift', () => {
  test('says field by field what differs, and hides values of variables', () => {
    const before = cart('tool: demo, model: sonnet, role: coder, brief: "One.\\nTwo.", args: [-v], env: {PORT: "80", OLD: x}');
    const after = cart('tool: demo, model: opus, role: tester, brief: "One.\\n2.", args: [-v, -w], permission_mode: plan, env: {PORT: "81", NEW: y}');
    expect(planOf(after, applied(before))).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (opus), its conversation resumed and told its new brief
            because: its settings differ from the manifest; impact: restart
            model: sonnet → opus
            role: coder → tester
            brief: line 1: You are cart, an engineer on "shop" with the role coder, in the team … → line 1: You are cart, an engineer on "shop" with the role tester, in the team…
            args: ["-v"] → ["-v","-w"]
            env.PORT: (hidden) → (hidden)
            env.OLD: (hidden) → (none)
            permissionMode: (none) → plan
            env.NEW: (none) → (hidden)

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('of a long brief shows the first line that differs, cut', () => {
    const before = cart('tool: demo, brief: "Same.\\nThis."');
    expect(planOf(cart(`tool: demo, brief: "Same.\\n${'long '.repeat(40)}"`), applied(before))).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (sonnet), its conversation resumed and told its new brief
            because: its settings differ from the manifest; impact: restart
            brief: line 13: This. → line 13: long long long long long long long long long long long long long long…

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
    expect(planOf(cart('tool: demo, brief: "Same.\\nThis.\\nMore."'), applied(before))).toContain('brief: line');
  });

  test.each(['tool: command, command: [sleep, "1"]', 'tool: demo, worktree: {path: elsewhere}'])('that ends a conversation says so: %s', (settings) => {
    expect(planOf(cart(settings), applied(cart('tool: demo')))).toMatchSnapshot();
  });

  test('of another command replaces it', () => {
    expect(planOf(inPlace('tool: command, command: [sleep, "2"]'), applied(inPlace('tool: command, command: [sleep, "1"]')), { evenIfBusy: true })).toMatchInlineSnapshot(`
      "  ± member/shop/cart: start again sleep 2
            because: its settings differ from the manifest; impact: replace (its conversation ends)
            command: ["sleep","1"] → ["sleep","2"]

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test.each(['starting', 'working', 'limited', 'unknown'] as const)('of an agent that is %s waits', (status) => {
    const world = withStatus(applied(cart()), '%1', status);
    expect(planOf(cart('tool: demo, model: opus'), world)).toMatchSnapshot();
    expect(planOf(cart('tool: demo, model: opus'), world, { evenIfBusy: true })).toContain('impact: restart\n');
  });

  test('of an agent that has asked something waits for the answer', () => {
    const world = applied(cart());
    const asking = { ...world, verdicts: new Map([['%1', { reading: { status: 'waiting' as const, for: { kind: 'permission' as const } }, evidence: [] }]]) };
    expect(planOf(cart('tool: demo, model: opus'), asking)).toContain('waits for an answer that it asked for');
  });

  test('of an idle agent that somebody looks at waits for that person', () => {
    const world = withPane(applied(cart()), 'shop/cart', (pane) => ({ ...pane, attended: true }));
    expect(planOf(cart('tool: demo, model: opus'), world)).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (opus), its conversation resumed
            because: its settings differ from the manifest; impact: when-idle, then restart; waits for the person who looks at its window
            model: sonnet → opus

      Plan: 0 to add, 1 to change, 0 to remove. 1 of them waits."
    `);
  });

  test('of an agent whose directory was removed under it', () => {
    expect(planOf(cart(), { ...applied(cart()), uprooted: new Set(['%1']) })).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (sonnet), its conversation resumed
            because: its directory was removed under it; impact: restart

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('that the store knows nothing of', () => {
    expect(planOf(cart('tool: demo, model: opus'), { ...applied(cart()), launches: [] })).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (opus), its conversation resumed
            because: its tag says that it was started with other settings; the store does not know which; impact: restart

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('of a member whose worktree can not be made does not start it', () => {
    const world = { ...emptyWorld, occupied: new Set(['/work/shop/.coders/worktrees/night/cart']) };
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "Can not be done:
        worktree/shop/cart: /work/shop/.coders/worktrees/night/cart exists and is no worktree of /work/shop. Move it away, or name another path under worktree.
        member/shop/cart: It waits for worktree/shop/cart, which can not be made.

      No changes can be made."
    `);
  });
});

describe('a window', () => {
  test('that was renamed, and a tag that was edited, are put right while the agent works on', () => {
    const world = withStatus(withPane(applied(cart()), 'shop/cart', ({ tag: _, ...pane }) => ({ ...pane, windowName: 'mine', strayTag: 'x' })), '%1', 'working');
    expect(planOf(cart(), world)).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: write the tag on its window again
            because: the tag on its window was edited; impact: live
        ~ member/shop/cart: rename its window to shop/cart
            because: its window has another name; impact: live
            window: mine → shop/cart

      Plan: 0 to add, 2 to change, 0 to remove."
    `);
  });

  test('whose tag was wiped gets it back also while its restart waits, or it could not tell when it is idle', () => {
    const world = withStatus(withPane(applied(cart()), 'shop/cart', ({ tag: _, ...pane }) => pane), '%1', 'working');
    expect(planOf(cart('tool: demo, model: opus'), world)).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again demo (opus), its conversation resumed
            because: its settings differ from the manifest; impact: when-idle, then restart; waits for the end of its turn
            model: sonnet → opus
        ~ member/shop/cart: write the tag on its window again
            because: the tag on its window was edited; impact: live

      Plan: 0 to add, 2 to change, 0 to remove. 1 of them waits."
    `);
  });

  test('of another team or without a tag is nobody\'s', () => {
    const world = withPane(applied(cart()), 'shop/cart', (pane) => ({ ...pane, id: '%9', tag: { ...pane.tag!, team: 'other' } }));
    expect(planOf(cart(), world)).toContain('+ member/shop/cart: start');
  });

  test('that a store without memory finds by its tag is written down again', () => {
    const plan = planned(cart(), { ...applied(cart()), launches: [], worktrees: [] });
    expect(plan.steps).toEqual([]);
    expect(plan.bookkeeping).toMatchObject({ launches: [{ address: 'member/shop/cart', epoch: 1, conversation: 'talk-1', pane: { id: '%1' } }], worktrees: [{ branch: 'night/cart' }] });
  });

  test('whose launch the store noted for an earlier run of tmux is found by its tag', () => {
    const world = applied(cart());
    const restarted = { ...world, launches: world.launches.map((launch) => ({ ...launch, whereabouts: { HOME: '/home/ann' }, prompt: 'first' as const, pane: { id: '%1', server: '41@900' } })) };
    expect(planned(cart(), restarted)).toMatchObject({ steps: [], bookkeeping: { launches: [{ whereabouts: { HOME: '/home/ann' }, prompt: 'first', pane: { id: '%1', server: '42@1000' } }] } });
  });

  test('that shows a later launch than the store placed is believed', () => {
    const world = withPane(applied(cart()), 'shop/cart', (pane) => ({ ...pane, tag: { ...pane.tag!, epoch: 2 } }));
    expect(planned(cart(), world)).toMatchObject({ steps: [], bookkeeping: { launches: [{ epoch: 2 }] } });
  });

  test('beside another of the same member stays until --prune, and then the later launch, or the one that the store placed, is the member', () => {
    const world = applied(cart());
    if (!world.tmux.running) throw new Error('no panes');
    const double = { ...world.tmux.panes[0]!, id: '%7', window: '@7', tag: { ...world.tmux.panes[0]!.tag!, epoch: 2 } };
    const twice = { ...world, tmux: { ...world.tmux, panes: [...world.tmux.panes, double] } };
    expect(planOf(cart(), twice)).toMatchInlineSnapshot(`
      "Left as it is:
        member/shop/cart: A second window of it runs; --prune closes %7.

      No changes. All else is as the manifest says."
    `);
    expect(planOf(cart(), twice, { prune: true })).toMatchInlineSnapshot(`
      "  - member/shop/cart: end it and close its window
            because: a second window of the same member; impact: when-idle, then replace (its conversation ends); waits for --now, because its tool does not tell whether it is idle

      Plan: 0 to add, 0 to change, 1 to remove. 1 of them waits."
    `);
    expect(planned(cart(), { ...twice, launches: [] }, { prune: true }).steps).toMatchObject([{ action: { pane: { id: '%1' } } }]);
  });
});

test('a worktree and its agent wait for one another', () => {
  const world = withStatus(applied(cart()), '%1', 'working');
  expect(planOf(cart('tool: demo, worktree: {path: elsewhere}'), world)).toMatchInlineSnapshot(`
    "  ~ worktree/shop/cart: move the worktree to /work/teams/elsewhere
          because: the manifest puts it elsewhere; impact: when-idle, then live; waits for the end of its turn
          path: /work/shop/.coders/worktrees/night/cart → /work/teams/elsewhere
      ± member/shop/cart: start again demo (sonnet), a new conversation
          because: its settings differ from the manifest; impact: when-idle, then replace (its conversation ends); waits for the end of its turn
          brief: line 12: Your directory is /work/shop/.coders/worktrees/night/cart, a git work… → line 12: Your directory is /work/teams/elsewhere, a git worktree of your own o…
          directory: /work/shop/.coders/worktrees/night/cart → /work/teams/elsewhere

    Plan: 0 to add, 2 to change, 0 to remove. 2 of them wait."
  `);
});

test('a checkout that is made again goes before the agent that lost it', () => {
  const world = { ...withWorktree(applied(cart()), 'cart', { gone: true }), uprooted: new Set(['%1']) };
  expect(planOf(cart(), world)).toMatchInlineSnapshot(`
    "  ~ worktree/shop/cart: make git forget /work/shop/.coders/worktrees/night/cart
          because: the directory /work/shop/.coders/worktrees/night/cart is gone, and git still lists it; impact: none
      + worktree/shop/cart: make a worktree on the existing branch night/cart, at /work/shop/.coders/worktrees/night/cart
          because: its directory is gone; impact: none
      ~ member/shop/cart: start again demo (sonnet), its conversation resumed
          because: its directory was removed under it; impact: restart

    Plan: 1 to add, 2 to change, 0 to remove."
  `);
});
