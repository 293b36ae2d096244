import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { declaredStates, patternPaths } from '../declared-tool.ts';
import { keyPlace, textAt, valuePlace } from '../located.ts';
import { declaredEntries } from './declared-tools.ts';
import type { Rule } from './rule.ts';

export const declaredLooks: Rule = {
  name: 'declared-looks',
  sentence: 'What a declared tool looks like is said in regular expressions that are valid, and enough of it to be talked to.',
  *check(draft) {
    for (const { name, path, tool } of declaredEntries(draft)) {
      for (const at of patternPaths(name, draft)) yield* patternFaults(textAt(draft.root, at) ?? '', valuePlace(draft.root, at), at.at(-1) === 'box');
      const { states = {}, input } = tool;
      for (const state of declaredStates) { // of a state that does not exist nothing is known, not even that it has a look
        const look = states[state];
        if (look !== undefined && look.title === undefined && look.screen === undefined) yield error('no-look', `The state "${state}" has neither \`title\` nor \`screen\`.`, { place: keyPlace(draft.root, [...path, 'states', state]), hint: 'Add a regular expression that fits when the tool is in this state.' });
      }
      if (input !== undefined && states['idle'] === undefined) {
        yield error('never-idle', 'The tool has an `input`, and nothing says when it is idle: no text would ever be given to it.', { place: keyPlace(draft.root, [...path, 'input']), hint: 'Add `states: {idle: {screen: …}}`.' });
      }
    }
  },
};

function* patternFaults(pattern: string, place: Diagnostic['place'], needsGroup: boolean): Generator<Diagnostic> {
  try {
    // With an empty alternative it fits anything, and so tells how many groups it has.
    const groups = (new RegExp(`${pattern}|`, 'mu').exec('')?.length ?? 1) - 1;
    if (needsGroup && groups === 0) yield error('no-group', 'The regular expression of the input box has no group.', { place, hint: 'Put ( ) around what is the text in the box, as in ^> ?(.*)$.' });
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) throw failure;
    yield error('bad-regular-expression', `The regular expression is not valid: ${failure.message.replace(/^Invalid regular expression: \/.*\/\w*: /su, '')}.`, { place, hint: 'It is one of JavaScript, with the flags m and u. In double quotes, YAML takes \\ for itself: use single ones.' });
  }
}
