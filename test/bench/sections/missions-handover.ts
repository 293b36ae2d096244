import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { median, share } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';

const handovers = 20;
const engineers = ['cart', 'search'] as const;
const patienceMs = 60_000;
const pollMs = 10;

/** How long the next in a chain of missions waits once the one before it is said to be done. */
export const missionsHandoverSection: Section = {
  name: 'missions-handover',
  async measure(context) {
    const rows: Row[] = [];
    rows.push(await measure({ name: 'the word of a person stands', accept: '' }, context));
    rows.push(await measure({ name: 'one commit and the command "true"', accept: ', accept: {run: "true", commits: 1}' }, context));
    return [finding(rows)];
  },
};

interface Way {
  readonly name: string;
  /** As the manifest has it, behind the other fields of a mission. */
  readonly accept: string;
}

interface Row {
  readonly name: string;
  /** Of each handover, in milliseconds: until the command ends, is accepted, is given out, is acknowledged. */
  readonly command: readonly number[];
  readonly accepted: readonly number[];
  readonly given: readonly number[];
  readonly acknowledged: readonly number[];
}

function finding(rows: readonly Row[]): Finding {
  return {
    title: `coders mission done → the prompt of the mission that waits for it is acknowledged, ${handovers} times between two demo agents`,
    table: {
      kind: 'counts',
      columns: ['what is looked at', 'command ends', 'is done', 'next given out', 'acknowledged', 'p90'],
      rows: rows.map(({ name, command, accepted, given, acknowledged }) => [name, ...[command, accepted, given, acknowledged].map((times) => median(times).toFixed(0)), share(acknowledged, 0.9).toFixed(0)]),
    },
    remarks: ['From the start of the command\'s process, medians in milliseconds. Each mission goes to the other agent, with a commit in between that is merged into its branch.'],
  };
}

async function measure({ name, accept }: Way, context: BenchContext): Promise<Row> {
  const bare = context.place();
  const place: Surroundings = { ...bare, env: { ...bare.env, CODERS_SUPERVISOR: 'on' } };
  run([...context.coders, 'apply', '--timeout', '2m', writeChain(accept, place)], place);
  const store = openStore(place.env['CODERS_STATE_DIR']!);
  try {
    const samples: Sample[] = [];
    for (let index = 0; index <= handovers; index += 1) samples.push(await handOver(index, { store, place, coders: context.coders }));
    const counted = samples.slice(1); // the first one warms up
    return { name, command: counted.map((one) => one.command), accepted: counted.map((one) => one.accepted), given: counted.map((one) => one.given), acknowledged: counted.map((one) => one.acknowledged) };
  } finally {
    run([...context.coders, 'supervisor', 'stop'], place);
    store.close();
    endServer(place);
    remove(place);
  }
}

interface Sample {
  readonly command: number;
  readonly accepted: number;
  readonly given: number;
  readonly acknowledged: number;
}

/** Commits something in the name of the member that has the mission, says that it is done, and waits until the next is acknowledged. */
async function handOver(index: number, { store, place, coders }: { readonly store: Store; readonly place: Surroundings; readonly coders: readonly string[] }): Promise<Sample> {
  await until(() => stateOf(index, store) === 'working', `mission ${index} to be worked at`);
  const worktree = join(place.directory, 'trees', engineerOf(index));
  appendFileSync(join(worktree, `${index}.txt`), 'done\n');
  run(['git', '-C', worktree, 'add', '--all'], place);
  run(['git', '-C', worktree, 'commit', '--quiet', '--message', `Do ${nameOf(index)}`], place);
  const start = Date.now();
  run([...coders, 'mission', 'done', nameOf(index), '--team', 'bench'], place);
  const command = Date.now() - start;
  const acknowledgedAt = await until(() => store.messages.receipts(`bench/mission:shop/${nameOf(index + 1)}:1`).find(({ state }) => state === 'acknowledged')?.at, `mission ${index + 1} to be acknowledged`);
  return { command, accepted: toldAt(index, 'done', store) - start, given: toldAt(index + 1, 'assigned', store) - start, acknowledged: acknowledgedAt - start };
}

function stateOf(index: number, store: Store): string | undefined {
  return store.missions.find('bench', `mission/shop/${nameOf(index)}`)?.state.state;
}

function toldAt(index: number, state: string, store: Store): number {
  return store.events('bench').findLast((event) => event.type === 'mission' && event.address === `mission/shop/${nameOf(index)}` && event.state === state)!.at;
}

async function until<Found>(look: () => Found, what: string): Promise<NonNullable<Found>> {
  for (const deadline = performance.now() + patienceMs; ; await wait(pollMs)) {
    const found = look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`Waited ${patienceMs} ms for ${what}.`);
  }
}

function nameOf(index: number): string {
  return `link-${index}`;
}

function engineerOf(index: number): string {
  return engineers[index % engineers.length]!;
}

/** A repository with one commit, and a chain of missions that goes to and fro between two engineers. Gives the manifest's file. */
function writeChain(accept: string, place: Surroundings): string {
  run(['git', 'init', '--quiet', '--initial-branch=main', 'repository'], place);
  run(['git', '-C', 'repository', 'commit', '--quiet', '--allow-empty', '--message', 'Start'], place);
  const missions = Array.from({ length: handovers + 2 }, (_, index) => `      ${nameOf(index)}: {to: ${engineerOf(index)}, after: [${index === 0 ? '' : nameOf(index - 1)}], brief: "Wait for a word."${accept}}`);
  const lines = [
    'version: 1', 'team: bench', `tmux: {socket: ${JSON.stringify(place.socket)}}`, 'defaults: {tool: demo}', 'projects:', '  shop:', '    repo: repository', '    engineers:',
    ...engineers.map((name) => `      ${name}: {worktree: {path: trees/${name}, branch: ${name}}}`), '    missions:', ...missions,
  ];
  const file = join(place.directory, 'team.yaml');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
