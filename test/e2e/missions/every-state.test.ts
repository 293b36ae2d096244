import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { applyAtOnce, runningSupervisor } from '../../rig/kept-team.ts';
import { missionTeam, orders, work, type MissionTeam } from '../../rig/mission-team.ts';

const nothing = 'No changes. Everything is as the manifest says.\n';

/** One in each state that lasts: `verified` is checked until the test lets it. */
const inEveryState: Readonly<Record<string, string>> = {
  accepted: `{to: ann, brief: ${work('write accepted.txt | x', 'commit Accepted')}, accept: {commits: 1}}`,
  begun: `{to: ben, brief: ${orders('write begun.txt | x', 'commit Begun', 'wait-for .gate-begun', 'run coders mission done')}, accept: {commits: 1}}`,
  blocked: `{to: ann, after: [begun], brief: ${work('write blocked.txt | x', 'commit Blocked')}, accept: {commits: 1}}`,
  queued: `{to: ben, brief: ${work('write queued.txt | x', 'commit Queued')}, accept: {commits: 1}, priority: low}`,
  refused: `{to: cat, brief: ${orders('run coders mission fail impossible')}, retries: 0, accept: {commits: 1}}`,
  stuck: `{to: cat, after: [refused], brief: ${work('write stuck.txt | x', 'commit Stuck')}, accept: {commits: 1}}`,
  verified: `{to: dan, brief: ${work('write verified.txt | x', 'commit Verified')}, accept: {run: sh TEAM/check.sh, commits: 1}}`,
};
const states = { accepted: 'done', begun: 'working', blocked: 'waiting', queued: 'ready', refused: 'failed', stuck: 'parked', verified: 'verifying' };

/** What each asks for instead: other work, and a check of it. */
const instead = Object.fromEntries(Object.entries(inEveryState).map(([name, text]) => {
  const [, to = '', after = ''] = /to: (\w+), (after: \[\w+\], )?/.exec(text)!;
  return [name, `{to: ${to}, ${after}brief: ${work(`write ${name}-too.txt | y`, `commit ${name} too`)}, retries: 3, accept: {run: "test -f ${name}-too.txt", commits: 1}}`];
}));

function manifestOf(missions: Readonly<Record<string, string>>, team?: string): string {
  const text = `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {ann: {}, ben: {}, cat: {}, dan: {}}
    missions:${Object.keys(missions).length === 0 ? ' {}' : ''}
${Object.entries(missions).map(([name, mission]) => `      ${name}: ${mission}`).join('\n')}
`;
  return team === undefined ? text : text.replaceAll('TEAM', team);
}

async function teamInEveryState(): Promise<MissionTeam> {
  const shop = await missionTeam({ manifest: manifestOf(inEveryState), scripts: { 'check.sh': 'until [ -e "TEAM/may" ]; do sleep 0.05; done\n' } });
  await shop.allCome(states);
  return shop;
}

async function apply(shop: MissionTeam, missions: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<void> {
  await shop.team.write(manifestOf(missions, shop.team.directory));
  const { exit, stderr, stdout } = await applyAtOnce(shop.team, '--yes', ...options);
  expect([0, 4], stdout + stderr).toContain(exit);
  expect(stderr).not.toContain('Nothing was changed');
}

async function letAllGoOn({ team }: MissionTeam): Promise<void> {
  await writeFile(`${team.directory}/may`, '');
  await writeFile(`${team.worktree('ben')}/.gate-begun`, '');
}

describe('invariant 2: missions in every state follow their manifest', () => {
  test('edited: what is over stays, what goes on ends as it was told, and all else is done as it is asked for now', async () => {
    const shop = await teamInEveryState();
    await apply(shop, instead);
    await letAllGoOn(shop);
    await shop.allCome(Object.fromEntries(Object.keys(states).map((name) => [name, 'done'])));
    expect(await shop.team.succeed('plan', '--exit-code')).toBe(`Left as it is:
  mission/shop/accepted: It is done, and stays so. The manifest says otherwise now of brief, retries and accept.run: what is to be done again needs another name.

No changes. All else is as the manifest says.
`);
    for (const name of Object.keys(states).filter((one) => one !== 'accepted')) {
      const seat = `shop/${/to: (\w+)/.exec(inEveryState[name]!)![1]!}`;
      expect(shop.told(seat, `Mission shop/${name}`).at(-1), name).toContain(`commit ${name} too`);
    }
    expect(shop.told('shop/ann', 'Mission shop/accepted')).toHaveLength(1);
  });

  test('taken out: those that nobody has go at once, the others at the end of their try, and nobody is given any again', async () => {
    const shop = await teamInEveryState();
    await apply(shop, {});
    for (const name of ['blocked', 'queued', 'refused', 'stuck']) expect(shop.record(name), name).toBeUndefined();
    await letAllGoOn(shop);
    await shop.until('none to be open', () => shop.store.missions.open('shop').length === 0);
    await shop.until('a second apply to plan nothing', async () => (await shop.team.succeed('plan')) === nothing);
    for (const name of ['blocked', 'queued', 'stuck']) expect(shop.messages(name), name).toEqual([]);
  });
});

describe('invariant 14: down leaves no check running', () => {
  const checking = async ({ team }: MissionTeam) => (await team.processes()).filter(({ command }) => command.includes('check.sh'));

  test('neither one that a supervisor looks after nor one that was left by a supervisor that was killed', async () => {
    for (const isKilled of [false, true]) {
      const shop = await missionTeam({ manifest: manifestOf({ verified: inEveryState['verified']! }), scripts: { 'check.sh': 'until [ -e "TEAM/may" ]; do sleep 0.05; done\n' } });
      await shop.until('the check', async () => (await checking(shop)).length > 0);
      if (isKilled) process.kill(await runningSupervisor(shop.team), 'SIGKILL');
      await shop.team.succeed('down', '--yes');
      await shop.until(`all to end${isKilled ? ', the supervisor killed' : ''}`, async () => (await shop.team.processes()).length === 0);
    }
  });
});
