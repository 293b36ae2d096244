import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const commitMessage: Rule = {
  name: 'commit-message',
  sentence: 'The pattern of commit messages is a regular expression.',
  *check(draft) {
    for (const [name, { commits }] of Object.entries(draft.written.projects ?? {})) {
      const fault = commits?.message === undefined ? undefined : faultIn(commits.message);
      if (fault === undefined) continue;
      yield error('bad-pattern', `${quote(commits!.message!)} is no regular expression: ${fault}.`, {
        place: valuePlace(draft.root, ['projects', name, 'commits', 'message']),
        hint: 'One is written like "^(feat|fix): ".',
      });
    }
  },
};

function faultIn(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message.replace(/^Invalid regular expression: \/.*\/u?: /s, '').replace(/\.$/, '').toLowerCase();
  }
}
