import { quote } from '../diagnostics/words.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import type { Remark } from './plan.ts';

/** A branch that is to be merged into and that is not there would be noticed in the night, once a mission is accepted. On another host than the first none is merged. */
export function mergeRemarks({ disciplines = [], sharing }: Desired, { repositories }: Observed): Remark[] {
  if (sharing !== undefined && sharing.missionsFrom !== sharing.host) return [];
  return disciplines.flatMap(({ project, repository, merge }) => {
    const observed = repositories.get(repository);
    if (merge === undefined || observed?.state !== 'usable' || observed.refs.has(`refs/heads/${merge.into}`)) return [];
    return [{ address: `merge/${project}`, reason: `There is no branch ${quote(merge.into)} in ${repository}: what is accepted waits until there is one.` }];
  });
}
