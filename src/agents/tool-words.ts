import type { PermissionRule } from '../manifest/permission.ts';

/**
 * The rules of a team in Claude Code's words for what a tool can use, whichever words they are written in: one list serves a
 * team of many tools. `words` are the tool's own, with those of Claude Code.
 */
export function inWords(rules: readonly PermissionRule[], words: Readonly<Record<string, string>>): PermissionRule[] {
  return rules.map((rule) => (rule.tool === undefined ? rule : { ...rule, tool: words[rule.tool] ?? rule.tool }));
}
