import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionFile } from '../../../src/demo/session-file.ts';
import { deliver } from '../../../src/delivery/deliver.ts';
import { createHost } from '../../../src/host/host.ts';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { median, share } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';

const seat = 'shop/cart';
const messages = 200;
const processes = 30;

/** How long a message takes from its sending to the proof that it arrived. */
export const deliverySection: Section = {
  name: 'delivery',
  measure: async (context) => [await measure(context)],
};

/** Sends a text, and returns when the agent has written it down. */
type Way = (text: string) => Promise<void> | void;

interface Sender {
  readonly name: string;
  /** How many messages it sends. */
  readonly count: number;
  readonly send: Way;
}

async function measure(context: BenchContext): Promise<Finding> {
  const place = context.place();
  const team = writeDemoTeam(place);
  run([...context.coders, 'apply', team], place);
  const store = openStore(place.env['CODERS_STATE_DIR']!);
  const applied = store.team('bench')!;
  const host = createHost({ tmux: applied.tmux, environment: place.env, store, packageDirectory: '' });
  try {
    const core: Way = async (text) => {
      const message = store.messages.enqueue({ id: text, team: 'bench', to: `member/${seat}`, text, when: 'idle', at: Date.now() });
      const { state } = await deliver({ team: applied, message, timeoutMs: 10_000, watcher: { received: () => undefined, waiting: () => undefined } }, host);
      if (state !== 'acknowledged') throw new Error(`${text} is ${state}`);
    };
    const command: Way = (text) => void run([...context.coders, 'send', seat, text, '--team', 'bench'], place);
    const rows = await inTurns([
      { name: 'tmux send-keys, looked for in the record', count: messages, send: sendKeys(place, store) },
      { name: 'the delivery core, proven', count: messages, send: core },
      { name: 'coders send, a process each, proven', count: processes, send: command },
    ]);
    return {
      title: 'Delivery to an idle demo agent, send → acknowledged',
      table: { kind: 'counts', columns: ['', 'messages', 'median ms', 'p99 ms'], rows },
      remarks: ['tmux send-keys is the limit: nothing is looked at before, nothing kept, and 20 ms of waiting between the text and its key are left out.'],
    };
  } finally {
    store.close();
    endServer(place);
    remove(place);
  }
}

function writeDemoTeam(place: Surroundings): string {
  run(['git', 'init', '--quiet', join(place.directory, 'repository')], place);
  const manifest = join(place.directory, 'team.yaml');
  const lines = ['version: 1', 'team: bench', `tmux: {socket: ${place.socket}}`, 'defaults: {tool: demo, worktree: false}', 'projects: {shop: {repo: repository, engineers: {cart: }}}'];
  writeFileSync(manifest, `${lines.join('\n')}\n`);
  return manifest;
}

/** The least that anybody can do: the keys, and then the record read until it has them. */
function sendKeys({ socket, env }: Surroundings, store: Store): Way {
  const { conversation, pane } = store.launches('bench')[0]!;
  const record = sessionFile(conversation!, env);
  return (text) => {
    execFileSync('tmux', ['-S', socket, 'send-keys', '-t', pane!.id, '-l', text, ';', 'send-keys', '-t', pane!.id, 'Enter'], { env });
    for (const deadline = performance.now() + 10_000; !readFileSync(record, 'utf8').includes(text); ) {
      if (performance.now() > deadline) throw new Error(`${text} did not arrive`);
    }
  };
}

/** Name, number, median and p99 of each sender, who take turns, after one message each that is not counted. */
async function inTurns(senders: readonly Sender[]): Promise<(string | number)[][]> {
  const samples = new Map(senders.map(({ name }) => [name, [] as number[]]));
  for (let turn = 0; turn <= messages; turn += 1) {
    for (const { name, send } of senders.filter(({ count }) => turn <= count)) {
      const text = `Look at the tests, ${randomUUID()}.`;
      const start = performance.now();
      await send(text);
      if (turn > 0) samples.get(name)!.push(performance.now() - start);
    }
  }
  return [...samples].map(([name, times]) => [name, times.length, median(times).toFixed(1), share(times, 0.99).toFixed(1)]);
}
