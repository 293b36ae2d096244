import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam({ env: { SHELL: '/bin/sh' } });
});

beforeEach(() => rm(team.file, { force: true }));

function write(name: string, text: string): Promise<void> {
  return writeFile(join(team.directory, name), text);
}

function read(name: string): Promise<string> {
  return readFile(join(team.directory, name), 'utf8');
}

test('the projects of the older scripts become a team that validates, and plans what its members would be', async () => {
  await mkdir(join(team.directory, 'specs'));
  await write('specs/repo.md', 'Sell things.\n');
  await write('project_configs.json', JSON.stringify({ repo: { spec_file: 'specs/repo.md', git_commit_interval: 1800, check_in_interval: 3600, branch_prefix: 'auto/', test_command: 'npm test', constraints: { max_files_per_commit: 10, require_tests: true } } }));
  const { exit, stdout, stderr } = await team.coders('import', 'project_configs.json', '--out', 'team.yaml');
  expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: 'Wrote team.yaml from project_configs.json. Read it, change it, then: coders plan\n', stderr: '' });
  expect(await team.succeed('validate')).toBe('team.yaml is valid: team repo, 3 members, 1 project.\n');
  const plan = await team.succeed('plan');
  for (const step of ['member/orchestrator: start claude', 'member/repo/pm: start claude', 'member/repo/engineer: start claude']) expect(plan).toContain(`+ ${step}`);
  expect(plan).toContain('auto/engineer');
});

test('what a tmuxinator project does, the team does: windows, folders and what was typed', async () => {
  await mkdir(join(team.directory, 'repo', 'web'));
  const typed = 'echo "$GREETING from $PWD, \\${HOME} $((6*7))"; echo done';
  await write('project.yml', `name: shop\nroot: repo\npre_window: export GREETING=hello\nsocket_name: ${team.socket}\nwindows:\n  - one: ${JSON.stringify(typed)}\n  - two: {root: web, layout: tiled, panes: [sleep 1000, ${JSON.stringify(typed)}, null]}\n`);
  const { exit, stderr } = await team.coders('import', 'project.yml', '--out', 'team.yaml');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'project.yml:7:22: "layout: tiled" is left out: each member has a window of its own.\n' });
  await team.succeed('apply', '--yes', '--once');
  expect((await team.panes()).map(({ name }) => name).sort()).toEqual(['repo/one', 'repo/two-1', 'repo/two-2', 'repo/two-3']);
  const shows = async (seat: string, text: string) => {
    const { id } = await team.pane(seat);
    await waitUntil(async () => (await team.tmux('capture-pane', '-p', '-J', '-t', id)).includes(text), { what: `${seat} to show ${text}` });
  };
  await shows('repo/one', `hello from ${team.directory}/repo, \${HOME} 42\ndone`);
  await shows('repo/two-2', `hello from ${team.directory}/repo/web, \${HOME} 42\ndone`);
  await waitUntil(async () => (await team.processes()).some(({ command }) => /^sleep 1000/.test(command)), { what: 'the first pane to sleep' });
  expect(await team.succeed('plan')).toContain('No changes.');
});

test('it prints without --out, overwrites only with --force, and never what it reads', async () => {
  await write('shop.json', '{"session_name": "shop", "start_directory": "repo", "windows": [{"window_name": "one", "panes": ["top"]}]}');
  const printed = await team.succeed('import', 'shop.json');
  expect(printed).toContain('command: [sh, -ic, "top; exec sh"]');
  await write('team.yaml', 'mine');
  expect(await team.coders('import', 'shop.json', '--out', 'team.yaml')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('team.yaml exists already.') });
  expect(await read('team.yaml')).toBe('mine');
  await team.succeed('import', 'shop.json', '--out', 'team.yaml', '--force');
  expect(await read('team.yaml')).toBe(printed);
  expect(await team.coders('import', 'shop.json', '--out', './shop.json', '--force')).toMatchObject({ exit: 2, stderr: expect.stringContaining('it is not overwritten') });
});

test('it reads standard input, whose paths start here', async () => {
  const program = join(team.package, 'dist', 'coders.js');
  const input = 'windows:\n  - one: {root: repo, panes: [top]}\n';
  const text = execFileSync(process.execPath, [program, 'import', '-', '--from', 'tmuxinator'], { cwd: team.directory, env: team.environment, input, encoding: 'utf8' });
  expect(text).toContain('repo: repo\n');
});

test('what is not valid here is written all the same, and said; of what is none of the kinds nothing is', async () => {
  await write('repo/shop.yml', 'name: shop\nroot: ~/nowhere\nattach: true\nwindows: [{one: top}]\n');
  const { exit, stderr } = await team.coders('import', 'repo/shop.yml', '--out', 'team.yaml');
  expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^repo\/shop\.yml:3:1: [^]*The repository "\.\.\/home\/nowhere" does not exist\./) });
  expect(await read('team.yaml')).toMatch(/of shop\.yml, [^]*\nprojects:\n[^]*repo: \.\.\/home\/nowhere\n/);
  await write('other.yml', 'shop: [1]\n');
  const other = await team.coders('import', 'other.yml', '--out', 'other.yaml');
  expect(other).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/other\.yml:1:1[^]*Nothing is imported from other\.yml\./) });
  await expect(read('other.yaml')).rejects.toThrow('ENOENT');
});

test('import --json', async () => {
  await write('shop.yml', 'name: shop\nroot: repo\nattach: false\nwindows: [{one: top}]\n');
  const { exit, stdout } = await team.coders('import', 'shop.yml', '--json');
  expect(exit).toBe(0);
  expect(readDocument('import', stdout)).toMatchObject({ from: 'tmuxinator', valid: true, dropped: [{ code: 'not-imported', place: { file: 'shop.yml', start: { line: 3, column: 1 } } }], diagnostics: [] });
  await write('shop.yml', 'shop: [1]\n');
  const nothing = await team.coders('import', 'shop.yml', '--json', '--out', 'team.yaml');
  expect(nothing.exit).toBe(2);
  expect(readDocument('import', nothing.stdout)).toMatchObject({ valid: false, dropped: [{ severity: 'error', code: 'unknown-format' }] });
});

// Each on standard error, with exit code 2, and with what would be valid.
test.each([
  [[], 'coders import is not told what to import.', 'Name a file, or - for standard input.'],
  [['nowhere.yml'], 'There is no file nowhere.yml.', 'Name a file, or - for standard input.'],
  [['repo'], 'repo is a folder.', 'Name a file in it, or - for standard input.'],
  [['repo', '--from', 'tmux'], 'coders import knows no kind of file "tmux".', 'It is project-configs, tmuxinator or tmuxp.'],
  [['-', '--out', 'no/team.yaml'], '/no.', 'Make it first, or name another one.'],
  [['-', '--out', 'repo'], '/repo is a folder.', 'Name a file in it: --out repo/team.yaml.'],
])('coders import %j', async (typed, sentence, help) => {
  const { exit, stdout, stderr } = await team.coders('import', ...typed);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr).toContain(`help: ${help}`);
});
