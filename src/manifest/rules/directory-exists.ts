import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import { hostOf } from '../redis.ts';
import { runsElsewhere } from '../sharing.ts';
import { pathAt } from '../source.ts';
import type { Rule } from './rule.ts';
import { seatsOf } from './written-things.ts';

export const directoryExists: Rule = {
  name: 'directory-exists',
  sentence: 'A directory to work in exists, on the host of who works there.',
  *check(draft) {
    for (const seat of seatsOf(draft)) {
      const path = [...seat.path, 'directory'];
      const directory = pathAt(draft, path);
      const kind = directory === undefined ? 'directory' : draft.files.kind(directory);
      if (directory === undefined || kind === 'directory' || runsElsewhere({ host: hostOf(seat.written.host, draft) }, draft.host)) continue;
      const state = { absent: 'does not exist', file: 'is a file, not a folder', unreadable: 'cannot be read' }[kind];
      yield error('no-directory', `The directory ${quote(seat.written.directory ?? '')} ${state}.`, {
        place: valuePlace(draft.root, path),
        hint: `It is looked for at ${directory}.`,
      });
    }
  },
};
