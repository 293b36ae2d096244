import { medianOf, race } from '../race.ts';
import { run } from '../run.ts';
import { atMost, nodeStart, type BenchContext, type Finding, type Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove } from '../surroundings.ts';
import { teamName, writeTeam } from '../team.ts';

const status = 'coders status';

/** The verbs that a person or a status line calls often. */
export const startingSection: Section = {
  name: 'status',
  measure: (context) => [10, 50].map((members) => measure(members, context)),
};

function measure(members: number, context: BenchContext): Finding {
  const place = context.place();
  const command = (name: string, argv: readonly string[]) => ({ name, prepare: () => ({ run: () => void run(argv, place) }) });
  try {
    run([...context.coders, 'apply', writeTeam(members, place)], place);
    const results = race([
      command(nodeStart, [process.execPath, '-e', '0']),
      command('tmux ls', ['tmux', '-S', place.socket, 'ls']),
      command('coders --version', [...context.coders, '--version']),
      command(status, [...context.coders, 'status', teamName]),
    ], context.runs);
    return {
      title: `Status of a team of ${members}`,
      table: { kind: 'times', results, against: [nodeStart, 'tmux ls'] },
      aims: [atMost('status takes at most 2 × node -e 0', medianOf(results, status) / medianOf(results, nodeStart), 2)],
    };
  } finally {
    endServer(place);
    remove(place);
  }
}
