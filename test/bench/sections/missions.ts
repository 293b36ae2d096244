import { join } from 'node:path';
import { openDatabase, type Database } from '../../../src/host/store/database.ts';
import { openStore, pragmas, type Store } from '../../../src/host/store/store.ts';
import { afterDeed, isRefused, type Deed } from '../../../src/missions/transition.ts';
import type { MissionStateName } from '../../../src/state/mission.ts';
import { addressOf, done, recordOf } from '../../contract/mission-store/records.ts';
import { medianOf, race, type Contestant } from '../race.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { after, brief, claim, complete, team } from './mission-deeds.ts';
import { redisRates } from './missions-redis.ts';

const each = 500;
const many = 10_000;
const open = 100;

/** The stores of missions: what one costs against SQLite alone and against BullMQ, and what a look at ten thousand costs. */
export const missionsSection: Section = {
  name: 'missions',
  measure: async (context) => [rates(context), await looks(context), ...(await redisRates(context))],
};

/** A way of keeping missions, opened anew. Each write is on disk when it returns. */
interface Kept {
  enqueue(number: number): void;
  claim(number: number): void;
  complete(number: number): void;
  close(): void;
}

const phases = ['enqueue', 'claim', 'complete'] as const;

function rates(context: BenchContext): Finding {
  const ways = [['coders', throughStore], ['raw SQLite', raw]] as const;
  const contestants = phases.flatMap((phase) => ways.map(([name, keep]) => contestant(`${phase}: ${name}`, phase, () => keep(context.place().directory))));
  const results = race(contestants, context.runs);
  const perSecond = (name: string) => each / (medianOf(results, name) / 1000);
  const rows = phases.map((phase) => {
    const [ours, limit] = [perSecond(`${phase}: coders`), perSecond(`${phase}: raw SQLite`)];
    return { phase, ours, limit, part: ours / limit };
  });
  const least = Math.min(...rows.map(({ part }) => part));
  return {
    title: `Missions per second on the embedded store, ${each} one after the other, each on disk before the next`,
    table: { kind: 'counts', columns: ['', 'coders', 'raw SQLite', 'part of it'], rows: rows.map(({ phase, ours, limit, part }) => [phase, Math.round(ours), Math.round(limit), part.toFixed(2)]) },
    remarks: [`A row has ${JSON.stringify(recordOf(0, undefined, brief)).length} bytes. Raw SQLite has the same tables, settings and statements, and decides nothing.`],
    aims: [{ aim: 'at least half the rate of raw SQLite', found: `${least.toFixed(2)}×`, met: least >= 0.5 }],
  };
}

/** Does all that comes before a phase untimed. */
function contestant(name: string, phase: (typeof phases)[number], keep: () => Kept): Contestant {
  return {
    name,
    prepare() {
      const kept = keep();
      const all = (one: (typeof phases)[number]) => { for (let number = 0; number < each; number += 1) kept[one](number); };
      phases.slice(0, phases.indexOf(phase)).forEach(all);
      return { run: () => all(phase), finish: () => kept.close() };
    },
  };
}

function throughStore(directory: string): Kept {
  const store = openStore(join(directory, 'state'));
  const change = (number: number, deed: Deed) => {
    const outcome = store.missions.change(team, addressOf(number), (record) => afterDeed(record, deed, Date.now()));
    if (isRefused(outcome)) throw new Error(outcome.refused);
  };
  return {
    enqueue: (number) => store.missions.put(team, recordOf(number, undefined, brief)),
    claim: (number) => change(number, claim),
    complete: (number) => change(number, complete),
    close: () => store.close(),
  };
}

/** The rows that the store would write, known beforehand. */
function raw(directory: string): Kept {
  openStore(join(directory, 'state')).close();
  const database = openDatabase(join(directory, 'state', 'state.db'));
  database.exec(pragmas);
  const ready = recordOf(0, undefined, brief);
  const assigned = after(ready, claim);
  const bodies = [ready, assigned, after(assigned, complete)].map((record) => JSON.stringify(record));
  const insert = database.prepare('INSERT INTO mission (team, address, state, body, version) VALUES (?, ?, ?, ?, 1)');
  const change = changing(database);
  return {
    enqueue: (number) => void insert.run(team, addressOf(number), 'ready', bodies[0]!),
    claim: (number) => change(number, 'assigned', bodies[1]!),
    complete: (number) => change(number, 'done', bodies[2]!),
    close: () => database.close(),
  };
}

function changing(database: Database) {
  const select = database.prepare('SELECT body FROM mission WHERE team = ? AND address = ?');
  const update = database.prepare('UPDATE mission SET state = ?, body = ?, version = version + 1 WHERE team = ? AND address = ?');
  return (number: number, state: MissionStateName, body: string): void => {
    database.exec('BEGIN IMMEDIATE');
    select.all(team, addressOf(number));
    update.run(state, body, team, addressOf(number));
    database.exec('COMMIT');
  };
}

async function looks(context: BenchContext): Promise<Finding> {
  const [few, all] = [await filled(context, open), await filled(context, many)];
  const lookAt = ({ missions }: Store) => { missions.states(team); missions.open(team); };
  const usual = `states and open, ${open} of them open`;
  const results = race([
    { name: usual, prepare: () => ({ run: () => lookAt(few) }) },
    { name: 'states and open, all of them open, none written since', prepare: () => ({ run: () => lookAt(all) }) },
    { name: `states and open, all of them open, ${open} written since`, prepare: () => {
      for (let number = 0; number < open; number += 1) all.missions.put(team, recordOf(number, undefined, brief));
      return { run: () => lookAt(all) };
    } },
    { name: 'states and open, all of them open, by another process', prepare: () => {
      const another = openStore(all.directory);
      return { run: () => lookAt(another), finish: () => another.close() };
    } },
  ], context.runs);
  for (const store of [few, all]) store.close();
  const found = medianOf(results, usual);
  return {
    title: `A look at ${many} missions on the embedded store`,
    table: { kind: 'times', results, against: [] },
    aims: [{ aim: `the states of ${many} missions and the ${open} open ones under 15 ms`, found: `${found.toFixed(1)} ms`, met: found < 15 }],
  };
}

/** A store with many missions, of which so many are open. */
async function filled(context: BenchContext, opened: number): Promise<Store> {
  const store = openStore(join(context.place().directory, 'state'));
  await store.together(() => {
    for (let number = 0; number < many; number += 1) store.missions.put(team, recordOf(number, number < opened ? undefined : done, brief));
  });
  return store;
}
