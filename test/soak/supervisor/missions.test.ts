import { expect, test } from 'vitest';
import { seed } from '../../rig/seed.ts';
import { missionTeam, orders, type MissionTeam } from '../../rig/mission-team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { diceOf, type Dice } from '../dice.ts';
import { pass } from '../stage.ts';
import { missionFaults } from './faults/of-missions.ts';
import { Workers } from './workers.ts';

const faults = Number(process.env['CODERS_SOAK_FAULTS'] ?? 2);
const missions = 3 * faults;
const engineers = ['a', 'b', 'c', 'd'];
const endMs = 120_000;

/** Each builds on up to two of those before it. */
function randomGraph(dice: Dice): Graph {
  const names = Array.from({ length: missions }, (_, index) => `m${index}`);
  return new Map(names.map((name, index) => {
    const before = names.slice(Math.max(0, index - 6), index);
    return [name, before.length === 0 ? [] : [...new Set([dice.oneOf(before), dice.oneOf(before)].slice(dice.below(3)))]];
  }));
}

/** Done in steps, each of which may be the last before an end; begun again, it goes on from what is there. */
const work = `
name=$1; shift
rm -f "$(git rev-parse --path-format=absolute --git-path index.lock)"
git merge --abort 2>/dev/null
for wanted in "$@"; do
  for branch in ${engineers.map((name) => `shop/${name}`).join(' ')}; do
    git cat-file -e "HEAD:done/$wanted" 2>/dev/null && break
    git cat-file -e "$branch:done/$wanted" 2>/dev/null && git merge --quiet --no-edit "$branch"
  done
done
mkdir -p done
echo "$name" > "done/$name"
git add --all
git diff --cached --quiet || git commit --quiet -m "Do $name"
exec coders mission done "$name"
`;

type Graph = ReadonlyMap<string, readonly string[]>;

function orderFor(name: string, graph: Graph): string {
  return `run sh TEAM/work.sh ${[name, ...graph.get(name)!].join(' ')}`;
}

function manifestOf(graph: Graph, retries = 9): string {
  const lines = [...graph].map(([name, after]) => {
    const checks = [name, ...after].map((one) => `git cat-file -e HEAD:done/${one}`).join(' && ');
    return `      ${name}: {after: [${after.join(', ')}], brief: ${orders('think 1s', orderFor(name, graph))}, retries: {count: ${retries}, backoff: 1s..1s}, accept: {run: ${JSON.stringify(checks)}}}`;
  });
  return `
defaults: {tool: demo, restart: {max: 500, window: 10m, backoff: 1s..1s}}
projects:
  shop:
    repo: repo
    engineers: {${engineers.map((name) => `${name}: {}`).join(', ')}}
    missions:
${lines.join('\n')}
`;
}

test(`${missions} missions through ${faults} faults at random: each is accepted once, after all that it builds on, and told once a try`, async () => {
  const dice = diceOf(seed);
  const graph = randomGraph(dice);
  const shop = await missionTeam({ manifest: manifestOf(graph), scripts: { 'work.sh': work } });
  const located = (text: string) => text.replaceAll('TEAM', shop.team.directory);
  const workers = new Workers(shop, (name) => located(orderFor(name, graph)));
  workers.start();
  const struck: string[] = [];
  for (let left = faults; left > 0 && !isOver(shop); left -= 1) {
    const fault = dice.oneOf(missionFaults);
    struck.push(fault.name);
    await fault.strike({ shop, dice, engineers, manifest: (retries) => located(manifestOf(graph, retries)) });
    await pass(200 + dice.below(1500));
  }
  await waitUntil(() => isOver(shop), { what: 'all missions to be at an end', timeout: endMs }).catch((error: Error) => {
    throw new Error(`${error.message}\nCODERS_TEST_SEED=${seed}, after ${struck.join(', ')}\n${shop.account()}`);
  });
  await workers.stop();
  expectAllWell(shop, graph);
  console.log(`CODERS_TEST_SEED=${seed}: ${struck.length} faults, ${shop.store.missions.ofTeam('shop').flatMap(({ tries }) => tries).length} tries of ${missions} missions, ${workers.reminders} reminders.`);
  await shop.team.succeed('down', '--yes');
  await waitUntil(async () => (await shop.team.processes()).length === 0, { what: 'everything to end' });
}, 120_000 + endMs + faults * 30_000);

function isOver({ store }: MissionTeam): boolean {
  return store.missions.open('shop').length === 0;
}

function expectAllWell(shop: MissionTeam, graph: Graph): void {
  for (const [name, after] of graph) {
    expect(shop.way(name).filter((state) => state === 'done'), `${name}\n${shop.account()}`).toHaveLength(1);
    const begun = shop.news(name).find(({ state }) => state === 'assigned')!.id;
    for (const one of after) expect(shop.news(one).find(({ state }) => state === 'done')!.id, `${one} before ${name}`).toBeLessThan(begun);
    const told = engineers.flatMap((member) => shop.told(`shop/${member}`, `Mission shop/${name}.`).concat(shop.told(`shop/${member}`, `Mission shop/${name},`)));
    expect(told.length, `${name} was told ${told.length} times in ${shop.record(name)!.tries.length} tries\n${shop.account()}`).toBeLessThanOrEqual(shop.record(name)!.tries.length);
  }
}
