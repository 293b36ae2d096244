import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import type { Rule } from './rule.ts';

const toolsWithoutModel = ['demo', 'command'];

export const baseUrlTool: Rule = {
  name: 'base-url-tool',
  sentence: 'Only a tool that talks to a model has a `base_url`.',
  *check({ root, written }) {
    for (const tool of toolsWithoutModel.filter((name) => written.tools?.[name]?.base_url !== undefined)) {
      const place = keyPlace(root, ['tools', tool, 'base_url']);
      yield error('unused-base-url', `The tool ${quote(tool)} has a \`base_url\`, and it talks to no model that coders knows of.`, { place, hint: 'Remove `base_url`; a program of your own may read an address from `env`.' });
    }
  },
};
