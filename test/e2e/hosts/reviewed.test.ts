import { expect, test } from 'vitest';
import { work } from '../../rig/mission-team.ts';
import { twoHosts } from '../../rig/two-hosts.ts';

test('work is reviewed on another machine, where its commit can be seen', async () => {
  const { team, alpha, beta } = await twoHosts([`api: {to: cart, brief: ${work('write api.txt | x', 'commit The api')}, accept: {run: test -f api.txt, commits: 1, review_by: search}}`]);
  await alpha.apply();
  await beta.apply();
  await team.until('the reviewer to be at it', () => team.all.every((host) => host.state('api-review') === 'working'));
  const { mission: { reviews }, state } = beta.record('api-review')!;
  expect(await beta.team.repository.git(['show', `${reviews!.commit}:api.txt`], beta.team.worktree('search'))).toBe('x');
  const epoch = state.state === 'working' ? state.lease.epoch : 0;
  await beta.team.run(['mission', 'done'], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/shop/search', CODERS_EPOCH: String(epoch) });
  await team.until('both to know', () => team.all.every((host) => host.state('api') === 'done' && host.store.replica.pending('shop').length === 0));
  expect(alpha.record('api')).toMatchObject({ state: { by: 'member/shop/cart', reviewedBy: 'shop/search' }, tries: [{ result: 'done' }] });
  expect(alpha.record('api')).toEqual(beta.record('api'));
  for (const host of team.all) expect(host.events('mission').flatMap((event) => (event.type === 'mission' && event.address === 'mission/shop/api-review' ? [event.state] : [])).filter((one) => one === 'assigned').length).toBeLessThanOrEqual(1);
});
