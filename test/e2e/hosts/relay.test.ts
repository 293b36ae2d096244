import { expect, test } from 'vitest';
import { work } from '../../rig/mission-team.ts';
import { twoHosts } from '../../rig/two-hosts.ts';

test('missions that build on each other are done in turn by members on two machines, each on what the other made', async () => {
  const { team, alpha, beta } = await twoHosts([
    `api: {to: cart, brief: ${work('write api.txt | x', 'commit The api')}, accept: {run: test -f api.txt, commits: 1}}`,
    `page: {to: search, after: [api], brief: ${work('write page.txt | x', 'commit The page')}, accept: {run: [test -f api.txt, test -f page.txt], commits: 1}}`,
    `docs: {to: cart, after: [page], brief: ${work('write docs.txt | x', 'commit The docs')}, accept: {run: [test -f api.txt, test -f page.txt, test -f docs.txt], commits: 1}}`,
  ]);
  await Promise.all(team.all.map((host) => host.apply()));
  await team.until('all to be done and agreed on, on both', () => team.all.every((host) => ['api', 'page', 'docs'].every((name) => host.state(name) === 'done') && host.store.replica.pending('shop').length === 0));
  for (const name of ['api', 'page', 'docs']) {
    expect(alpha.record(name), name).toEqual(beta.record(name));
    expect(alpha.record(name)!.tries.map(({ result }) => result), name).toEqual(['done']);
  }
  // A second apply changes nothing, on either.
  for (const host of team.all) expect((await host.team.run(['plan', '--exit-code'])).exit, (await host.team.coders('plan')).stdout).toBe(0);
});
