import { error } from '../../diagnostics/problem.ts';
import { keyPlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';

export const hostsShare: Rule = {
  name: 'hosts-share',
  sentence: 'A team on several hosts has a Redis, through which it shares its missions.',
  *check(draft) {
    if (draft.written.hosts === undefined || isGiven(draft, ['redis'])) return;
    yield error('no-redis', 'The team names `hosts`, and no `redis` through which they share its missions.', {
      place: keyPlace(draft.root, ['hosts']),
      hint: 'Add `redis: redis://host:6379/0`, or `redis: {}` where REDIS_URL says which.',
    });
  },
};
