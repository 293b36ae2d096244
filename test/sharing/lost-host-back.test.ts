import { expect, test } from 'vitest';
import { openRedis } from '../../src/host/redis/connection.ts';
import { ledgerKeys } from '../../src/host/redis/ledger-scripts.ts';
import { redisLedger } from '../../src/host/redis/redis-ledger.ts';
import type { Host } from '../../src/host/host.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import type { Sharing } from '../../src/state/sharing.ts';
import { lookAtMissions } from '../../src/supervisor/mission-look.ts';
import { moveMissions } from '../../src/supervisor/missions.ts';
import { TeamShare } from '../../src/supervisor/team-share.ts';
import { record, seat } from '../missions/records.ts';
import { openedStore } from '../rig/opened-store.ts';
import { redisServer } from '../rig/redis.ts';
import { plainClient } from '../rig/redis-team.ts';
import { VirtualClock } from '../rig/virtual-clock.ts';
import { waitUntil } from '../rig/wait-until.ts';

const beatMs = 10_000;
const search = { address: 'member/shop/search', host: 'beta', seat: 'engineer', role: 'coder', tool: 'demo', model: 'sonnet' } as const;

test('a host that is heard of again in the midst of a look keeps what it was given meanwhile', async () => {
  const server = await redisServer();
  const settings = { url: server.url, acceptLoss: false, lostAfterMs: 60_000 };
  const [clock, store, redis] = [new VirtualClock(), await openedStore(), plainClient(server)];
  const connection = await openRedis(settings, () => undefined);
  const beta = redisLedger(connection);
  const sharing: Sharing = { redis: settings, host: 'alpha', missionsFrom: 'alpha', elsewhere: [search] };
  const share = new TeamShare({ team: 'shop', sharing, store, clock, wake: () => undefined, log: (line) => { throw new Error(line); }, send: () => undefined });
  try {
    const beaten = () => waitUntil(() => clock.pending(beatMs) === 1, { what: 'alpha to say that it is there' });
    await beaten();
    await beta.beat('shop', 'beta');
    await redis.zincrby(ledgerKeys('shop').hosts, -70_000, 'beta');
    for (let beat = 0; share.lostHosts.size === 0 && beat < 10; beat += 1) {
      clock.advance(beatMs);
      await beaten();
    }
    expect([...share.lostHosts.keys()]).toEqual(['beta']);
    store.missions.put('shop', record('page', { mission: { to: 'search', origin: 'added' }, state: { state: 'ready', since: clock.now() } }));

    const [sync, lease] = [share.sync.bind(share), { by: search.address, epoch: 1, conversation: 'c-1', givenAt: clock.now(), host: 'beta' }];
    let looks = 0;
    share.sync = async () => {
      if ((looks += 1) === 2) { // before what alpha would give out is agreed on
        await beta.beat('shop', 'beta');
        const [{ address, version, record: page }] = (await beta.since('shop', 0)).entries as [{ address: string; version: number; record: ReturnType<typeof record> }];
        await beta.write('shop', [{ address, base: version, record: { ...page, state: { state: 'working', since: clock.now(), lease, deadline: clock.now() + 3_600_000 } } }]);
      }
      return sync();
    };
    const host = { store, clock } as unknown as Host; // nothing of git is asked where nobody is given anything
    const kept = { name: 'shop', desired: { members: [], missions: [], sharing } } as unknown as KeptTeam;
    const look = await lookAtMissions({ kept, seats: [seat('cart', { state: 'busy' })], share }, host);
    await store.together(() => void moveMissions(look, host));
    expect(share.lostHosts.size).toBe(0);
    expect(store.missions.find('shop', 'mission/shop/page')).toMatchObject({ state: { state: 'working', lease }, tries: [] });
  } finally {
    await share.close();
    await connection.close();
  }
});
