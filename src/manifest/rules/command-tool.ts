import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { firstWritten, seatName } from './written-things.ts';

export const commandTool: Rule = {
  name: 'command-tool',
  sentence: 'A member has a command if, and only if, its tool is `command`.',
  *check(draft) {
    const told = new Set<unknown>();
    for (const { member, seat } of draft.staff) {
      if (told.has(seat.path)) continue;
      told.add(seat.path);
      const tool = firstWritten(draft, [[...seat.path, 'tool'], ['defaults', 'tool']]);
      const given = [[...seat.path, 'command'], ['defaults', 'command']].some((path) => isGiven(draft, path));
      if (member.tool === 'command' && !given) {
        const place = seat.written.tool === undefined ? keyPlace(draft.root, seat.path) : valuePlace(draft.root, [...seat.path, 'tool']);
        yield error('no-command', `The tool of ${seatName(member)} is a command, and no command is given.`, { place, hint: 'Add `command: [program, argument]`.' });
      } else if (member.tool !== 'command' && seat.written.command !== undefined) {
        const related = tool === undefined ? [] : [{ message: 'The tool is chosen here.', place: valuePlace(draft.root, tool) }];
        const place = keyPlace(draft.root, [...seat.path, 'command']);
        yield error('unused-command', `${seatName(member)} has a command, but its tool is ${quote(member.tool)}.`, { place, related, hint: 'Add `tool: command`, or remove `command`.' });
      }
    }
  },
};
