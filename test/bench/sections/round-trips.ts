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
      table: { kind: 'counts', columns: ['members', 'tmux processes'], rows: rows.map(Object.values) },
      aims: [{
        aim: 'one tmux round trip observes any number of members',
        found: `${Math.max(...rows.map(({ processes }) => processes))} at most`,
        met: rows.every(({ processes }) => processes === 1),
      }],
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
    return { members, processes: readFileSync(log, 'utf8').trimEnd().split('\n').length };
  } finally {
    endServer(place);
    remove(place);
  }
}

/** Puts a tmux on PATH that passes everything through and notes each start. */
function watchTmux({ directory, env }: Surroundings): string {
  const log = join(directory, 'tmux.log');
  const program = join(directory, 'watched', 'tmux');
  mkdirSync(join(directory, 'watched'));
  writeFileSync(program, `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const argv = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, argv.join(' ') + '\\n');
const tmux = require('node:child_process').spawn(${JSON.stringify(findProgram('tmux', env['PATH']))}, argv, { stdio: 'inherit' });
tmux.on('exit', (code) => process.exit(code ?? 1));
`);
  chmodSync(program, 0o755);
  return log;
}
