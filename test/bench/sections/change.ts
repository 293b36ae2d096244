import { readFileSync, writeFileSync } from 'node:fs';
import { median } from '../race.ts';
import { run } from '../run.ts';
import { nodeStart, type BenchContext, type Finding, type Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { writeTeam } from '../team.ts';

const members = 100;

/** One member of a large team is changed, and the team applied: as a whole process, with a supervisor beside it and without. */
export const changeSection: Section = {
  name: 'change',
  measure: (context) => [finding([['nobody keeps it', 'off'], ['a supervisor keeps it', 'on']].map(([name, supervisor]) => [name!, ...measure(supervisor!, context)]))],
};

function finding(rows: readonly (readonly (string | number)[])[]): Finding {
  return {
    title: `coders apply after a change of one member in a team of ${members}`,
    table: { kind: 'counts', columns: ['', 'changed, median ms', 'nothing changed, median ms', nodeStart], rows },
  };
}

function measure(supervisor: string, context: BenchContext): number[] {
  const bare = context.place();
  const place: Surroundings = { ...bare, env: { ...bare.env, CODERS_SUPERVISOR: supervisor } };
  const apply = [...context.coders, 'apply', '--yes', '--now', '--timeout', '5m'];
  const file = writeTeam(members, place);
  const text = readFileSync(file, 'utf8');
  run([...apply, file], place);
  try {
    const [changed, unchanged, bareNode]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round <= context.runs; round += 1) {
      const last = / {6}engineer-99: \{/;
      if (!last.test(text)) throw new Error('the team has no engineer-99');
      writeFileSync(file, text.replace(last, `      engineer-99: {env: {ROUND: "${round}"}, `));
      const times = [[...apply, file], [...apply, file], [process.execPath, '-e', '0']].map((argv) => timed(argv, place));
      if (round > 0) [changed, unchanged, bareNode].forEach((samples, index) => samples.push(times[index]!));
    }
    return [changed, unchanged, bareNode].map((samples) => Math.round(median(samples)));
  } finally {
    if (supervisor === 'on') run([...context.coders, 'supervisor', 'stop'], place);
    endServer(place);
    remove(place);
  }
}

function timed(argv: readonly string[], place: Surroundings): number {
  const start = performance.now();
  run(argv, place);
  return performance.now() - start;
}
