import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readArguments } from '../../../src/cli/arguments.ts';
import type { Command } from '../../../src/cli/command.ts';
import { allCommands, loadCommand } from '../../../src/cli/commands/index.ts';
import { commandHelp } from '../../../src/cli/help.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { execute } from '../../../src/host/execute.ts';

const commands = await allCommands();
const examples = commands.flatMap((command) => command.examples.map(({ line }) => line));
/** Every way to ask, each of another verb: the program writes what it has of the verb, whichever that is. */
const ways = [['apply', '--help'], ['help', 'mission'], ['send', '--no-such-option', '-h'], ['-h', 'watch']];
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
  const { command, help } = await helpOf(name);
  for (const option of Object.keys(command.options)) expect(help).toContain(`  --${option}`);
  expect(command.examples.length).toBeGreaterThan(1);
  for (const { line, does } of command.examples) expect(help).toContain(`  ${line}\n      ${does}\n`);
  expect(Math.max(...help.split('\n').map((line) => line.length)), 'the longest line').toBeLessThanOrEqual(132);
});

test.each(ways)('it is asked for as coders %s', async (...argv) => {
  const verb = argv.find((word) => commands.some(({ name }) => name === word))!;
  expect(await team.succeed(...argv)).toBe((await helpOf(verb)).help);
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

/** As it stands where no terminal is. */
async function helpOf(verb: string): Promise<{ readonly command: Command; readonly help: string }> {
  const command = (await loadCommand(verb))!;
  return { command, help: `${commandHelp(command, { color: false, columns: 100 })}\n` };
}

/** Runs a line as a person's shell does, with a `coders` that only notes what it is given. */
async function callsIn(line: string): Promise<string[][]> {
  for (const folder of ['.local/share/bash-completion/completions', '.config/fish/completions']) await mkdir(join(team.home, folder), { recursive: true });
  const script = `fpath[1]=$HOME; coders() { printf '%s\\0' "$@" >> "$1.called"; printf '\\n' >> "$1.called"; }\ncd "$HOME"; rm -f *.called; { ${line}\n} > /dev/null 2>&1; cat *.called`;
  const { stdout } = await execute('bash', ['-c', script], { env: team.environment });
  return stdout.split('\n').filter((call) => call !== '').map((call) => call.split('\0').slice(0, -1));
}
