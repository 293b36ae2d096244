import { race } from '../race.ts';
import { run } from '../run.ts';
import { nodeStart, type BenchContext, type Finding, type Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove } from '../surroundings.ts';
import { writeTeam } from '../team.ts';

/** What it costs to find that nothing is to be done. */
export const settledSection: Section = {
  name: 'settled',
  measure: (context) => [1, 10, 50, 200].map((members) => measure(members, context)),
};

function measure(members: number, context: BenchContext): Finding {
  const place = context.place();
  const team = writeTeam(members, place);
  const command = (name: string, argv: readonly string[]) => ({ name, prepare: () => ({ run: () => void run(argv, place) }) });
  try {
    run([...context.coders, 'apply', team], place);
    const results = race([
      command(nodeStart, [process.execPath, '-e', '0']),
      command('tmux list-panes', ['tmux', '-S', place.socket, 'list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{@coders}']),
      command('coders plan', [...context.coders, 'plan', '--exit-code', team]),
      command('coders apply, the second', [...context.coders, 'apply', team]),
    ], context.runs);
    return { title: `Nothing to do: ${members} member${members === 1 ? '' : 's'}`, table: { kind: 'times', results, against: [nodeStart] } };
  } finally {
    endServer(place);
    remove(place);
  }
}
