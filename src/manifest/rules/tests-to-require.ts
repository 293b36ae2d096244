import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const testsToRequire: Rule = {
  name: 'tests-to-require',
  sentence: 'Who requires tests at each commit says what runs them.',
  *check(draft) {
    for (const [name, { commits, test = '' }] of Object.entries(draft.written.projects ?? {})) {
      if (commits?.require_tests !== true || test.trim() !== '') continue;
      yield error('no-tests', `The project ${quote(name)} requires tests, and has no \`test\` that runs them.`, {
        place: valuePlace(draft.root, ['projects', name, 'commits', 'require_tests']),
        hint: 'Give the project a `test`, such as `test: npm test`.',
      });
    }
  },
};
