import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { find, type LocatedEntry, type Path } from '../located.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

/** By which a member goes without the tools of `coders mcp`, or has them all the same. */
const settable: Readonly<Record<string, readonly string[]>> = { CODERS_MCP: ['off', 'on'] };

export const reservedVariables: Rule = {
  name: 'reserved-variables',
  sentence: 'Variables whose names start with CODERS_ are set by the runner only, but for CODERS_MCP.',
  *check(draft) {
    const tools = Object.keys(draft.written.tools ?? {}).map((tool): Path => ['tools', tool]);
    for (const owner of [[], ['defaults'], ...tools, ...seatsOf(draft).map(({ path }) => path)]) {
      const env = find(draft.root, [...owner, 'env']);
      for (const [name, entry] of env?.kind === 'map' ? env.entries : []) {
        if (name.startsWith('CODERS_')) yield* faultIn(name, entry);
      }
    }
  },
};

function* faultIn(name: string, { keyPlace, value }: LocatedEntry): Iterable<Diagnostic> {
  const choices = settable[name];
  if (choices === undefined) {
    yield error('reserved-variable', `The variable ${quote(name)} cannot be set: names starting with CODERS_ are reserved.`, { place: keyPlace, hint: 'Use another name.' });
  } else if (value.kind === 'scalar' && !choices.includes(String(value.value))) {
    yield error('reserved-variable', `The variable ${quote(name)} takes ${either(choices)}, not ${quote(String(value.value))}.`, { place: value.place });
  }
}
