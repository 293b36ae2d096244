import { beforeAll, describe, expect, test } from 'vitest';
import { withoutColours } from '../../../src/cli/reporters/palette.ts';
import { wrapped } from '../../../src/cli/reporters/wrapped.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { personAt, type Person } from './person.ts';

const manifest = `
orchestrator: {tool: demo}
projects:
  storefront:
    repo: repo
    base: main
    engineers:
      cart: {tool: demo, brief: Build the cart and all that is around it}
      watch: {tool: command, command: [sh, -c, "echo a rather long command line that goes on and on; sleep 86400"]}
`;
let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
});

describe.each([{ columns: 80, rows: 24 }, { columns: 300, rows: 100 }])('on a terminal of $columns columns', ({ columns, rows }) => {
  let person: Person;

  beforeAll(async () => {
    person = await personAt(team, { columns, rows });
  });

  /** Fails where the terminal itself had to break a line: it does so in the middle of words. */
  async function shown(line: string): Promise<string> {
    const { screen } = await person.runs(line);
    await person.sees(/\n\$$/); // nothing more is drawn between the two looks
    expect(await person.tmux('capture-pane', '-p', '-J').then((text) => text.replace(/ +$/gm, '').trimEnd())).toBe((await person.screen()).replace(/ +$/gm, ''));
    return screen;
  }

  test('status has a row a member', async () => {
    const rowsShown = (await shown('coders status')).split('\n');
    expect(rowsShown.map((row) => row.trim().split(/ {2,}/)[0])).toEqual(['Team shop, 3 members, applied 0s ago', 'orchestrator', 'storefront/cart', 'storefront/watch'].map((text, index) => (index === 0 ? expect.stringContaining('Team shop, 3 members') : text)));
  });

  test('a plan breaks at spaces and stays indented', async () => {
    await team.write(manifest.replace('cart and', 'basket and').replace('sh, -c', 'bash, -c'));
    const plan = await shown('coders plan');
    expect(plan).toContain('Plan: 0 to add, 2 to change, 0 to remove.');
    expect(plan).toMatch(columns === 80 ? /^  ± .*start again bash -c echo a rather long command line\n {4}that goes/m : /^  ± .*start again bash -c echo a rather long command line that goes on and on/m);
    await team.write(manifest);
  });

  test('mistakes and help as well', async () => {
    await team.write(manifest.replace('engineers', 'enginers'));
    expect(await shown('coders validate')).toContain('Did you mean "engineers"?');
    await team.write(manifest);
    expect(await shown('coders apply --help')).toContain('coders apply tonight.json');
    await shown('coders attach nobody-of-this-name-and-this-is-a-rather-long-name-to-have-typed');
  });
});

test('a script gets every line whole', async () => {
  await team.write(manifest.replace('sh, -c', 'bash, -c'));
  expect(await team.succeed('plan')).toContain('start again bash -c echo a rather long command line that goes on and on; sleep 86400\n');
  await team.write(manifest);
});

test('a line is broken at spaces, below its own beginning, and colours take no room', () => {
  expect(wrapped('    one two three', 40)).toBe('    one two three');
  expect(wrapped('  --name VALUE  one two three four five six seven', 40)).toBe('  --name VALUE  one two three four five\n                six seven');
  const coloured = '  \u001b[1mone\u001b[22m 二二二二 three four five six seven eight nine ten eleven';
  expect(wrapped(coloured, 40).split('\n').map(withoutColours)).toEqual(['  one 二二二二 three four five six seven', '    eight nine ten eleven']);
  expect(wrapped(`  path: /${'x'.repeat(50)} end`, 40)).toBe(`  path:\n    /${'x'.repeat(50)}\n    end`);
  expect(wrapped('one two three', 10), 'where there is no room').toBe('one two three');
});
