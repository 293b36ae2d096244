import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { missionTeam, orders, shopManifest, work, type MissionTeam } from '../rig/mission-team.ts';

/** What the team says in its own words; the others stay as they ship. */
const own = {
  mission: 'Own mission {mission}.\n\n{brief}\n\n{knowledge}\n\n{answer}\n',
  mission_answer: 'Say so: coders mission done\n',
  stop: 'Own stop of {mission}: {because}.\n',
  escalation: 'Own escalation of {mission}, which {by} had.\n',
  message: 'Own message from {from}:{text}\n',
  faults: 'Own faults:\n{faults}\n',
  tests: 'Own tests at {commit}.\n',
  new_brief: 'Own new brief.\n\n{brief}\n',
  knowledge: 'Own knowledge:\n{entries}\n',
};

const manifest = (brief: string): string => `
prompts: {${Object.keys(own).map((name) => `${name}: ${name}.md`).join(', ')}}${shopManifest(
  'test: test ! -e broken.txt',
  'commits: {message: "^[A-Z]", require_tests: true}',
  'pm: {}',
  `engineers: {cart: {brief: ${brief}}, search: {}}`,
  'missions:',
  `  silent: {to: cart, brief: ${orders('say Well.')}, accept: {commits: 1}}`,
  `  lie: {to: search, brief: ${work('say It is there.')}, accept: {run: "false"}, on_fail: escalate}`,
)}`;

let shop: MissionTeam;

beforeAll(async () => {
  shop = await missionTeam({ manifest: manifest('Wait.'), scripts: Object.fromEntries(Object.entries(own).map(([name, text]) => [`${name}.md`, text])) });
});

/** Once, whatever the supervisor looks at meanwhile. */
async function hears(seat: string, text: string): Promise<string> {
  await shop.until(`${seat} to be told "${text}"`, () => shop.told(seat, text).length > 0);
  expect(shop.told(seat, text)).toHaveLength(1);
  return shop.told(seat, text)[0]!;
}

test('missions are given, taken back and escalated in the words of the team', async () => {
  expect(await hears('shop/search', 'Own mission shop/lie.')).toBe('Own mission shop/lie.\n\ndemo: say It is there.\ndemo: run coders mission done\n\nSay so: coders mission done');
  expect(await hears('shop/pm', 'Own escalation')).toBe('Own escalation of shop/lie, which shop/search had.');
  await shop.comesTo('silent', 'working');
  await shop.team.succeed('mission', 'cancel', 'silent');
  expect(await hears('shop/cart', 'Own stop')).toMatch(/^Own stop of shop\/silent: .*cancel/);
});

test('so are messages, and what is said of commits', async () => {
  await shop.team.succeed('message', 'send', 'shop/cart', 'Hello.', '--type', 'question');
  expect(await hears('shop/cart', 'Own message')).toBe('Own message from a person: Hello.');
  await shop.until('it to be known where the branch began', () => shop.store.notes.find('shop', 'work', 'worktree/shop/cart') !== undefined && shop.store.notes.find('shop', 'tests', 'worktree/shop/cart') !== undefined);
  const cart = shop.team.worktree('cart');
  const { repository } = shop.team;
  await repository.write({ 'broken.txt': '1' }, cart);
  await repository.git(['add', '--all'], cart);
  await repository.git(['commit', '--quiet', '-m', 'bad'], cart);
  const commit = await repository.git(['rev-parse', 'HEAD'], cart);
  await shop.team.succeed('resume'); // which has it looked at now
  expect(await hears('shop/cart', 'Own faults')).toContain(`Own faults:\n  ${commit.slice(0, 10)} "bad":`);
  expect(await hears('shop/cart', 'Own tests')).toBe(`Own tests at ${commit.slice(0, 10)}.`);
});

test('a changed text restarts nobody, and is what is said from then on; a new brief is said with it as well', async () => {
  const { team } = shop;
  const before = await team.pane('shop/search');
  await writeFile(join(team.directory, 'mission.md'), 'Other words for {mission}.\n\n{brief}\n\n{knowledge}\n');
  expect(await team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  await team.succeed('apply');
  await team.succeed('context', 'set', 'port', '8080');
  await team.succeed('mission', 'add', 'later', '--brief', 'demo: say Here.', '--to', 'search');
  expect(await hears('shop/search', 'Other words')).toBe('Other words for shop/later.\n\ndemo: say Here.\n\nOwn knowledge:\n  port: 8080 (a person)');
  expect((await team.pane('shop/search')).pid).toBe(before.pid);
  await team.write(manifest('Wait longer.'));
  await team.succeed('apply', '--now');
  expect(await hears('shop/cart', 'Own new brief')).toMatch(/^Own new brief\.\n\nYou are cart, [^]*Wait longer\.[^]*Own knowledge:\n {2}port: 8080/);
});
