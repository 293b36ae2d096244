import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../src/host/store/store.ts';
import { openedStore } from '../../rig/opened-store.ts';
import { redisServer } from '../../rig/redis.ts';
import { teamOnTwoHosts, toldTo } from '../../rig/redis-team.ts';
import type { Ran, TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let alpha: TestTeam;
let beta: TestTeam;
const stores: Store[] = [];

beforeAll(async () => {
  ({ alpha, beta } = await teamOnTwoHosts(await redisServer()));
  await Promise.all([alpha.saysItIs('web/a', 'idle'), beta.saysItIs('web/b', 'idle')]);
  stores.push(await openedStore(alpha.stateDirectory), await openedStore(beta.stateDirectory));
});

function as(team: TestTeam, seat: string, ...argv: readonly string[]): Promise<Ran> {
  return team.run(argv, { CODERS_TEAM: 'shop', CODERS_ADDRESS: `member/${seat}`, CODERS_EPOCH: '1' });
}

test('a message goes to a member on another host, and its answer comes back: one thread, with the long text in a file there', async () => {
  const long = `What is left:\n${'- a thing\n'.repeat(200)}`;
  const sent = await as(alpha, 'web/a', 'message', 'send', 'b', long, '--type', 'handoff', '--wait', '--timeout', '60s', '--json');
  expect(sent, sent.stderr).toMatchObject({ exit: 0 });
  const { id } = (JSON.parse(sent.stdout) as { message: { id: string } }).message;
  const [told = ''] = await toldTo(beta, 'web/b');
  expect(told).toMatch(new RegExp(`^Message ${id} from web/a \\(handoff\\), \\d+ bytes: What is left: Read all of it: coders message read ${id} \\(or the file ${beta.stateDirectory}/spools/shop/web~b/inbox/${id}.md\\)`));
  expect((await as(beta, 'web/b', 'message', 'read', id)).stdout).toContain('- a thing');
  const answered = await as(beta, 'web/b', 'message', 'reply', id, 'I go on with it.', '--wait', '--timeout', '60s');
  expect(answered, answered.stderr).toMatchObject({ exit: 0 });
  expect((await toldTo(alpha, 'web/a')).filter((text) => text.includes('I go on with it.'))).toEqual([expect.stringMatching(new RegExp(`^Message \\w{6} from web/b \\(answer, in answer to ${id}\\): I go on with it\\.$`))]);
});

test('sent again by the same name, and asked about often, it is told there once', async () => {
  for (let time = 0; time < 3; time += 1) expect((await as(alpha, 'web/a', 'message', 'send', 'web/b', 'Only once.', '--op-id', 'once')).exit).toBe(0);
  await waitUntil(async () => (await toldTo(beta, 'web/b')).some((text) => text.includes('Only once.')), { what: 'b to hear it' });
  await beta.saysItIs('web/b', 'idle');
  await waitUntil(() => stores[1]!.mails.unread('shop', 'member/web/b') === 0, { what: 'it to count as told' });
  expect((await toldTo(beta, 'web/b')).filter((text) => text.includes('Only once.'))).toHaveLength(1);
});

test('where nobody listens on that host, nothing is sent, and that is said', async () => {
  await beta.succeed('supervisor', 'stop');
  const { exit, stdout, stderr } = await as(alpha, 'web/a', 'message', 'send', 'b', 'Anybody?', '--op-id', 'anybody');
  expect([exit, stdout]).toEqual([1, '']);
  expect(stderr).toContain('member/web/b runs on host beta, and no supervisor of that host listens to Redis');
  await beta.coders('supervisor', 'start');
  await waitUntil(async () => (await as(alpha, 'web/a', 'message', 'send', 'b', 'Anybody?', '--op-id', 'anybody')).exit === 0, { what: 'beta to listen again', timeout: 30_000 });
  await waitUntil(async () => (await toldTo(beta, 'web/b')).some((text) => text.includes('Anybody?')), { what: 'b to hear it' });
});
