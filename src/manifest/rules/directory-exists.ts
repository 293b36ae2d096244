import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import { pathAt } from '../source.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const directoryExists: Rule = {
  name: 'directory-exists',
  sentence: 'A directory to work in exists.',
  *check(draft) {
    for (const seat of seatsOf(draft)) {
      const path = [...seat.path, 'directory'];
      const directory = pathAt(draft, path);
      const kind = directory === undefined ? 'directory' : draft.files.kind(directory);
      if (directory === undefined || kind === 'directory') continue;
      const state = { absent: 'does not exist', file: 'is a file, not a folder', unreadable: 'cannot be read' }[kind];
      yield error('no-directory', `The directory ${quote(seat.written.directory ?? '')} ${state}.`, {
        place: valuePlace(draft.root, path),
        hint: `It is looked for at ${directory}.`,
      });
    }
  },
};
