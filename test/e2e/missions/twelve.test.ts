import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { missionTeam, orders, work, type MissionTeam } from '../../rig/mission-team.ts';

const run = promisify(execFile);

/** What builds on what, with three diamonds. */
const graph: Readonly<Record<string, readonly string[]>> = {
  core: [], text: [],
  cart: ['core'], price: ['core'], search: ['text'], index: ['text'],
  order: ['cart', 'price'], find: ['search', 'index'], list: ['price'],
  page: ['order', 'find'], help: ['find'],
  shop: ['page', 'list', 'help'],
};
const liar = 'price';
const doomed = 'search';

/** What the program of a mission prints, when it and all that it builds on are there and right. */
function printed(name: string): string {
  return `${name}(${graph[name]!.map(printed).join(',')})`;
}

/** A program that calls those that it builds on. */
function program(name: string): string {
  return `echo "${name}(${graph[name]!.map((one) => `$(sh lib/${one}.sh)`).join(',')})"`;
}

const check = `
got=$(sh "lib/$1.sh")
[ "$got" = "$2" ] && exit 0
echo "lib/$1.sh prints $got, and should print $2" >&2
exit 1
`;

/** The first time it writes what does not do, and says that it is done all the same. */
const lie = `
mkdir -p lib
if [ -e "TEAM/lied" ]; then cat "TEAM/truth" > lib/${liar}.sh; else echo 'echo "nothing of the kind"' > lib/${liar}.sh; fi
touch "TEAM/lied"
`;

/** Those at the same time, which takes all four engineers: else who does well could do all of it. */
const together = ['cart', 'price', 'search', 'index'];
const meet = `
touch "TEAM/here-$1"
for one in ${together.join(' ')}; do until [ -e "TEAM/here-$one" ]; do sleep 0.05; done; done
`;

function mission(name: string): string {
  const after = graph[name]!.length === 0 ? '' : `after: [${graph[name]!.join(', ')}], `;
  const accept = `{run: ${JSON.stringify(`sh TEAM/check.sh ${name} '${printed(name)}'`)}, commits: 1, files: ["lib/${name}.sh"]}`;
  return `      ${name}: {${after}brief: ${briefOf(name)}, retries: {count: 2, backoff: 1s..1s}, accept: ${accept}}`;
}

function briefOf(name: string): string {
  const first = together.includes(name) ? [`run sh TEAM/meet.sh ${name}`] : [];
  if (name === liar) return work(...first, 'run sh TEAM/lie.sh', `commit Add ${name}`);
  const steps = [...first, `write lib/${name}.sh | ${program(name)}`, `commit Add ${name}`];
  return name === doomed ? orders(...steps, 'wait-for .gate-never') : work(...steps);
}

const manifest = `
defaults: {tool: demo, restart: {backoff: 1s..1s}}
projects:
  shop:
    repo: repo
    engineers: {ann: {}, ben: {}, cat: {}, dan: {}}
    missions:
${Object.keys(graph).map(mission).join('\n')}
`;

describe('twelve missions over four engineers, one of whom lies and one of whom is killed', () => {
  let shop: MissionTeam;
  let killed: string;

  beforeAll(async () => {
    shop = await missionTeam({ manifest, scripts: { 'check.sh': check, 'lie.sh': lie, 'meet.sh': meet, truth: `${program(liar)}\n` } });
    killed = await shop.killWhoeverHas(doomed);
    await shop.team.succeed('send', killed, 'demo: run coders mission done', '--timeout', '60s');
    await shop.allCome(Object.fromEntries(Object.keys(graph).map((name) => [name, 'done'])));
  }, 300_000);

  test('each is accepted once, and begun only when all that it builds on was', () => {
    for (const [name, after] of Object.entries(graph)) shop.wasInOrder(name, after);
  });

  test('who says that it is done and is not is told what failed, and does it right', () => {
    const { tries } = shop.record(liar)!;
    expect(tries.map(({ result }) => result)).toEqual(['failed', 'done']);
    expect(tries[0]!.because).toContain(`lib/${liar}.sh prints nothing of the kind, and should print ${printed(liar)}`);
    const told = shop.told(tries[1]!.by.replace('member/', ''), `Mission shop/${liar}`);
    expect(told).toHaveLength(2);
    expect(told[1]).toContain(`and should print ${printed(liar)}`);
  });

  test('who is killed in the middle goes on in a later launch of the same conversation, and is told of its mission once', () => {
    const { tries } = shop.record(doomed)!;
    expect(tries.map(({ result, by }) => ({ result, by }))).toEqual([{ result: 'done', by: `member/${killed}` }]);
    expect(tries[0]!.epoch).toBe(2);
    expect(shop.told(killed, `Mission shop/${doomed}`)).toHaveLength(1);
  });

  test('every engineer had a part in it', () => {
    expect(new Set(shop.news().flatMap(({ state, by }) => (state === 'done' ? [by] : []))).size).toBe(4);
  });

  test('the accepted commits are what the acceptance says: the last one holds all, and it works in a checkout of its own', async () => {
    for (const name of Object.keys(graph)) expect(await outcomeOf(name, shop), name).toBe(printed(name));
    expect(await shop.team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  });
});

/** What the program of a mission prints at its accepted commit. */
async function outcomeOf(name: string, shop: MissionTeam): Promise<string> {
  const directory = await shop.checkout(shop.commit(name));
  const { stdout } = await run('sh', [`lib/${name}.sh`], { cwd: directory });
  return stdout.trim();
}
