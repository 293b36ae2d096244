import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { readVersionRange } from '../../util/version-range.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const versionRange: Rule = {
  name: 'version-range',
  sentence: 'The versions of a tool are a range.',
  *check({ root, written }) {
    for (const [tool, { version }] of Object.entries(written.tools ?? {})) {
      if (typeof version !== 'string' || readVersionRange(version) !== undefined) continue;
      yield error('bad-version-range', `${quote(version)} is not a version range.`, { place: valuePlace(root, ['tools', tool, 'version']), hint: 'Write one as 2.1.x, ">=2.1 <3" or "0.168.0 || 0.169.x".' });
    }
  },
};
