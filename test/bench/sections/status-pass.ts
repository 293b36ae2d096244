import { memberStatuses } from '../../../src/health/member-status.ts';
import { createHost } from '../../../src/host/host.ts';
import { openStore } from '../../../src/host/store/store.ts';
import { observeStatus } from '../../../src/reconcile/observe-status.ts';
import { observeConversations } from '../../../src/reconcile/observe-turns.ts';
import { median } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove } from '../surroundings.ts';
import { teamName, writeDemoTeam } from '../team.ts';

/** One look at a team of living agents, as status and every pass of the runner take it: tmux, the agents' files, their screens where that is needed. */
export const statusPassSection: Section = {
  name: 'status-pass',
  async measure(context) {
    const rows: (string | number)[][] = [];
    for (const members of [10, 50, 100]) rows.push(await measure(members, context));
    return [finding(rows)];
  },
};

function finding(rows: readonly (readonly (string | number)[])[]): Finding {
  return {
    title: 'One status pass over idle demo agents, in a process that goes on',
    table: { kind: 'counts', columns: ['members', 'status, median ms', 'with turns, median ms', 'ms a member'], rows },
    remarks: ['`coders status` is a process of its own: the part "status" has what its start adds.'],
  };
}

async function measure(members: number, context: BenchContext): Promise<(string | number)[]> {
  const place = context.place();
  run([...context.coders, 'apply', '--timeout', '5m', writeDemoTeam(members, place)], place);
  const store = openStore(place.env['CODERS_STATE_DIR']!);
  const team = store.team(teamName)!;
  const host = createHost({ tmux: team.tmux, environment: place.env, store, packageDirectory: '' });
  const [looks, whole]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round <= context.runs; round += 1) {
      const start = performance.now();
      const seen = await observeStatus(team, host);
      const looked = performance.now();
      const statuses = memberStatuses({ ...seen, conversations: observeConversations(seen.agents, host) });
      const end = performance.now();
      expectIdle(statuses.map(({ status }) => status), members);
      if (round > 0) looks.push(looked - start);
      if (round > 0) whole.push(end - start);
    }
    return [members, median(looks).toFixed(1), median(whole).toFixed(1), (median(whole) / members).toFixed(2)];
  } finally {
    store.close();
    endServer(place);
    remove(place);
  }
}

function expectIdle(statuses: readonly string[], members: number): void {
  const idle = statuses.filter((status) => status === 'idle').length;
  if (idle !== members) throw new Error(`of ${members} agents ${idle} are idle: ${[...new Set(statuses)].join(', ')}`);
}
