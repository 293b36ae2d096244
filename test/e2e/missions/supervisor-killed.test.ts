import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runningSupervisor } from '../../rig/kept-team.ts';
import { missionTeam, orders, work, type MissionTeam } from '../../rig/mission-team.ts';
import { powerLoss } from '../../rig/power-loss.ts';

/** A chain, each link given to the member that did not do the one before. */
const names = ['one', 'two', 'three', 'four'] as const;

const manifest = `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
${names.map((name, index) => `      ${name}: {to: ${index % 2 === 0 ? 'cart' : 'search'}, after: [${names[index - 1] ?? ''}], brief: ${work(`write ${name}.txt | ${name}`, `commit Add ${name}`)}, accept: {run: [sh TEAM/check.sh ${name}, ${names.slice(0, index + 1).map((one) => `test -f ${one}.txt`).join(', ')}], commits: 1}}`).join('\n')}
`;

/** Lets a test be there while it runs. */
const check = `
echo "$1" >> "TEAM/checked"
until [ -e "TEAM/may-$1" ]; do sleep 0.05; done
`;

async function killSupervisor({ team }: MissionTeam): Promise<void> {
  process.kill(await runningSupervisor(team), 'SIGKILL');
}

/** Who is to be killed is asked before: it answers between two things that it does, and the state is over by then. */
async function killedWhen(name: string, state: string, shop: MissionTeam): Promise<string> {
  const supervisor = await runningSupervisor(shop.team);
  await shop.comesTo(name, ...statesFrom(state));
  process.kill(supervisor, 'SIGKILL');
  const found = shop.state(name)!;
  await shop.team.succeed('supervisor', 'start');
  return found;
}

/** How often a check was begun. */
async function looks({ team }: MissionTeam): Promise<number> {
  const path = join(team.directory, 'checked');
  return existsSync(path) ? (await readFile(path, 'utf8')).split('\n').length - 1 : 0;
}

/** It may be past it by the time that it is seen. */
function statesFrom(state: string): readonly string[] {
  const all = ['waiting', 'ready', 'assigned', 'working', 'verifying', 'done'];
  return all.slice(all.indexOf(state));
}

function allow(name: string, { team }: MissionTeam): Promise<void> {
  return writeFile(join(team.directory, `may-${name}`), '');
}

/** Each was told and accepted once; nothing was lost, and the work of all is where it belongs. */
async function expectTheUsualEnd(shop: MissionTeam): Promise<void> {
  await shop.allCome(Object.fromEntries(names.map((name) => [name, 'done'])));
  for (const [index, name] of names.entries()) {
    const seat = index % 2 === 0 ? 'shop/cart' : 'shop/search';
    expect(shop.told(seat, `Mission shop/${name}.`), name).toEqual([shop.messages(name).at(-1)!.message.text]);
    const { tries } = shop.record(name)!;
    // Whoever dies over the keys has told nothing: the text that was not whole is never submitted, and it is given out anew.
    expect(tries.slice(0, -1).map(({ because }) => because), name).toEqual(tries.slice(0, -1).map(() => `its prompt did not reach "${seat}"`));
    expect(tries.at(-1)!.result, name).toBe('done');
    expect(shop.way(name).filter((one) => one === 'assigned'), name).toHaveLength(tries.length);
    expect(shop.way(name).filter((one) => one === 'done'), name).toHaveLength(1);
  }
  expect(await shop.team.repository.git(['log', '--format=%s', '--no-merges', 'main..shop/search'])).toBe(['four', 'three', 'two', 'one'].map((name) => `Add ${name}`).join('\n'));
  expect(await shop.team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
}

describe('invariants 3 and 17: the supervisor is killed while missions are under way, and the next one ends them the same way', () => {
  test('after one is given out, while one is checked, and after one is done and before the next is given out', async () => {
    const shop = await missionTeam({ manifest, scripts: { 'check.sh': check } });
    const points: string[] = [];
    const whileChecked: string[] = [];
    for (const [index, name] of names.entries()) {
      points.push(await killedWhen(name, 'assigned', shop));
      await shop.comesTo(name, 'verifying');
      whileChecked.push(await killedWhen(name, 'verifying', shop));
      const supervisor = await runningSupervisor(shop.team);
      await allow(name, shop);
      await shop.comesTo(name, 'done');
      process.kill(supervisor, 'SIGKILL');
      const next = names[index + 1];
      if (next !== undefined) points.push(`done, then ${shop.state(next)}`);
      await shop.team.succeed('supervisor', 'start');
    }
    await expectTheUsualEnd(shop);
    expect(points).toContain('assigned');
    expect(whileChecked).toEqual(names.map(() => 'verifying'));
    expect(points.some((point) => point === 'done, then waiting' || point === 'done, then ready'), points.join(', ')).toBe(true);
  });

  test('what a check had started is gone before it is started again', async () => {
    const shop = await missionTeam({ manifest, scripts: { 'check.sh': check } });
    await shop.comesTo('one', 'verifying');
    const checking = async () => (await shop.team.processes()).flatMap(({ pid, command }) => (command.includes('check.sh one') ? [pid] : []));
    await shop.until('the check', async () => (await looks(shop)) === 1);
    const before = await checking();
    expect(before.length).toBeGreaterThan(0);
    await killSupervisor(shop);
    await shop.team.succeed('supervisor', 'start');
    await shop.until('the check of the next supervisor', async () => (await looks(shop)) === 2);
    expect((await checking()).filter((pid) => before.includes(pid))).toEqual([]);
    for (const name of names) await allow(name, shop);
    await expectTheUsualEnd(shop);
  });
});

describe('the power fails with a mission under way', () => {
  test('coders supervisor start: its member is told to go on in its conversation, and the mission goes on in the same try', async () => {
    const shop = await missionTeam({
      manifest: `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
      one: {to: cart, brief: ${orders('write one.txt | one', 'commit Add one', 'wait-for .gate-never')}, accept: {run: test -f one.txt, commits: 1}}
      two: {to: search, after: [one], brief: ${work('write two.txt | two', 'commit Add two')}, accept: {run: test -f one.txt, commits: 1}}
`,
    });
    await shop.comesTo('one', 'working');
    await shop.until('its work to be committed', async () => (await shop.team.repository.git(['log', '--format=%s', 'shop/cart'])).includes('Add one'));
    await powerLoss(shop.team);
    await shop.team.succeed('supervisor', 'start');
    await shop.until('it to be told to go on', () => shop.told('shop/cart', 'go on where you stopped').length > 0);
    await shop.until('its lease to be renewed', () => JSON.stringify(shop.record('one')?.state).includes('"epoch":2'));
    await shop.team.succeed('send', 'shop/cart', 'demo: run coders mission done', '--timeout', '60s');
    await shop.allCome({ one: 'done', two: 'done' });
    expect(shop.record('one')!.tries.map(({ result, epoch }) => ({ result, epoch }))).toEqual([{ result: 'done', epoch: 2 }]);
    expect(shop.told('shop/cart', 'Mission shop/one')).toHaveLength(1);
    expect(await shop.team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  });

  test('while it is checked: it is checked anew, and accepted once', async () => {
    const shop = await missionTeam({ manifest, scripts: { 'check.sh': check } });
    await shop.comesTo('one', 'verifying');
    await powerLoss(shop.team);
    for (const name of names) await allow(name, shop);
    await shop.team.succeed('supervisor', 'start');
    await expectTheUsualEnd(shop);
  });
});
