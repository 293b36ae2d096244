import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { askSupervisor } from '../../../src/host/poke.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { spent } from '../spent.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { seats, writeDemoTeam } from '../team.ts';

/** After the start, until nothing follows from it any more: its looks come ever later, the last one after 15 s. */
const settlingMs = 30_000;
const watchedMs = 60_000;
const mostPercent = 0.1;

/** What the supervisor costs while nothing happens, and while many agents write all the time. */
export const idleSection: Section = {
  name: 'idle',
  async measure(context) {
    const rows: Row[] = [];
    rows.push(await measure({ name: '10 idle members', members: 10, isChatty: false }, context));
    rows.push(await measure({ name: '100 idle members', members: 100, isChatty: false }, context));
    rows.push(await measure({ name: '50 members that write', members: 50, isChatty: true }, context));
    return [finding(rows)];
  },
};

interface Row {
  readonly name: string;
  /** Of one core. */
  readonly percent: number;
  readonly wakeups: number;
  /** Whether it started any process that has ended since. */
  readonly startsAny: boolean;
  readonly megabytes: number;
}

function finding(rows: readonly Row[]): Finding {
  const hundred = rows[1]!;
  return {
    title: `The supervisor over ${watchedMs / 1000} s in which nothing happens`,
    table: { kind: 'counts', columns: ['', '% of a core', 'wakeups a minute', 'processes started', 'MB'], rows: rows.map(({ name, percent, wakeups, startsAny, megabytes }) => [name, percent.toFixed(3), wakeups, startsAny ? 'yes' : 'none', megabytes]) },
    aims: [
      { aim: `at 100 idle members under ${mostPercent} % of a core`, found: `${hundred.percent.toFixed(3)} %`, met: hundred.percent < mostPercent },
      { aim: 'at 100 idle members no process is started', found: hundred.startsAny ? 'some' : 'none', met: !hundred.startsAny },
    ],
    remarks: ['CPU time of the process and of all it started; wakeups are voluntary context switches of all its threads. Memory is what it alone has in store (RSS). Members that write print a line every 0.2 s.'],
  };
}

async function measure({ name, members, isChatty }: { readonly name: string; readonly members: number; readonly isChatty: boolean }, context: BenchContext): Promise<Row> {
  const bare = context.place();
  const place: Surroundings = { ...bare, env: { ...bare.env, CODERS_SUPERVISOR: 'on' } };
  run([...context.coders, 'apply', '--timeout', '5m', writeDemoTeam(members, place)], place);
  try {
    const { pid } = (await askSupervisor(place.env['CODERS_STATE_DIR']!, 'status')) as { pid: number };
    if (isChatty) seats(members).forEach((_seat, index) => chatter(index, place));
    await wait(settlingMs);
    const before = spent(pid);
    await wait(watchedMs);
    const after = spent(pid);
    return {
      name,
      percent: ((after.cpuMs - before.cpuMs) / watchedMs) * 100,
      wakeups: Math.round(((after.switches - before.switches) / watchedMs) * 60_000),
      startsAny: after.childFaults > before.childFaults,
      megabytes: Math.round(after.rssBytes / 1e6),
    };
  } finally {
    run([...context.coders, 'supervisor', 'stop'], place);
    endServer(place);
    remove(place);
  }
}

/** A window beside the agents' that writes to its terminal all the time. */
function chatter(index: number, { socket, env }: Surroundings): void {
  spawnSync('tmux', ['-S', socket, 'new-window', '-d', '-t', 'bench:', '-n', `chatter-${index}`, 'while sleep 0.2; do date; done'], { env });
}
