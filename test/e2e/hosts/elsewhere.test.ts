import { beforeAll, describe, expect, test } from 'vitest';
import { hosts, type Host, type Hosts } from '../../rig/hosts.ts';
import { work } from '../../rig/mission-team.ts';
import { readDocument } from '../cli/documents.ts';

let team: Hosts;
let alpha: Host;
let beta: Host;

beforeAll(async () => {
  team = await hosts({
    names: ['alpha', 'beta'],
    manifest: `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers:
      cart: {}
      search: {host: beta, model: haiku}
    missions:
      page: {to: search, brief: ${work('wait-for .gate-page', 'write page.txt | x', 'commit The page')}, accept: {commits: 1}}
`,
  });
  [alpha, beta] = [team.of('alpha'), team.of('beta')];
  for (const host of team.all) await host.apply();
  await team.until('the mission to be worked at, and alpha to know', () => alpha.state('page') === 'working');
});

describe('of a member on another host', () => {
  test('status tells the host, and what the hosts agree on', async () => {
    const said = await alpha.team.succeed('status');
    expect(said).toMatch(/^Team shop, 2 members, 1 of them on beta, /);
    expect(said).toMatch(/\n {2}shop\/search +on beta +demo \(haiku\) +mission page$/m);
    const { members, elsewhere } = readDocument<{ members: readonly { address: string }[]; elsewhere: unknown }>('status', await alpha.team.succeed('status', '--json'));
    expect(members.map(({ address }) => address)).toEqual(['member/shop/cart']);
    expect(elsewhere).toEqual([{ address: 'member/shop/search', host: 'beta', seat: 'engineer', role: 'coder', tool: 'demo', model: 'haiku', mission: { address: 'mission/shop/page', state: 'working' } }]);
    expect(await beta.team.succeed('status')).toMatch(/\n {2}shop\/cart +on alpha +demo \(sonnet\)$/m);
  });

  test('list counts it', async () => {
    expect(await alpha.team.succeed('list')).toMatch(/1\/1 alive.*\(1 more on beta, /);
    expect(readDocument('list', await alpha.team.succeed('list', '--json'))).toMatchObject({ teams: [{ members: { total: 1, alive: 1, elsewhere: 1 } }] });
  });

  test('why says where to ask', async () => {
    expect(await alpha.team.succeed('why', 'search')).toBe('shop/search runs on beta: what it does is not known here. There, coders why shop/search tells.\n');
    expect(readDocument('why', await alpha.team.succeed('why', 'member/shop/search', '--json'))).toMatchObject({ host: 'beta', status: 'unknown', because: 'it runs on the host beta', evidence: [] });
    expect(await beta.team.succeed('why', 'search')).toContain('shop/search has been working');
  });

  test('why says of its mission that it can have it', async () => {
    expect(await alpha.team.succeed('why', 'mission/shop/page')).toContain('shop/search has it');
    await alpha.team.succeed('mission', 'add', 'next', '--to', 'search', '--brief', 'Do something else.');
    await team.until('the supervisor to say why', async () => (await alpha.team.succeed('why', 'mission/shop/next')).includes('shop/search cannot have it now: it has "shop/page".'));
  });

  test.each(['attach', 'hold', 'release', 'kill', 'restart', 'logs'])('%s says where it is done', async (verb) => {
    expect(await alpha.team.coders(verb, 'search')).toEqual({
      exit: 2, stdout: '', stderr: `error: shop/search runs on the host beta, and only there coders ${verb} reaches it.\nhelp: On beta: coders ${verb} shop/search\n`,
    });
  });

  test.each(['plan', 'apply'])('%s --only says where it is planned', async (verb) => {
    expect(await alpha.team.coders(verb, '--only', 'shop/search')).toEqual({
      exit: 2, stdout: '', stderr: 'error: shop/search runs on the host beta, and nothing is planned for it here.\nhelp: Name it on beta.\n',
    });
  });

  test('a mission can be added for it, and is said to be done on its own host', async () => {
    expect(await alpha.team.coders('mission', 'done', 'page')).toEqual({
      exit: 2, stdout: '', stderr: 'error: shop/search has it on the host beta, and only there it is known which commit is to be checked.\nhelp: On beta: coders mission done shop/page\n',
    });
    await alpha.team.succeed('mission', 'add', 'more', '--to', 'search', '--after', 'page', '--brief', 'Do more.', '--commits', '1');
    await team.until('beta to know', () => beta.record('more')?.state.state === 'waiting');
    expect((await alpha.team.coders('mission', 'add', 'other', '--to', 'nobody', '--brief', 'x')).stderr).toContain('It has cart or search.');
  });

  test('doctor says that it is examined there', async () => {
    const { stdout } = await alpha.team.coders('doctor', '--quick');
    expect(stdout).toContain('1 member runs on another host: shop/search on beta. What they need, coders doctor tells there.');
    expect(stdout).not.toContain('has no remote');
    await alpha.team.repository.git(['remote', 'rename', 'origin', 'first']);
    await alpha.team.repository.git(['remote', 'add', 'second', 'file:///nowhere']);
    expect((await alpha.team.coders('doctor', '--quick')).stdout).toContain('has no remote "origin", and no other that stands out: members on other hosts can not start from what is accepted here.');
    await alpha.team.repository.git(['remote', 'remove', 'second']);
  });
});

test('a Redis that is away stands in the status, and since when', async () => {
  await team.redis.kill();
  await team.until('the supervisor to notice', () => alpha.store.replica.outage('shop') !== undefined);
  expect(await alpha.team.succeed('status')).toMatch(/, without its Redis for \d+m?s: Redis at 127\.0\.0\.1:\d+ /);
  expect(readDocument('status', await alpha.team.succeed('status', '--json'))).toMatchObject({ keeping: { outage: { because: expect.stringMatching(/^Redis at /) } } });
  await team.redis.start();
  await team.until('it to be back', () => alpha.store.replica.outage('shop') === undefined);
  expect(await alpha.team.succeed('status')).not.toContain('Redis');
});
