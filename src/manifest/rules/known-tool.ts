import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../util/suggest.ts';
import { builtInTools, isBuiltInTool } from '../built-in-tools.ts';
import { find, keyPlace, textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const knownTool: Rule = {
  name: 'known-tool',
  sentence: 'A tool is built in, or `tools` gives the command that starts it.',
  *check(draft) {
    const declared = Object.keys(draft.written.tools ?? {}).filter((name) => find(draft.unchecked, ['tools', name, 'command']) !== undefined);
    const isKnown = (name: string) => isBuiltInTool(name) || declared.includes(name);
    for (const path of [['defaults', 'tool'], ...seatsOf(draft).map((seat): Path => [...seat.path, 'tool'])]) {
      const name = textAt(draft.root, path);
      if (name !== undefined && !isKnown(name)) yield unknown(name, declared, valuePlace(draft.root, path));
    }
    yield* ofTheirOwn(draft, isKnown);
  },
};

const declaringFields = ['command', 'resume', 'states', 'record', 'input', 'test'];

function* ofTheirOwn({ root, written }: Draft, isKnown: (name: string) => boolean): Generator<Diagnostic> {
  for (const name of Object.keys(written.tools ?? {})) {
    if (!isKnown(name)) yield unknown(name, [], keyPlace(root, ['tools', name]));
    const field = isBuiltInTool(name) ? declaringFields.find((one) => find(root, ['tools', name, one]) !== undefined) : undefined;
    if (field !== undefined) yield redescribed(name, field, keyPlace(root, ['tools', name, field]));
  }
}

function unknown(name: string, declared: readonly string[], place: Diagnostic['place']): Diagnostic {
  const names = [...Object.keys(builtInTools), ...declared];
  const guess = nearest(name, names);
  const hint = guess === undefined ? `It is one of ${either(names)}; a tool of your own has a \`command\` under \`tools\`.` : `Did you mean ${quote(guess)}?`;
  return error('bad-tool', `${quote(name)} is not a tool.`, { place, hint });
}

function redescribed(name: string, field: string, place: Diagnostic['place']): Diagnostic {
  return error('built-in-tool', `The tool ${quote(name)} is built in, and takes no \`${field}\`.`, { place, hint: 'Describe a tool of your own under another name; `binary` and `args` change how this one is started.' });
}
