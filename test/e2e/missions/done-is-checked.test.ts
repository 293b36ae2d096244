import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startedAgain } from '../../rig/kept-team.ts';
import { missionTeam, orders, work, type MissionTeam } from '../../rig/mission-team.ts';

function teamWith(missions: string): Promise<MissionTeam> {
  return missionTeam({
    manifest: `
defaults: {tool: demo, restart: {backoff: 1s..1s}}
projects:
  shop:
    repo: repo
    engineers: {cart: {}, search: {}}
    missions:
${missions}`,
  });
}

/** What came of the calls that a member made, in its present conversation. */
async function results({ team }: MissionTeam, seat: string): Promise<readonly string[]> {
  return (await team.conversation(seat)).flatMap((row) => (row.type === 'tool' ? [row.result] : []));
}

describe('invariant 11: a done mission passed its acceptance, run by the runner', () => {
  test('what is not committed is not done: its member is told which files, and is given it again', async () => {
    const shop = await teamWith(`
      api: {to: cart, brief: ${work('append README.md | More.')}, retries: {count: 1, backoff: 1s..1s}, accept: {run: 'grep -q More README.md', commits: 1}}`);
    await shop.comesTo('api', 'failed');
    const objection = 'README.md is changed and not committed. The branch has 0 commits since ';
    expect(shop.record('api')!.tries.map(({ result, because }) => ({ result, because }))).toEqual([1, 2].map(() => ({ result: 'failed', because: expect.stringContaining(objection) as unknown })));
    const told = shop.told('shop/cart', 'Mission shop/api');
    expect(told).toHaveLength(2);
    expect(told[1]).toContain(objection);
  });

  test('nobody can say of another\'s mission that it is done, nor in a launch that is over', async () => {
    const shop = await teamWith(`
      api: {to: cart, brief: ${orders('write api.txt | one', 'commit Add the api', 'wait-for .gate-never')}, accept: {commits: 1}}
      page: {to: search, brief: ${orders('write page.txt | two', 'commit Add the page', 'wait-for .gate-page', 'run coders mission done api', 'run coders mission done')}, accept: {commits: 1}}`);
    await shop.comesTo('api', 'working'); // or nobody has it when the other speaks for it
    await shop.until('its work to be committed', async () => (await shop.team.repository.git(['log', '--format=%s', 'shop/cart'])).includes('Add the api'));
    await writeFile(join(shop.team.worktree('search'), '.gate-page'), '');
    await shop.comesTo('page', 'done');
    expect((await results(shop, 'shop/search')).join('\n')).toContain('only the one who has it can say what became of it');
    const before = await shop.team.pane('shop/cart');
    process.kill(before.pid, 'SIGKILL');
    await startedAgain(shop.team, 'shop/cart', before);
    await shop.until('its lease to be renewed', () => JSON.stringify(shop.record('api')?.state).includes('"epoch":2'));
    const late = await shop.team.run(['mission', 'done', 'api'], { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/shop/cart', CODERS_EPOCH: '1' });
    expect(late).toMatchObject({ exit: 2, stderr: expect.stringContaining('launch 1') as unknown });
    expect(late.stderr).toContain('What it says does not count.');
    expect(shop.state('api')).toBe('working');
    await shop.team.succeed('send', 'shop/cart', 'demo: run coders mission done');
    await shop.comesTo('api', 'done');
    expect(shop.record('api')!.tries).toHaveLength(1);
  });

  test('an acceptance that hangs is ended in its time, and all that it started with it', async () => {
    const shop = await teamWith(`
      api: {to: cart, brief: ${work('write api.txt | one', 'commit Add the api')}, retries: 0, accept: {run: "sleep 87001 & echo $! >> TEAM/begun; sleep 87002", timeout: 3s}}`);
    const sleeping = async () => (await shop.team.processes()).filter(({ command }) => command.includes('8700')).length;
    const { state } = await shop.comesTo('api', 'failed');
    expect(state).toMatchObject({ because: expect.stringContaining('still runs after 3s, the time for all command lines together, and is ended.') as unknown });
    expect(await readFile(join(shop.team.directory, 'begun'), 'utf8'), 'what it started, which nobody may see while it lives').toMatch(/^\d+\n$/);
    expect(await sleeping()).toBe(0);
  });

  test('exit 75 says nothing against the work: it is looked at again, and no try is counted', async () => {
    const shop = await teamWith(`
      api: {to: cart, brief: ${work('write api.txt | one', 'commit Add the api')}, retries: {count: 0, backoff: 1s..1s}, accept: {run: "echo once >> TEAM/looks; test -e TEAM/ready || exit 75"}}`);
    const looks = async () => (await readFile(join(shop.team.directory, 'looks'), 'utf8').catch(() => '')).split('\n').length - 1;
    await shop.until('two looks', async () => (await looks()) >= 2);
    expect(shop.state('api')).toBe('verifying');
    expect(shop.record('api')!.tries).toEqual([]);
    await writeFile(join(shop.team.directory, 'ready'), '');
    await shop.comesTo('api', 'done');
    expect(shop.record('api')!.tries.map(({ result }) => result)).toEqual(['done']);
    expect(shop.told('shop/cart', 'Mission shop/api')).toHaveLength(1);
  });
});
