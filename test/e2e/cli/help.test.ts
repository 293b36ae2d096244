import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readArguments } from '../../../src/cli/arguments.ts';
import { allCommands, loadCommand } from '../../../src/cli/commands/index.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { execute } from '../../../src/host/execute.ts';

const commands = await allCommands();
const examples = commands.flatMap((command) => command.examples.map(({ line }) => line));
let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
});

test('the overview names every verb', async () => {
  const overview = await team.succeed('--help');
  for (const { name, summary } of commands) expect(overview).toMatch(new RegExp(`^  ${name} +${summary.replace(/[.*+?^$()[\]]/g, '\\$&')}$`, 'm'));
  expect(await team.succeed()).toBe(overview);
  expect(await team.succeed('help')).toBe(overview);
});

test.each(commands.map(({ name }) => name))('coders %s --help tells its options and shows examples', async (name) => {
  const help = await team.succeed(name, '--help');
  const command = (await loadCommand(name))!;
  for (const option of Object.keys(command.options)) expect(help).toContain(`  --${option}`);
  expect(command.examples.length).toBeGreaterThan(1);
  for (const { line, does } of command.examples) expect(help).toContain(`  ${line}\n      ${does}\n`);
  expect(Math.max(...help.split('\n').map((line) => line.length)), 'the longest line').toBeLessThanOrEqual(132);
  expect(await team.succeed('help', name)).toBe(help);
  expect(await team.succeed(name, '--no-such-option', '-h')).toBe(help);
});

test.each(examples)('the example parses: %s', async (line) => {
  const calls = await callsIn(line);
  expect(calls.length).toBeGreaterThan(0);
  for (const [verb = '', ...argv] of calls) expect(() => readArguments(commands.find(({ name }) => name === verb)!, argv)).not.toThrow();
});

test('--version is the package\'s', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(await team.succeed('--version')).toBe(`${version}\n`);
});

/** Runs a line as a person's shell does, with a `coders` that only notes what it is given. */
async function callsIn(line: string): Promise<string[][]> {
  for (const folder of ['.local/share/bash-completion/completions', '.config/fish/completions']) await mkdir(join(team.home, folder), { recursive: true });
  const script = `fpath[1]=$HOME; coders() { printf '%s\\0' "$@" >> "$1.called"; printf '\\n' >> "$1.called"; }\ncd "$HOME"; rm -f *.called; { ${line}\n} > /dev/null 2>&1; cat *.called`;
  const { stdout } = await execute('bash', ['-c', script], { env: team.environment });
  return stdout.split('\n').filter((call) => call !== '').map((call) => call.split('\0').slice(0, -1));
}
