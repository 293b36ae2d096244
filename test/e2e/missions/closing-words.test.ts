import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startedAgain } from '../../rig/kept-team.ts';
import { missionTeam, orders, type MissionTeam } from '../../rig/mission-team.ts';
import { readDocument } from '../cli/documents.ts';

function manifest(engineers: string, missions: string): string {
  return `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers: {${engineers}}
    missions:
${missions}`;
}

/** It says so, and ends its turn when the gate of the mission is open, with other words. */
function mission(name: string, to: string): string {
  const brief = orders(`write ${name}.txt | x`, `commit Add ${name}`, `say I call ${name} done.`, 'run coders mission done', `wait-for .gate-${name}`, `say The whole of ${name} stands in ${name}.txt.`);
  return `      ${name}: {to: ${to}, brief: ${brief}, accept: {commits: 1}}\n`;
}

async function wordsOn(shop: MissionTeam): Promise<Record<string, string | undefined>> {
  const { missions } = readDocument<{ missions: readonly { mission: string; closingWords?: string }[] }>('results', await shop.team.succeed('results', '--json'));
  return Object.fromEntries(missions.map(({ mission, closingWords }) => [mission.replace('mission/shop/', ''), closingWords]));
}

test('what a member said last is kept: after a new conversation, the end of the member, a down and a restore', async () => {
  const missions = `${mission('api', 'cart')}${mission('page', 'search')}`;
  const shop = await missionTeam({ manifest: manifest('cart: {}, search: {}', missions) });
  const { team, store } = shop;
  const kept = (name: string, kind: 'words' | 'words-so-far') => store.notes.find('shop', kind, `mission/shop/${name}`)?.text;
  await shop.allCome({ api: 'done', page: 'done' });

  await shop.until('what was said so far to be kept', () => kept('api', 'words-so-far') !== undefined && kept('page', 'words-so-far') !== undefined);
  expect(kept('api', 'words-so-far')).toContain('I call api done.');
  expect(kept('api', 'words')).toBeUndefined();
  await writeFile(join(team.worktree('cart'), '.gate-api'), '');
  await shop.until('what was said last to be kept', () => kept('api', 'words'));
  expect(kept('api', 'words')).toContain('The whole of api stands in api.txt.');
  expect(kept('api', 'words-so-far')).toBeUndefined();
  const { api } = await wordsOn(shop);
  expect(api).toBe(kept('api', 'words'));

  const before = await team.pane('shop/cart');
  await team.succeed('restart', 'shop/cart', '--fresh');
  await startedAgain(team, 'shop/cart', before);
  expect((await wordsOn(shop))['api'], 'in a new conversation').toBe(api);

  await team.write(manifest('search: {}', mission('page', 'search')));
  await team.succeed('apply', '--yes', '--prune', '--timeout', '60s');
  expect((await team.panes()).some(({ tag }) => tag?.address === 'member/shop/cart')).toBe(false);
  expect((await wordsOn(shop))['api'], 'of a member that is gone').toBe(api);

  await team.succeed('down', '--yes');
  const afterwards = await wordsOn(shop);
  expect(afterwards['api']).toBe(api);
  expect(afterwards['page'], 'its turn did not end').toContain('I call page done.');
  expect(await team.succeed('results', '--markdown')).toContain('The whole of api stands in api.txt.');

  await team.succeed('restore', '--yes');
  await team.saysItIs('shop/search', 'idle');
  expect(await wordsOn(shop)).toEqual(afterwards);
});
