import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { askSupervisor } from '../../../src/host/poke.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { spent } from '../spent.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { writeDemoTeam } from '../team.ts';

/** After the start, until nothing follows from it any more: its looks come ever later, the last one after 15 s. */
const settlingMs = 30_000;
const watchedMs = 60_000;
const many = 1000;
const mostPercentMore = 0.1;

/** What check-ins cost that are not due. */
export const checkinsSection: Section = {
  name: 'checkins',
  async measure(context) {
    const none = await measure(0, context);
    const all = await measure(many, context);
    return [finding(none, all)];
  },
};

interface Row {
  readonly checkins: number;
  /** Of one core. */
  readonly percent: number;
  readonly wakeups: number;
  /** How long an apply takes that changes nothing. */
  readonly applyMs: number;
}

function finding(none: Row, all: Row): Finding {
  const more = all.percent - none.percent;
  return {
    title: `The supervisor over ${watchedMs / 1000} s in which no check-in is due, at 2 idle members`,
    table: { kind: 'counts', columns: ['check-ins', '% of a core', 'wakeups a minute', 'ms an apply that changes nothing'], rows: [none, all].map(({ checkins, percent, wakeups, applyMs }) => [checkins, percent.toFixed(3), wakeups, applyMs]) },
    aims: [
      { aim: `${many} check-ins add less than ${mostPercentMore} % of a core`, found: `${more.toFixed(3)} %`, met: more < mostPercentMore },
      { aim: `${many} check-ins add no timers: at most 5 wakeups a minute more`, found: `${all.wakeups - none.wakeups}`, met: all.wakeups - none.wakeups <= 5 },
    ],
    remarks: ['CPU time of the process and of all it started; wakeups are voluntary context switches of all its threads. The check-ins have cron expressions at all minutes of a day half a year away.'],
  };
}

async function measure(checkins: number, context: BenchContext): Promise<Row> {
  const bare = context.place();
  const place: Surroundings = { ...bare, env: { ...bare.env, CODERS_SUPERVISOR: 'on' } };
  const file = writeDemoTeam(2, place);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^orchestrator: \{(.*)\}$/m, (_line, directory: string) => `orchestrator:\n  ${directory}\n${lines(checkins)}`));
  run([...context.coders, 'apply', '--timeout', '5m', file], place);
  try {
    const { pid } = (await askSupervisor(place.env['CODERS_STATE_DIR']!, 'status')) as { pid: number };
    const begunAt = performance.now();
    run([...context.coders, 'apply', file], place);
    const applyMs = Math.round(performance.now() - begunAt);
    await wait(settlingMs);
    const before = spent(pid);
    await wait(watchedMs);
    const after = spent(pid);
    return { checkins, percent: ((after.cpuMs - before.cpuMs) / watchedMs) * 100, wakeups: Math.round(((after.switches - before.switches) / watchedMs) * 60_000), applyMs };
  } finally {
    run([...context.coders, 'supervisor', 'stop'], place);
    endServer(place);
    remove(place);
  }
}

/** On one day, in half a year: none comes while it is measured. */
function lines(count: number): string {
  const month = ((new Date().getUTCMonth() + 6) % 12) + 1;
  return count === 0 ? '' : `  checkins:\n${Array.from({ length: count }, (_, index) => `    - {name: c${index}, cron: "${index % 60} ${Math.floor(index / 60) % 24} 15 ${month} *", timezone: Europe/Berlin, note: Look.}\n`).join('')}`;
}
