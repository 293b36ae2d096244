import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { median, share } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';

const messages = 60;
const warmUp = 3;
const patienceMs = 60_000;
const pollMs = 5;

/** How long a message takes from the start of `coders message send` to the proof that its reader's agent has it. */
export const messagesSection: Section = {
  name: 'messages',
  measure: async (context) => [await measure(context)],
};

/** Of one message, in milliseconds. */
interface Sample {
  /** Since the start of the command's process, until it ends. */
  readonly command: number;
  /** The same, until its reader's own record has it. */
  readonly acknowledged: number;
  /** From when it was kept. */
  readonly sinceKept: number;
}

async function measure(context: BenchContext): Promise<Finding> {
  const found = context.place();
  const place: Surroundings = { ...found, env: { ...found.env, CODERS_SUPERVISOR: 'on' } };
  run([...context.coders, 'apply', writeTeam(place), '--timeout', '60s'], place);
  const store = openStore(place.env['CODERS_STATE_DIR']!);
  try {
    const samples: Sample[] = [];
    for (let count = 0; count < messages + warmUp; count += 1) {
      const sample = await sendOne(`m${count}`, { context, place, store });
      if (count >= warmUp) samples.push(sample);
    }
    return finding(samples);
  } finally {
    run([...context.coders, 'down', 'bench', '--yes'], place); // its supervisor ends with it
    store.close();
    endServer(place);
    remove(place);
  }
}

interface Bench {
  readonly context: BenchContext;
  readonly place: Surroundings;
  readonly store: Store;
}

/** A person writes: a member would be damped. The next goes when the reader rests again. */
async function sendOne(id: string, { context, place, store }: Bench): Promise<Sample> {
  const start = Date.now();
  run([...context.coders, 'message', 'send', 'shop/cart', `Look at the tests of ${id}.`, '--op-id', id, '--team', 'bench'], place);
  const command = Date.now() - start;
  const at = await acknowledgedAt(id, store);
  for (const deadline = Date.now() + patienceMs; store.mails.unread('bench', 'member/shop/cart') > 0; await wait(pollMs)) {
    if (Date.now() > deadline) throw new Error(`${id} never counted as told`);
  }
  return { command, acknowledged: at - start, sinceKept: at - store.mails.find('bench', id)!.at };
}

/** When, as its receipt says it. */
async function acknowledgedAt(id: string, store: Store): Promise<number> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(pollMs)) {
    const prompt = store.mails.copies('bench', id)[0]?.prompt;
    const last = prompt === undefined ? undefined : store.messages.receipts(`bench/${prompt}`).at(-1);
    if (last?.state === 'acknowledged') return last.at;
    if (last?.state === 'failed') throw new Error(`${id} failed: ${last.reason}`);
  }
  throw new Error(`${id} was not told within ${patienceMs} ms`);
}

function finding(samples: readonly Sample[]): Finding {
  const row = (name: string, times: readonly number[]) => [name, times.length, median(times).toFixed(0), share(times, 0.99).toFixed(0)];
  return {
    title: 'coders message send → acknowledged by an idle demo agent, under a supervisor',
    table: {
      kind: 'counts',
      columns: ['', 'messages', 'median ms', 'p99 ms'],
      rows: [
        row('the command ends', samples.map(({ command }) => command)),
        row('acknowledged, since the command started', samples.map(({ acknowledged }) => acknowledged)),
        row('acknowledged, since the message was kept', samples.map(({ sinceKept }) => sinceKept)),
      ],
    },
    remarks: ['The supervisor is woken by the command, looks at the team as a whole, and types; the next message goes when the reader rests again.'],
  };
}

function writeTeam(place: Surroundings): string {
  run(['git', 'init', '--quiet', join(place.directory, 'repository')], place);
  const manifest = join(place.directory, 'team.yaml');
  writeFileSync(manifest, ['version: 1', 'team: bench', `tmux: {socket: ${place.socket}}`, 'defaults: {tool: demo, worktree: false}', 'projects: {shop: {repo: repository, engineers: {cart: }}}', ''].join('\n'));
  return manifest;
}
