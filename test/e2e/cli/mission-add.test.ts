import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { missionTeam, type MissionTeam } from './mission-team.ts';
import { shell } from './command-line.ts';

let team: MissionTeam;

beforeAll(async () => {
  team = await missionTeam();
});

/** What a person is told where nothing is added. */
async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await team.coders('mission', 'add', ...argv);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  return stderr;
}

test('a mission is added with all that was said of it, and what nobody said is as in the manifest', async () => {
  await writeFile(join(team.directory, 'notes.md'), 'Read me.\n');
  const { exit, stdout, stderr } = await team.coders('mission', 'add', 'fix-login', '--project', 'store', '--to', 'cart', '--after', 'cart-api, cart-ui', '--brief', 'Fix it.\n',
    '--priority', 'critical', '--type', 'coding', '--timeout', '30m', '--retries', '3', '--accept', 'npm test', '--accept', 'npm run check', '--commits', '2', '--files', 'src/**',
    '--on-fail', 'fresh', '--handoff-to', 'search', '--context', 'notes.md', '--review-by', 'store/pm', '--model', 'opus');
  expect({ exit, stdout, stderr }).toEqual({
    exit: 0,
    stdout: 'Mission store/fix-login is added, and waits for cart-api and cart-ui.\n',
    stderr: 'Nobody who may do store/fix-login has the model "opus": whoever is free does it. They have "sonnet".\nNo supervisor keeps team shop: nothing more happens until one does. coders apply hands it to one.\n',
  });
  expect(team.record('store/fix-login')).toMatchObject({
    mission: {
      address: 'mission/store/fix-login', project: 'store', origin: 'added', to: 'cart', after: ['mission/store/cart-api', 'mission/store/cart-ui'], brief: 'Fix it.', priority: 'critical', type: 'coding',
      timeoutMs: 1_800_000, retries: 3, backoff: { firstMs: 10_000 }, accept: { run: ['npm test', 'npm run check'], commits: 2, files: ['src/**'], timeoutMs: 600_000, reviewBy: 'pm' }, onFail: 'fresh', handoffTo: 'search', model: 'opus', context: [join(team.directory, 'notes.md')],
    },
    state: { state: 'waiting' }, tries: [],
  });
  expect(await team.succeed('events', 'shop')).toContain('store/fix-login  mission waiting: added by a person\n');
  expect((await team.coders('plan')).stdout, 'the manifest does not know it, and lets it be').toBe('No changes. Everything is as the manifest says.\n');
});

test('what is to be done comes from a file or from standard input as well', async () => {
  expect(await team.succeed('mission', 'add', 'from-file', '--project', 'store', '--file', 'notes.md')).toBe('Mission store/from-file is added, and goes to the next free engineer.\n');
  expect((await shell(team, 'echo "Do this." | coders mission add from-input - --project store --role tester')).stdout).toBe('Mission store/from-input is added, and goes to the next free tester.\n');
  expect(team.record('store/from-file').mission.brief).toBe('Read me.');
  expect(team.record('store/from-input').mission).toMatchObject({ brief: 'Do this.', role: 'tester' });
});

test('a PM adds to its own project, and engineers add to none', async () => {
  expect((await team.as('store/pm', 1, 'add', 'by-pm', '--to', 'search', '--brief', 'Look.')).stdout).toBe('Mission store/by-pm is added, and goes to search.\n');
  expect(await team.as('store/pm', 1, 'add', 'x', '--project', 'docs', '--brief', 'Look.')).toMatchObject({ exit: 2, stderr: 'error: The PM of "store" may not add a mission of "docs".\nhelp: Only the orchestrator or a person may.\n' });
  expect(await team.as('store/cart', 1, 'add', 'x', '--brief', 'Look.')).toMatchObject({ exit: 2, stderr: 'error: "store/cart", an engineer, may not add a mission of "store".\nhelp: Only store/pm, the orchestrator or a person may.\n' });
});

