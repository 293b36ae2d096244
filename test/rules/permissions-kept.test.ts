import { describe, expect, it } from 'vitest';
import { permissionsKept } from '../../src/manifest/rules/permissions-kept.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(permissionsKept.sentence, () => {
  it('warns of each member that they say nothing to', () => {
    expect(told(`defaults: {permissions: [{match: "rm *", answer: deny}]}\n${shop('pm: {tool: codex}\nengineers: {cart: {tool: demo, count: 2}, till: {tool: claude}}')}`)).toMatchInlineSnapshot(`
      "warning[permissions-not-kept]: The permission rules say nothing to "shop/cart-1": its tool is "demo".
       --> team.yaml:1:12
        |
      1 | defaults: {permissions: [{match: "rm *", answer: deny}]}
        |            ^^^^^^^^^^^
      help: They are kept by claude. Others are told what they may do by \`permission_mode\` or their own settings.

      warning[permissions-not-kept]: The permission rules say nothing to "shop/pm": its tool is "codex".
       --> team.yaml:1:12
        |
      1 | defaults: {permissions: [{match: "rm *", answer: deny}]}
        |            ^^^^^^^^^^^
      help: They are kept by claude. Others are told what they may do by \`permission_mode\` or their own settings."
    `);
  });
});
