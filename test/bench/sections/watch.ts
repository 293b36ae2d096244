import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sessionFile } from '../../../src/demo/session-file.ts';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { median, share } from '../race.ts';
import { run } from '../run.ts';
import type { Aim, BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { teamName, writeDemoTeam } from '../team.ts';

const members = 10;
const changes = 50;
const mostMs = 50;

/** How long it takes until `coders watch` has sent a change to its terminal, a real one that tmux draws. */
export const watchSection: Section = {
  name: 'watch',
  measure: async (context) => [await measure(context)],
};

/** Something that changes; gives the text that the terminal must then be sent. */
type Change = (round: number) => string;

async function measure(context: BenchContext): Promise<Finding> {
  const place = context.place();
  run([...context.coders, 'apply', '--once', '--timeout', '5m', writeDemoTeam(members, place)], place);
  const store = openStore(place.env['CODERS_STATE_DIR']!);
  const terminal = openTerminal([...context.coders, 'watch'], place);
  try {
    await shown('idle', { from: 0, terminal });
    const event = await samples(eventOf(store), terminal);
    const file = await samples(limitOf(store, place), terminal);
    return finding([['an event that another process records', event], ['a line that an agent writes into its record', file]]);
  } finally {
    store.close();
    endServer({ ...place, socket: terminal.socket });
    endServer(place);
    remove(place);
  }
}

function finding(kinds: readonly (readonly [name: string, samples: readonly number[]])[]): Finding {
  return {
    title: `coders watch over ${members} members: change on disk → bytes on the terminal`,
    table: { kind: 'counts', columns: ['', 'changes', 'median ms', 'p99 ms'], rows: kinds.map(([name, times]) => [name, times.length, median(times).toFixed(1), share(times, 0.99).toFixed(1)]) },
    aims: kinds.map(([name, times]): Aim => {
      const p99 = share(times, 0.99);
      return { aim: `watch shows ${name} within ${mostMs} ms, at p99`, found: `${p99.toFixed(1)} ms`, met: p99 <= mostMs };
    }),
    remarks: ['Between the two stand the way of the bytes through tmux to a file, and up to 1 ms of looking for them there.'],
  };
}

interface BenchTerminal {
  readonly socket: string;
  /** All that the program has sent to it. */
  readonly output: string;
}

function openTerminal(argv: readonly string[], place: Surroundings): BenchTerminal {
  const terminal = { socket: join(place.directory, 'terminal'), output: join(place.directory, 'sent') };
  const words = ['tmux', '-S', terminal.socket, '-f', '/dev/null', 'new-session', '-d', '-x', '200', '-y', '50', '--', 'env', ...argv, ';', 'pipe-pane', `cat > '${terminal.output}'`];
  run(words, place);
  return terminal;
}

async function samples(change: Change, terminal: BenchTerminal): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= changes; round += 1) {
    await wait(300 + 7 * (round % 40)); // so that none comes with what followed from the one before
    const from = sent(terminal).length;
    const text = change(round);
    const begun = performance.now();
    await shown(text, { from, terminal });
    if (round > 0) times.push(performance.now() - begun);
  }
  return times;
}

function eventOf(store: Store): Change {
  return (round) => {
    store.append(teamName, Date.now(), [{ type: 'held', address: 'member/orchestrator', because: `round ${round} of the bench` }]);
    return `round ${round} of the bench`;
  };
}

/** A usage limit of the demo agent, which ends each time a second later than before. */
function limitOf(store: Store, { env }: Surroundings): Change {
  const { conversation } = store.launches(teamName)[0]!;
  const record = sessionFile(conversation!, env);
  return (round) => {
    const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000 + round * 1000).toISOString();
    appendFileSync(record, `${JSON.stringify({ at: new Date().toISOString(), type: 'limit', text: 'limit', until })}\n`);
    return until;
  };
}

async function shown(text: string, { from, terminal }: { readonly from: number; readonly terminal: BenchTerminal }): Promise<void> {
  for (const deadline = performance.now() + 30_000; !sent(terminal).slice(from).includes(text); await wait(1)) {
    if (performance.now() > deadline) throw new Error(`the terminal was never sent "${text}"`);
  }
}

function sent({ output }: BenchTerminal): string {
  return existsSync(output) ? readFileSync(output, 'utf8') : '';
}
