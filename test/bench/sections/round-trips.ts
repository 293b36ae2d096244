import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../../src/host/find-program.ts';
import { run } from '../run.ts';
import type { BenchContext, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { writeTeam } from '../team.ts';

/** Counted, not timed: what goes to tmux to observe a team. */
export const roundTripsSection: Section = {
  name: 'round-trips',
  measure(context) {
    const rows = [1, 10, 50, 200].map((members) => count(members, context));
    return [{
      title: 'What coders plan asks tmux',
      table: { kind: 'counts', columns: ['members', 'tmux processes', 'control-mode lines', 'round trips'], rows: rows.map(Object.values) },
      aims: [{
        aim: 'one tmux round trip observes any number of members',
        found: `${Math.max(...rows.map(({ roundTrips }) => roundTrips))} at most`,
        met: rows.every(({ roundTrips }) => roundTrips === 1),
      }],
      remarks: ['A line that only prints a marker, to tell where an answer ends, goes out together with the line it follows: it is counted as a line, not as a round trip.'],
    }];
  },
};

function count(members: number, context: BenchContext) {
  const place = context.place();
  const team = writeTeam(members, place);
  try {
    run([...context.coders, 'apply', team], place);
    const log = watchTmux(place);
    run([...context.coders, 'plan', '--exit-code', team], { ...place, env: { ...place.env, PATH: `${join(place.directory, 'watched')}:${place.env['PATH']}` } });
    const entries = readFileSync(log, 'utf8').trimEnd().split('\n');
    const lines = entries.filter((entry) => !entry.startsWith(started));
    return {
      members,
      processes: entries.length - lines.length,
      lines: lines.length,
      roundTrips: lines.filter((line) => !line.startsWith('display-message -p coders:')).length,
    };
  } finally {
    endServer(place);
    remove(place);
  }
}

const started = 'started: ';

/** Puts a tmux on PATH that passes everything through and notes what is started and what is written to it. */
function watchTmux({ directory, env }: Surroundings): string {
  const log = join(directory, 'tmux.log');
  const program = join(directory, 'watched', 'tmux');
  mkdirSync(join(directory, 'watched'));
  writeFileSync(program, `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const argv = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, ${JSON.stringify(started)} + argv.join(' ') + '\\n');
const tmux = require('node:child_process').spawn(${JSON.stringify(findProgram('tmux', env['PATH']))}, argv, { stdio: ['pipe', 'inherit', 'inherit'] });
process.stdin.on('data', (text) => { appendFileSync(${JSON.stringify(log)}, text); tmux.stdin.write(text); });
process.stdin.on('end', () => tmux.stdin.end());
tmux.on('exit', (code) => process.exit(code ?? 1));
`);
  chmodSync(program, 0o755);
  return log;
}
