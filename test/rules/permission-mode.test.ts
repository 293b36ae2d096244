import { describe, expect, it } from 'vitest';
import { permissionMode } from '../../src/manifest/rules/permission-mode.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(permissionMode.sentence, () => {
  it('names the valid ones of each tool', () => {
    expect(told(`defaults: {permission_mode: plan}\n${shop('pm: {permission_mode: acceptEdit}\nengineers:\n  cart: {tool: codex}\n  pay: {tool: opencode}\n  search: {tool: gemini}')}`)).toMatchInlineSnapshot(`
      "error[bad-permission-mode]: "plan" is not a permission mode of codex.
       --> team.yaml:1:29
        |
      1 | defaults: {permission_mode: plan}
        |                             ^^^^
      help: It is one of read-only, workspace-write, danger-full-access, read-only on-request, read-only never, workspace-write on-request, workspace-write never, danger-full-access on-request, danger-full-access never, approve-for-me or bypass. A mode of another version can be given in \`args\`.

      error[bad-permission-mode]: "plan" is not a permission mode of opencode.
       --> team.yaml:1:29
        |
      1 | defaults: {permission_mode: plan}
        |                             ^^^^
      help: It is one of allow, ask or deny. A mode of another version can be given in \`args\`.

      error[bad-permission-mode]: "acceptEdit" is not a permission mode of claude.
       --> team.yaml:7:27
        |
      7 |     pm: {permission_mode: acceptEdit}
        |                           ^^^^^^^^^^
      help: Did you mean "acceptEdits"? A mode of another version can be given in \`args\`."
    `);
  });

  it('needs a place in the command line of a tool of the manifest', () => {
    expect(told(`tools: {own: {command: [own], permission_mode: wild}, other: {command: [other, --mode, "{permission_mode}"], permission_mode: wild}}\n${shop('pm: {tool: own}\nengineers:\n  cart: {tool: other}')}`)).toMatchInlineSnapshot(`
      "error[unused-permission-mode]: The command line of "own" has no place for a permission mode.
       --> team.yaml:1:31
        |
      1 | tools: {own: {command: [own], permission_mode: wild}, other: {command: [other, --mode, "{permi…
        |                               ^^^^^^^^^^^^^^^
      help: Add {permission_mode} to its \`command\`, or remove this."
    `);
  });
});
