import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { find, keyPlace, type Path } from '../located.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

/** By which a member goes without the tools of `coders mcp`. */
const settable: readonly string[] = ['CODERS_MCP'];

export const reservedVariables: Rule = {
  name: 'reserved-variables',
  sentence: 'Variables whose names start with CODERS_ are set by the runner only, but for CODERS_MCP.',
  *check(draft) {
    const tools = Object.keys(draft.written.tools ?? {}).map((tool): Path => ['tools', tool]);
    for (const owner of [[], ['defaults'], ...tools, ...seatsOf(draft).map(({ path }) => path)]) {
      const env = find(draft.root, [...owner, 'env']);
      for (const name of env?.kind === 'map' ? env.entries.keys() : []) {
        if (!name.startsWith('CODERS_') || settable.includes(name)) continue;
        yield error('reserved-variable', `The variable ${quote(name)} cannot be set: names starting with CODERS_ are reserved.`, {
          place: keyPlace(draft.root, [...owner, 'env', name]),
          hint: 'Use another name.',
        });
      }
    }
  },
};
