import { describe, expect, it } from 'vitest';
import { permissionsKept } from '../../src/manifest/rules/permissions-kept.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(permissionsKept.sentence, () => {
  it('warns of each member that they say nothing to', () => {
    expect(told(`defaults: {permissions: [{match: "rm *", answer: deny}]}\n${shop('pm: {tool: codex}\nengineers: {cart: {tool: demo, count: 2}, till: {tool: claude}, scale: {tool: opencode}, shelf: {tool: gemini}}')}`)).toMatchInlineSnapshot(`
      "warning[permissions-not-kept]: The permission rules say nothing to "shop/cart-1": its tool is "demo".
       --> team.yaml:1:12
        |
      1 | defaults: {permissions: [{match: "rm *", answer: deny}]}
        |            ^^^^^^^^^^^
      help: They are kept by claude, codex, opencode or gemini. Others are told what they may do by \`permission_mode\` or their own settings."
    `);
  });

  it('warns of what a tool can not keep that decides by itself', () => {
    for (const rule of ['{default: deny}', '{tool: Bash, match: "git push*", answer: ask, after: 10m, then: deny}']) {
      expect(told(`defaults: {permissions: [${rule}]}\n${shop('pm: {tool: opencode}\nengineers: {shelf: {tool: gemini}}')}`)).toContain('warning[permissions-partly-kept]');
    }
    expect(told(`defaults: {permissions: [{default: allow}]}\n${shop('pm: {tool: gemini}')}`)).toMatchInlineSnapshot(`
      "warning[permissions-partly-kept]: A default of "allow" or "deny", and "after" with "then", say nothing to "shop/pm": its tool is "gemini".
       --> team.yaml:1:12
        |
      1 | defaults: {permissions: [{default: allow}]}
        |            ^^^^^^^^^^^
      help: They are kept by claude, codex or opencode. With gemini, what no rule fits is up to its \`permission_mode\`, and its questions wait for a person."
    `);
    expect(told(`defaults: {permissions: [{match: "rm *", answer: deny}, {tool: Bash, match: "npm *", answer: allow}, {default: ask}]}\n${shop('pm: {tool: gemini}')}`)).toBe('');
  });
});
