import { expect, test } from 'vitest';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { hosts, type Hosts } from '../../rig/hosts.ts';
import { orders } from '../../rig/mission-team.ts';
import { seed } from '../../rig/seed.ts';
import { diceOf, type Dice } from '../dice.ts';
import { pass } from '../stage.ts';
import { hostFaults } from './faults/of-hosts.ts';
import { Workers } from './workers.ts';

const faults = Number(process.env['CODERS_SOAK_HOST_FAULTS'] ?? 2);
const missions = 3 * faults;
const names = ['alpha', 'beta', 'gamma'];
const endMs = 120_000;

type Graph = ReadonlyMap<string, readonly string[]>;

/** Each builds on up to two of those before it. */
function randomGraph(dice: Dice): Graph {
  const all = Array.from({ length: missions }, (_, index) => `m${index}`);
  return new Map(all.map((name, index) => {
    const before = all.slice(Math.max(0, index - 6), index);
    return [name, before.length === 0 ? [] : [...new Set([dice.oneOf(before), dice.oneOf(before)].slice(dice.below(3)))]];
  }));
}

/** Done again, it finds what is there already. */
const work = `
name=$1
rm -f "$(git rev-parse --path-format=absolute --git-path index.lock)"
git merge --abort 2>/dev/null
mkdir -p done
echo "$name" > "done/$name"
git add --all
git diff --cached --quiet || git commit --quiet -m "Do $name"
exec coders mission done "$name"
`;

function orderFor(name: string): string {
  return `run sh TEAM/work.sh ${name}`;
}

function manifestOf(graph: Graph): string {
  const lines = [...graph].map(([name, after]) => {
    const checks = [name, ...after].map((one) => `git cat-file -e HEAD:done/${one}`).join(' && ');
    return `      ${name}: {after: [${after.join(', ')}], brief: ${orders('think 1s', orderFor(name))}, retries: {count: 9, backoff: 1s..1s}, accept: {run: ${JSON.stringify(checks)}}}`;
  });
  return `
defaults: {tool: demo, restart: {max: 500, window: 10m, backoff: 1s..1s}}
projects:
  shop:
    repo: repo
    base: main
    engineers: {${names.map((name) => `${name}-1: {host: ${name}}`).join(', ')}}
    missions:
${lines.join('\n')}
`;
}

test(`${missions} missions of a team on three machines, through ${faults} faults at random: each is accepted once, after all that it builds on, and all agree`, async () => {
  const dice = diceOf(seed);
  const graph = randomGraph(dice);
  const team = await hosts({ names, manifest: manifestOf(graph), lostAfter: '3s', scripts: { 'work.sh': work } });
  await Promise.all(team.all.map((host) => host.apply()));
  const workers = team.all.map((host) => new Workers(host, (name) => orderFor(name).replace('TEAM', host.team.directory)));
  for (const one of workers) one.start();
  const struck: string[] = [];
  for (let left = faults; left > 0 && !isOver(team); left -= 1) {
    const fault = dice.oneOf(hostFaults);
    struck.push(fault.name);
    await fault.strike({ team, dice });
    await pass(200 + dice.below(1500));
  }
  await team.until('all missions to be at an end', () => isOver(team)).catch((error: Error) => {
    throw new Error(`CODERS_TEST_SEED=${seed}, after ${struck.join(', ')}\n${error.message}`);
  });
  for (const one of workers) await one.stop();
  expectAllWell(team, graph);
  const tries = team.all[0]!.store.missions.ofTeam('shop').flatMap((record) => record.tries);
  console.log(`CODERS_TEST_SEED=${seed}: ${struck.join(', ')}; ${tries.length} tries of ${missions} missions, ${tries.filter(({ result }) => result === 'lost').length} of them lost.`);
}, 120_000 + endMs + faults * 30_000);

function isOver(team: Hosts): boolean {
  return team.all.every(({ store }) => store.missions.open('shop').length === 0 && store.replica.pending('shop').length === 0);
}

function expectAllWell(team: Hosts, graph: Graph): void {
  const [first, ...others] = team.all.map(({ store }) => new Map(store.missions.ofTeam('shop').map((record) => [record.mission.address, record])));
  for (const other of others) expect(other).toEqual(first);
  for (const [name, after] of graph) {
    const record = first!.get(`mission/shop/${name}`)!;
    expect(record.tries.filter(({ result }) => result === 'done'), `${name}\n${team.account()}`).toHaveLength(1);
    for (const one of after) expect(doneAt(first!.get(`mission/shop/${one}`)!), `${one} before ${name}`).toBeLessThanOrEqual(record.tries[0]!.startedAt);
    const tries = record.tries.map(({ by, epoch, startedAt }) => `${by} ${epoch} ${startedAt}`);
    expect(new Set(tries).size, `${name} was given out twice as one try`).toBe(tries.length);
  }
}

function doneAt({ state }: MissionRecord): number {
  return state.state === 'done' ? state.at : Infinity;
}
