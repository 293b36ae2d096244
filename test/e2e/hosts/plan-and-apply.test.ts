import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/host/store/store.ts';
import { redisServer, type RedisServer } from '../../rig/redis.ts';
import { processesWith } from '../../rig/running-processes.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { readDocument } from '../cli/documents.ts';

/** Nobody keeps it: what plan and apply do is theirs alone. */
const members = `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    base: main
    engineers:
      cart: {}
      search: {host: beta}
    missions:
      api: {to: cart, brief: Do the api.}
      page: {to: search, after: [api], brief: Do the page.}
`;
const hosts = 'hosts: [alpha, beta]';

interface Applied {
  readonly results: readonly { readonly id: string }[];
  readonly plan: { readonly elsewhere: unknown };
}

async function onHost(name: string, redis: string, rest = `${hosts}${members}`): Promise<TestTeam> {
  const team = await testTeam({ env: { CODERS_HOST: name } });
  await team.write(`redis: ${redis}\n${rest}`);
  return team;
}

function missionsOf(team: TestTeam): readonly string[] {
  const store = openStore(team.stateDirectory);
  try {
    return store.missions.ofTeam('shop').map(({ mission: { address } }) => address);
  } finally {
    store.close();
  }
}

describe('a team on two hosts', () => {
  let redis: RedisServer;
  beforeAll(async () => { redis = await redisServer({ argv: ['--requirepass', 'hunter2'] }); });

  test('each applies its own members, and missions are agreed on before they are planned', async () => {
    const settings = `{url: "${redis.url}", password: hunter2}`;
    const [alpha, beta] = [await onHost('alpha', settings), await onHost('beta', settings)];
    expect(await beta.succeed('plan')).toContain('missions: shop/api and shop/page are not known here yet: coders apply on alpha adds them.');
    readDocument('plan', await beta.succeed('plan', '--json'));
    const first = readDocument<Applied>('apply', await alpha.succeed('apply', '--json'));
    expect(first.results.map(({ id }) => id)).toEqual(['create-worktree worktree/shop/cart', 'open-window member/shop/cart', 'add-mission mission/shop/api', 'add-mission mission/shop/page']);
    expect(first.plan.elsewhere).toEqual([{ address: 'member/shop/search', host: 'beta' }]);
    const planned = await beta.succeed('plan');
    expect(planned).toContain('1 member runs on another host: shop/cart on alpha.');
    expect(planned).not.toContain('mission/');
    expect(missionsOf(beta), 'a plan writes nothing').toEqual([]);
    await beta.succeed('apply');
    expect(missionsOf(beta)).toEqual(missionsOf(alpha));
    for (const host of [alpha, beta]) expect(await host.coders('plan', '--exit-code')).toMatchObject({ exit: 0, stderr: '' });
  });

  test('an agent knows its host, also on a tmux server that does not', async () => {
    const team = await testTeam();
    await team.write(`redis: {url: "${redis.url}", password: hunter2}\n${hosts}${members}`);
    await team.tmux('new-session', '-d', '-s', 'earlier');
    expect(await team.run(['apply'], { CODERS_HOST: 'alpha' })).toMatchObject({ exit: 0 });
    const { pid } = await team.pane('shop/cart');
    expect((await processesWith('CODERS_HOST', 'alpha')).map((one) => one.pid)).toContain(pid);
  });

  test('what nobody may read is nowhere', async () => {
    const team = await onHost('alpha', `{url: "${redis.url}", password: hunter2, odd: 1}`);
    const verbs = [['validate'], ['validate', '--json'], ['plan'], ['apply'], ['apply', '--json']];
    const wrong = await Promise.all(verbs.map((words) => team.coders(...words)));
    await team.write(`redis: {url: "${redis.url}", password: hunter2}\n${hosts}${members}`);
    const applied = await team.coders('apply', '--json');
    const said = await Promise.all([['plan', '--out', 'plan.json'], ['plan', '--json'], ['status', '--json'], ['list', '--json'], ['why', 'cart', '--json'], ['doctor', '--quick', '--json'], ['events', '--json'], ['snapshot'], ['mission', 'list', '--json']].map((words) => team.coders(...words)));
    await redis.kill();
    const away = await Promise.all([['plan'], ['apply', '--json']].map((words) => team.coders(...words)));
    await redis.start();
    expect(applied.exit).toBe(0);
    expect(JSON.stringify([wrong, applied, said, away])).not.toContain('hunter2');
  });

  test('a password that the Redis does not take is no bug', async () => {
    const team = await onHost('alpha', `{url: "${redis.url}", password: wrong-one}`);
    const { exit, stderr } = await team.coders('apply');
    expect([exit, stderr]).toEqual([1, expect.stringContaining('password')]);
    expect(stderr).not.toContain('wrong-one');
  });
});

describe('apply changes nothing', () => {
  test('while the Redis is away; validate needs none, and plan says what it goes by', async () => {
    const redis = await redisServer();
    const team = await onHost('alpha', redis.url);
    await redis.kill();
    expect(await team.coders('validate')).toMatchObject({ exit: 0 });
    const plan = await team.coders('plan');
    expect(plan).toMatchObject({ exit: 0, stdout: expect.stringContaining('+ member/shop/cart: start demo') });
    expect(plan.stderr).toBe(`Redis at 127.0.0.1:${redis.port} refuses connections. This plan goes by what is known of missions here.\n`);
    const apply = await team.coders('apply');
    expect(apply).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^error: Redis at 127\.0\.0\.1:\d+ refuses connections\.\nhelp: /) });
    expect([await team.isServed(), missionsOf(team)]).toEqual([false, []]);
  });

  test('with a Redis that would lose missions, unless that is accepted', async () => {
    const redis = await redisServer({ appendfsync: 'no' });
    const team = await onHost('alpha', redis.url);
    const refused = await team.coders('apply');
    expect(refused).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('keeps no append-only file') });
    expect(refused.stderr).toContain('`accept_loss: true`');
    expect([await team.isServed(), missionsOf(team)]).toEqual([false, []]);
    await team.write(`redis: {url: "${redis.url}", accept_loss: true}\n${hosts}${members}`);
    const accepted = await team.coders('apply');
    expect(accepted).toMatchObject({ exit: 0, stderr: expect.stringContaining('It is used all the same, as accept_loss says.') });
  });
});

test('a team that needs its Redis no more has its missions alone from then on', async () => {
  const redis = await redisServer();
  const team = await onHost('alpha', redis.url, members.replace('{host: beta}', '{}'));
  await team.succeed('apply');
  await redis.kill();
  await team.write(members.replace('{host: beta}', '{}'));
  await team.succeed('apply');
  expect(await team.coders('plan', '--exit-code')).toMatchObject({ exit: 0, stderr: '' });
});
