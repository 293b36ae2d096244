import { describe, expect, test } from 'vitest';
import type { Observed } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, planned, planOf, withStatus } from './world.ts';

interface Own {
  readonly command?: string;
  readonly resume?: string;
  readonly idle?: string;
  readonly more?: string;
}

function team({ command = '[own, --id, "{conversation}"]', resume = '[own, --resume, "{conversation}"]', idle = 'ready', more = '' }: Own = {}): string {
  const record = 'record: {path: "/r/{conversation}", text: text}';
  const resuming = resume === '' ? '' : `resume: ${resume}, ${record}, `;
  return `tools: {own: {command: ${command}, ${resuming}states: {idle: {title: ${idle}}}${more}}}\n${shop('engineers: {cart: {tool: own}}\n')}`;
}

const working = (world: Observed) => withStatus(world, '%1', 'working');

describe('a declared tool', () => {
  test('is looked at as the manifest says now, while its agent works', () => {
    expect(planOf(team({ idle: 'done' }), working(applied(team())))).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: look at it as the manifest says now
            because: the manifest says otherwise how to look at it; impact: live
            declared.states.idle.title: ready → done

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('is known with that from then on', () => {
    const plan = planned(team({ idle: 'done' }), applied(team()));
    const [step] = plan.steps;
    if (step?.action.type !== 'tag-window' || step.action.adopts === undefined) throw new Error('nothing is adopted');
    expect(step.action.adopts.fingerprint).toBe(step.action.tag.fingerprint);
    expect(step.action.adopts.settings.declared?.states.idle).toEqual({ title: 'done' });
    expect(planned(team({ idle: 'done' }), applied(team({ idle: 'done' }))).steps).toEqual([]);
  });

  test('is only tagged where a runner died before it did that', () => {
    const [before, after] = [applied(team()), applied(team({ idle: 'done' }))];
    const plan = planned(team({ idle: 'done' }), { ...before, launches: after.launches });
    expect(plan.steps).toMatchObject([{ impact: 'live', action: { type: 'tag-window', tag: { fingerprint: after.launches[0]!.fingerprint } } }]);
    expect(plan.steps[0]!.action).not.toHaveProperty('adopts');
  });

  test('is started again for another command line, once its turn has ended', () => {
    expect(planOf(team({ resume: '[own, --again, "{conversation}"]' }), working(applied(team())))).toMatchInlineSnapshot(`
      "  ~ member/shop/cart: start again own (sonnet), its conversation resumed
            because: its settings differ from the manifest; impact: when-idle, then restart; waits for the end of its turn
            declared.resume: ["own","--resume","{conversation}"] → ["own","--again","{conversation}"]

      Plan: 0 to add, 1 to change, 0 to remove. 1 of them waits."
    `);
  });

  test('that can not resume loses its conversation then', () => {
    expect(planOf(team({ resume: '', command: '[own, -v]' }), applied(team({ resume: '' })))).toMatchInlineSnapshot(`
      "  ± member/shop/cart: start again own (sonnet), a new conversation
            because: its settings differ from the manifest; impact: replace (its conversation ends)
            declared.command: ["own","--id","{conversation}"] → ["own","-v"]

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
    expect(planOf(team({ resume: '', idle: 'done' }), applied(team({ resume: '' })))).toContain('impact: live');
  });
});

describe('a version that is pinned', () => {
  const pinned = (range: string) => team({ more: `, version: ${range}` });
  const found = (version: string) => ({ versions: new Map([['member/shop/cart', { program: '/bin/own', version }]]) });

  test('changes nothing where it fits', () => {
    expect(planned(pinned('2.x'), { ...applied(team()), ...found('2.1.0') })).toMatchObject({ steps: [], refused: [], untouched: [] });
  });

  test('is said of what runs, and keeps what does not from being started', () => {
    expect(planOf(pinned('2.x'), { ...applied(team()), ...found('3.0.0') })).toMatchInlineSnapshot(`
      "Left as it is:
        member/shop/cart: It runs on, and would not be started again. Version 3.0.0 is at /bin/own, and the manifest wants 2.x (team.yaml:1:188). Install a version that fits, or change the range.

      No changes. All else is as the manifest says."
    `);
    expect(planOf(pinned('2.x'), { ...applied(team()), ...found('3.0.0'), tmux: { running: false } })).toMatchInlineSnapshot(`
      "Can not be done:
        member/shop/cart: It is not started. Version 3.0.0 is at /bin/own, and the manifest wants 2.x (team.yaml:1:188). Install a version that fits, or change the range.

      No changes can be made."
    `);
  });

  test('does not keep an agent from being looked at in another way', () => {
    const plan = planned(team({ idle: 'done', more: ', version: 2.x' }), { ...applied(team()), ...found('3.0.0') });
    expect({ steps: plan.steps.map(({ id }) => id), refused: plan.refused }).toEqual({ steps: ['tag-window member/shop/cart'], refused: [] });
  });
});
