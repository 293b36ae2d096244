import { join } from 'node:path';
import { Queue, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { openRedis } from '../../../src/host/redis/connection.ts';
import type { LedgerWrite } from '../../../src/host/redis/mission-ledger.ts';
import { redisLedger } from '../../../src/host/redis/redis-ledger.ts';
import { openStore } from '../../../src/host/store/store.ts';
import type { Deed } from '../../../src/missions/transition.ts';
import { syncMissions } from '../../../src/reconcile/share-missions.ts';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { addressOf, recordOf } from '../../contract/mission-store/records.ts';
import { startRedis, type RedisServer } from '../../rig/redis-server.ts';
import { medianOf, raceAwaited, type AwaitedContestant } from '../race.ts';
import type { Aim, BenchContext, Finding } from '../section.ts';
import { after, brief, claim, complete, team } from './mission-deeds.ts';

const each = 300;
const phases = ['enqueue', 'claim', 'complete'] as const;

/** A way of keeping missions on a Redis, opened anew. Each is kept there when its promise resolves, or when all are settled. */
interface Kept {
  enqueue(number: number): Promise<void>;
  claim(number: number): Promise<void>;
  complete(number: number): Promise<void>;
  settle?(): Promise<void>;
  close(): Promise<void>;
}

interface Way {
  readonly name: string;
  open(server: RedisServer, directory: string): Promise<Kept>;
}

const ways: readonly Way[] = [
  { name: 'ledger', open: throughLedger },
  { name: 'whole way', open: wholeWay },
  { name: 'whole way, together', open: wholeWayTogether },
  { name: 'BullMQ', open: throughBullMQ },
];

/** What hosts agree on about missions, against BullMQ on the same server, for each way that Redis brings to disk what it is told. */
export async function redisRates(context: BenchContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const appendfsync of ['always', 'everysec'] as const) {
    const server = await startRedis({ directory: context.place().directory, appendfsync });
    try {
      findings.push(await rates(context, server, appendfsync));
    } finally {
      await server.kill();
    }
  }
  return findings;
}

async function rates(context: BenchContext, server: RedisServer, appendfsync: string): Promise<Finding> {
  const contestants = phases.flatMap((phase) => ways.map((way) => contestant(phase, way, { context, server })));
  const results = await raceAwaited(contestants, context.runs);
  const millisecondsOf = (phase: string, way: string) => medianOf(results, `${phase}: ${way}`);
  const rate = (milliseconds: number, count = each) => count / (milliseconds / 1000);
  const both = (way: string) => rate(millisecondsOf('claim', way) + millisecondsOf('complete', way));
  const aim = (way: string): Aim => {
    const ratio = both(way) / both('BullMQ');
    return { aim: `claim and complete, appendfsync ${appendfsync}, ${way}: at least BullMQ's rate`, found: `${ratio.toFixed(2)}×`, met: ratio >= 1 };
  };
  return {
    title: `Missions per second on Redis with appendfsync ${appendfsync}, ${each} one after the other, each kept before the next unless together`,
    table: {
      kind: 'counts',
      columns: ['', ...ways.map(({ name }) => name)],
      rows: [
        ...phases.map((phase) => [phase, ...ways.map(({ name }) => Math.round(rate(millisecondsOf(phase, name))))]),
        ['claim and complete', ...ways.map(({ name }) => Math.round(both(name)))],
      ],
    },
    remarks: [
      'The whole way: written to the store of this host, what others wrote asked for, this agreed on, and noted as such.',
      'Together: each is on the disk of this host before the next, and all are agreed on at the end, as a pass does.',
    ],
    aims: [aim('ledger'), aim('whole way')],
  };
}

/** Does all that comes before a phase untimed, on a Redis that is empty. */
function contestant(phase: (typeof phases)[number], way: Way, { context, server }: { readonly context: BenchContext; readonly server: RedisServer }): AwaitedContestant {
  return {
    name: `${phase}: ${way.name}`,
    async prepare() {
      await empty(server);
      const kept = await way.open(server, join(context.place().directory, 'state'));
      const all = async (one: (typeof phases)[number]) => {
        for (let number = 0; number < each; number += 1) await kept[one](number);
        await kept.settle?.();
      };
      for (const before of phases.slice(0, phases.indexOf(phase))) await all(before);
      return { run: () => all(phase), finish: () => kept.close() };
    },
  };
}

async function empty({ url }: RedisServer): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

function settingsOf({ url }: RedisServer) {
  return { url, acceptLoss: false, lostAfterMs: 60_000 };
}

async function throughLedger(server: RedisServer): Promise<Kept> {
  const connection = await openRedis(settingsOf(server), () => undefined);
  const ledger = redisLedger(connection);
  const known: { version: number; record: MissionRecord }[] = [];
  const write = async (number: number, base: number, record: MissionRecord) => {
    const writes: LedgerWrite[] = [{ address: addressOf(number), base, record }];
    const [answer] = await ledger.write(team, writes);
    if (answer?.accepted !== true) throw new Error(`The write of ${addressOf(number)} is refused.`);
    known[number] = { version: answer.version, record };
  };
  const change = (number: number, deed: Deed) => write(number, known[number]!.version, after(known[number]!.record, deed));
  return {
    enqueue: (number) => write(number, 0, recordOf(number, undefined, brief)),
    claim: (number) => change(number, claim),
    complete: (number) => change(number, complete),
    close: () => connection.close(),
  };
}

async function wholeWay(server: RedisServer, directory: string): Promise<Kept> {
  const { settle, ...together } = await wholeWayTogether(server, directory);
  const alone = (work: (number: number) => Promise<void>) => async (number: number) => {
    await work(number);
    await settle();
  };
  return { enqueue: alone(together.enqueue), claim: alone(together.claim), complete: alone(together.complete), close: together.close };
}

async function wholeWayTogether(server: RedisServer, directory: string): Promise<Required<Kept>> {
  const store = openStore(directory);
  const connection = await openRedis(settingsOf(server), () => undefined);
  const shared = { store, ledger: redisLedger(connection), clock: { now: Date.now } };
  store.replica.share(team);
  const change = async (number: number, deed: Deed) => void store.missions.change(team, addressOf(number), (record) => after(record, deed));
  return {
    enqueue: async (number) => store.missions.put(team, recordOf(number, undefined, brief)),
    claim: (number) => change(number, claim),
    complete: (number) => change(number, complete),
    async settle() {
      const { overruled } = await syncMissions(team, shared);
      if (overruled.length > 0) throw new Error('Nobody else writes, and yet another was first.');
    },
    async close() {
      await connection.close();
      store.close();
    },
  };
}

async function throughBullMQ({ port }: RedisServer): Promise<Kept> {
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const queue = new Queue(team, { connection });
  const worker = new Worker(team, null, { connection, autorun: false });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const token = 'member';
  const claimed: Job[] = [];
  return {
    enqueue: async (number) => void await queue.add('mission', recordOf(number, undefined, brief), { jobId: `mission-${number}` }),
    async claim() {
      const job = await worker.getNextJob(token, { block: false });
      if (job === undefined) throw new Error('BullMQ has nothing to claim.');
      claimed.push(job);
    },
    complete: async (number) => void await claimed[number]!.moveToCompleted('done', token, false),
    async close() {
      await worker.close();
      await queue.close();
    },
  };
}