describe('what cannot be is refused, and said', () => {
  const it = (title: string, argv: readonly string[], said: string) => test(title, async () => expect(await refused(...argv)).toBe(said));
  const one = ['x', '--project', 'store', '--brief', 'Do it.'];

  it('no name', [], 'error: coders mission add needs a name.\nhelp: For example: coders mission add fix-login --brief "The login page answers 500."\n');
  it('a name that is none', ['a b', ...one.slice(1)], 'error: "a b" is no name.\nhelp: A name is made of letters, digits, - and _, starts with a letter or a digit, and has at most 40 characters.\n');
  it('a name that is taken', ['cart-api', ...one.slice(1)], 'error: The project "store" has a mission "cart-api" already: it is waiting.\nhelp: Choose another name.\n');
  it('no project where there are two', ['x', '--brief', 'Do it.'], 'error: The mission may be one of store or docs.\nhelp: Name its project: --project store.\n');
  it('an unknown project', ['x', '--project', 'sotre', '--brief', 'Do it.'], 'error: The team has no project "sotre".\nhelp: Did you mean store?\n');
  it('nothing to do', one.slice(0, 3), 'error: The mission does not say what is to be done.\nhelp: Give a text with --brief, with --file, or by standard input as -.\n');
  it('two briefs', [...one, '--file', 'notes.md'], 'error: The mission says in more than one way what is to be done.\nhelp: Give a text with --brief, with --file, or by standard input as -.\n');
  it('a brief that a terminal would obey', [...one.slice(0, 4), 'a\u001b[2J'], 'error: The brief holds the control character "\\u001b", which a terminal would obey.\nhelp: Take it out; line ends and tabs are fine.\n');
  it('an unknown member', [...one, '--to', 'crat'], 'error: The project "store" has no member "crat".\nhelp: Did you mean cart?\n');
  it('an unknown heir', [...one, '--handoff-to', 'writer'], 'error: The project "store" has no member "writer".\nhelp: It has pm, cart, search-1, search, search-2 or watch.\n');
  it('an unknown role', [...one, '--role', 'testr'], 'error: Nobody in the project "store" has the role "testr".\nhelp: Did you mean tester?\n');
  it('a member without the role', [...one, '--to', 'cart', '--role', 'tester'], 'error: The project "store" does not have "cart" with the role "tester".\nhelp: It has pm (analyst), cart (coder), search-1 (tester), search-2 (tester) and watch (scribe).\n');
  it('one who can be told nothing', [...one, '--to', 'watch'], 'error: The mission goes to store/watch, and coders does not know how to talk to command.\nhelp: Give it to another member.\n');
  it('an heir who can be told nothing', [...one, '--to', 'cart', '--handoff-to', 'watch'], 'error: The mission goes to store/watch, and coders does not know how to talk to command.\nhelp: Give it to another member.\n');
  it('an heir who has it from the start', [...one, '--to', 'search', '--handoff-to', 'search'], 'error: The mission is handed to "search", who has it from the start.\nhelp: Name another member, or raise --retries.\n');
  it('an unknown reviewer', [...one, '--review-by', 'sarch'], 'error: The project "store" has no member "sarch".\nhelp: Did you mean search?\n');
  it('a reviewer who does it itself', [...one, '--to', 'cart', '--review-by', 'cart'], 'error: Nobody but "cart" could do the mission, and "cart" is to review it.\nhelp: Nobody reviews what he did himself: name another member with --review-by.\n');
  it('a reviewer to whom it is handed', [...one, '--to', 'cart', '--review-by', 'pm', '--handoff-to', 'pm'], 'error: The mission "store/x" can not be handed to "pm", who is to review it.\nhelp: Nobody reviews what he did himself: name another member.\n');
  it('a reviewer who can be told nothing', [...one, '--to', 'cart', '--review-by', 'watch'], 'error: The mission goes to store/watch, and coders does not know how to talk to command.\nhelp: Give it to another member.\n');
  it('a model that is an option', [...one, '--model=-m'], 'error: --model can not be "-m".\nhelp: It is a tier (opus, sonnet, haiku), or an id as members have it.\n');
  it('an unknown mission before it', [...one, '--after', 'cart-ap'], 'error: The project "store" has no mission "cart-ap" to wait for.\nhelp: Did you mean cart-api?\n');
  it('itself before it', [...one, '--after', 'cart-api,x'], 'error: The mission "x" would wait for itself.\nhelp: Leave "x" out of --after.\n');
  it('an unknown priority', [...one, '--priority', 'hihg'], 'error: --priority can not be "hihg".\nhelp: Did you mean high?\n');
  it('no number', [...one, '--commits', 'two'], 'error: --commits can not be "two".\nhelp: Write a whole number from 0.\n');
  it('no duration', [...one, '--timeout', '2 hours'], 'error: "2 hours" is no duration.\nhelp: Write one as 90s, 30m or 2h.\n');
  it('a file that is not there', [...one, '--context', 'nowhere.md'], 'error: There is no file nowhere.md.\nhelp: Context is a file that the member is to read first.\n');
  it('an empty command', [...one, '--accept', ' '], 'error: --accept is given an empty command.\nhelp: For example: --accept "npm test".\n');
});

test('a check where there is nothing to look at is refused', async () => {
  const argv = ['mission', 'add', 'prove-it', '--project', 'docs', '--to', 'clerk', '--brief', 'Write.'];
  const { exit, stderr } = await team.coders(...argv, '--commits', '1');
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: `error: What docs/clerk does can not be looked at: its directory ${team.home} is in no git repository.\nhelp: Name another member with --to, or leave out --accept, --commits and --files.\n` });
  expect(await team.succeed(...argv)).toBe('Mission docs/prove-it is added, and goes to clerk.\n');
});

test('the document is as its schema says', async () => {
  expect(await team.document('mission', 'add', 'as-json', '--project', 'docs', '--brief', 'Write.')).toMatchObject({ team: 'shop', supervisor: false, mission: { address: 'mission/docs/as-json', state: 'waiting', origin: 'added', tries: [] } });
});
