import { describe, expect, it } from 'vitest';
import { reactionNames } from '../../src/manifest/rules/reaction-names.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (reaction: string) => `${shop('pm:\nengineers: {cart: {count: 2}, search: }')}\nnotify: {phone: {desktop: true}}\non:\n  mission.failed:\n    - ${reaction}\n`;

describe(reactionNames.sentence, () => {
  it('is told with what is meant', () => {
    expect(told(team('{message: {to: serch, text: x}}'))).toMatchInlineSnapshot(`
      "error[unknown-member]: There is no member "serch".
        --> team.yaml:11:22
         |
      11 |     - {message: {to: serch, text: x}}
         |                      ^^^^^
      help: Did you mean "search"?"
    `);
  });

  it.each([
    ['{message: {to: blog/pm, text: x}}', 'unknown-member'], ['{notify: fone}', 'unknown-notification-target'], ['{notify: {to: desk}}', 'unknown-notification-target'],
    ['{mission: {project: blog, brief: x}}', 'unknown-project'], ['{mission: {project: shop, to: cart-3, brief: x}}', 'unknown-member'],
    ['{mission: {project: shop, role: debugger, brief: x}}', 'unknown-role'],
  ])('%s', (reaction, code) => {
    expect(load(team(reaction)).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it.each(['{message: {to: shop/cart-2, text: x}}', '{message: {to: pm, text: x}}', '{message: {to: "{member}", text: x}}', '{notify: {to: phone}}', '{mission: {project: shop, to: cart, brief: x}}', '{mission: {project: shop, role: coder, brief: x}}', '{mission: {project: shop, role: "{what}", brief: x}}', '{mission: {to: anybody, brief: x}}'])('%s is fine', (reaction) => {
    expect(told(team(reaction))).toBe('');
  });

  it('a role that nobody has who could be given the mission', () => {
    expect(told(team('{mission: {project: shop, role: codr, brief: x}}'))).toContain('Nobody in the project "shop" has the role "codr".');
    expect(told(team('{mission: {project: shop, role: codr, brief: x}}'))).toContain('help: Did you mean "coder"?');
  });

  it('in a project, its own members only by their names', () => {
    const inProject = (to: string) => load(shop(`pm:\non:\n  mission.done: [{message: {to: ${to}, text: x}}]`)).diagnostics.map(({ code }) => code);
    expect([inProject('pm'), inProject('orchestrator')]).toEqual([[], ['unknown-member']]);
  });

  it('an event that there is none of is the schema\'s to tell', () => {
    expect(told(team('{pause: team}').replace('mission.failed', 'mission.fail'))).toMatchInlineSnapshot(`
      "error[bad-event]: "mission.fail" is not an event.
        --> team.yaml:10:3
         |
      10 |   mission.fail:
         |   ^^^^^^^^^^^^
      help: Did you mean "mission.failed"?"
    `);
  });
});
