import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { builtInTools } from '../built-in-tools.ts';
import { keyPlace, textAt, valuePlace, type Path } from '../located.ts';
import type { DraftMember, Draft } from '../normalize.ts';
import { namesInWords } from '../placeholders.ts';
import type { Rule } from './rule.ts';
import { firstWritten } from './written-things.ts';

export const permissionMode: Rule = {
  name: 'permission-mode',
  sentence: 'A permission mode is one that the tool knows.',
  *check(draft) {
    const told = new Set<string>();
    for (const one of draft.staff) {
      const path = whereSaid(one, draft);
      const mode = path === undefined ? undefined : textAt(draft.root, path);
      const { tool, declared } = one.member;
      const once = JSON.stringify([path, tool]);
      if (path === undefined || mode === undefined || told.has(once)) continue;
      told.add(once);
      const modes = builtInTools[tool]?.permissionModes;
      if (modes !== undefined && !modes.includes(mode)) {
        const guess = nearest(mode, modes);
        yield error('bad-permission-mode', `${quote(mode)} is not a permission mode of ${tool}.`, {
          place: valuePlace(draft.root, path),
          hint: `${guess === undefined ? `It is one of ${either(modes)}.` : `Did you mean ${quote(guess)}?`} A mode of another version can be given in \`args\`.`,
        });
      }
      if (declared !== undefined && !namesInWords([...declared.command, ...(declared.resume ?? [])]).includes('permission_mode')) {
        yield error('unused-permission-mode', `The command line of ${quote(tool)} has no place for a permission mode.`, { place: keyPlace(draft.root, path), hint: 'Add {permission_mode} to its `command`, or remove this.' });
      }
    }
  },
};

/** The setting that counts for the member: its own, its tool's or the default. */
function whereSaid({ member, seat }: DraftMember, draft: Draft): Path | undefined {
  return firstWritten(draft, [[...seat.path, 'permission_mode'], ['tools', member.tool, 'permission_mode'], ['defaults', 'permission_mode']]);
}
