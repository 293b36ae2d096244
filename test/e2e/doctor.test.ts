import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../src/doctor/finding.ts';
import { directoryContent } from '../rig/directory-content.ts';
import { redisServer } from '../rig/redis.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { pathWith, pathWithout } from './bad-days/programs.ts';
import { readDocument } from './cli/documents.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await testTeam();
});

interface Document {
  readonly well: boolean;
  readonly findings: readonly Finding[];
}

/** Starts no agent CLI: those here are scripts. */
async function doctor(env: Readonly<Record<string, string>> = {}): Promise<{ exit: number | null; well: boolean; lines: readonly string[] }> {
  const { exit, stdout, stderr } = await team.run(['doctor', '--quick', '--json'], env);
  expect(stderr).toBe('');
  const { well, findings } = readDocument<Document>('doctor', stdout);
  return { exit, well, lines: findings.map(({ about, mark, sentence, remedy }) => `${mark} ${about}: ${sentence}${remedy === undefined ? '' : ` → ${remedy}`}`) };
}

const of = (about: string, lines: readonly string[]) => lines.filter((line) => line.includes(` ${about}: `));

test('a machine that has all that a team needs', async () => {
  await team.write('projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n');
  const before = await directoryContent(team.home);
  const { exit, well, lines } = await doctor();
  expect({ exit, well }).toEqual({ exit: 0, well: true });
  expect(lines).toEqual([
    expect.stringMatching(/^good tmux: Version \S+ is at \/.*; 3\.2 or newer is needed\.$/),
    `note tmux: No server runs on socket ${team.socket}.`,
    expect.stringMatching(/^good git: Version \S+ is at \/.*\.$/),
    expect.stringMatching(/^good state: .* will be made in .*, which is writable, and \d+ GB are free there\.$/),
    'note redis: Only a team with "redis:" in its manifest needs one.',
    'good demo: It ships with coders and needs nothing else.',
  ]);
  expect(await team.succeed('doctor')).toMatch(/ {2}✓ git .*\n[^]*\nAll is well\.\n$/);
  expect(await directoryContent(team.home)).toEqual(before);
  expect(existsSync(team.stateDirectory)).toBe(false);
  expect(await team.isServed()).toBe(false);
});

/** A program that says its version as Claude Code does, and writes where its settings are. */
const claudeOf = (version: string) => `touch "$CLAUDE_CONFIG_DIR/written"; echo "${version} (Claude Code)"`;

const withClaude = 'defaults: {tool: claude}\nprojects: {store: {repo: repo, engineers: {cart: }}}\n';

async function homeFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(team.home, path)), { recursive: true });
  await writeFile(join(team.home, path), text);
}

test('a tool that nobody has used yet would ask in the night', async () => {
  await team.write(withClaude);
  const folder = await temporaryDirectory(); // of its own: doctors of other tests make folders at the same time
  const { exit, lines } = await doctor({ PATH: await pathWith('claude', claudeOf('2.1.400')), TMPDIR: folder });
  expect(exit).toBe(4);
  expect(of('claude', lines)).toEqual([
    expect.stringMatching(/^good claude: Version 2\.1\.400 is at .*\/bin\/claude; coders is tested with 2\.1\.x\.$/),
    expect.stringMatching(/^doubt claude: Nobody has logged in: .* → Start claude once and log in\.$/),
    `doubt claude: It has not been told to trust ${team.repository.path}, and asks when it starts there. → Start claude there once and say yes.`,
  ]);
  expect(readdirSync(team.home)).toEqual(['.gitconfig']);
  expect(readdirSync(folder)).toEqual([]);
});

test('a tool that is logged in and trusts the repository is ready; its secret is not read', async () => {
  await team.write(withClaude);
  await homeFile('.claude.json', JSON.stringify({ projects: { [team.directory]: { hasTrustDialogAccepted: true } } }));
  await homeFile('.claude/settings.json', '{}');
  execFileSync('mkfifo', [join(team.home, '.claude/.credentials.json')]); // whoever reads it waits for ever
  const { exit, lines } = await doctor({ PATH: await pathWith('claude', claudeOf('2.1.0')) });
  expect(exit).toBe(0);
  expect(of('claude', lines).slice(1)).toEqual(['good claude: Somebody has logged in.', 'good claude: It trusts every directory that it will run in.']);
});

test('a key in the member\'s environment, and a model server of one\'s own, need no login', async () => {
  await team.write(`${withClaude}env: {ANTHROPIC_API_KEY: k}\n`);
  const env = { PATH: await pathWith('claude', claudeOf('2.1.0')) };
  expect((await doctor(env)).lines).toContain('good claude: Somebody has logged in.');
  await team.write(`${withClaude}tools: {claude: {base_url: "http://127.0.0.1:9/v1"}}\n`);
  expect((await doctor(env)).lines).toContain('good claude: It talks to http://127.0.0.1:9/v1, which needs no login of its maker\'s.');
});

test('a version that coders was not tested with', async () => {
  await team.write(withClaude);
  const { lines } = await doctor({ PATH: await pathWith('claude', claudeOf('3.0.1')) });
  expect(lines).toContainEqual(expect.stringMatching(/^doubt claude: Version 3\.0\.1 is at .*, and coders is tested with 2\.1\.x only\. → .*coders adapter test claude$/));
});

test.each([
  ['fails', 'exit 3', 'it exits with 3'],
  ['says nothing of use', 'echo ready', 'it exits with 0'],
])('a program that %s when it is asked its version', async (_, script, words) => {
  await team.write(withClaude);
  const { exit, lines } = await doctor({ PATH: await pathWith('claude', script) });
  expect(exit).toBe(1);
  expect(of('claude', lines)[0]).toMatch(new RegExp(`^bad claude: ".*claude --version" names no version: ${words}\\.$`));
});

test('what is missing is said with how to get it, and all else is examined as well', async () => {
  await team.write(withClaude);
  const { exit, lines } = await doctor({ PATH: await pathWithout('tmux', 'claude') });
  expect(exit).toBe(1);
  expect(lines[0]).toMatch(/^bad tmux: The program tmux is not installed, or not on PATH\. → /);
  expect(of('claude', lines)).toEqual(['bad claude: The program claude is not on PATH. → Install it with: npm install -g @anthropic-ai/claude-code']);
  expect(of('git', lines)[0]).toMatch(/^good/);
});

test('a server of another tmux than the one on PATH', async () => {
  await team.write('orchestrator: {tool: demo}\n');
  await team.tmux('new-session', '-d');
  const tmux = execFileSync('sh', ['-c', 'command -v tmux'], { encoding: 'utf8' }).trim();
  const { exit, lines } = await doctor({ PATH: await pathWith('tmux', `[ "$1" = -V ] && { echo tmux 9.1; exit; }; exec ${tmux} "$@"`) });
  expect(exit).toBe(4);
  expect(lines[1]).toMatch(new RegExp(`^doubt tmux: The server on socket ${team.socket} is still version \\S+, and the program is 9\\.1\\. → `));
});

test('a state directory that can not be made', async () => {
  await team.write('orchestrator: {tool: demo}\n');
  const { exit, lines } = await doctor({ CODERS_STATE_DIR: join(team.file, 'state') });
  expect(exit).toBe(1);
  expect(of('state', lines)[0]).toMatch(/^bad state: .* can not be written to\. → .*CODERS_STATE_DIR\.$/);
});

test('a git without an identity fails each commit', async () => {
  await team.write('orchestrator: {tool: demo}\n');
  await writeFile(join(team.home, '.gitconfig'), '');
  const { exit, lines } = await doctor();
  expect(exit).toBe(4);
  expect(of('git', lines)[1]).toMatch(/^doubt git: It has no user\.email/);
});

test('without a manifest every known tool is looked for, and none is missed', async () => {
  const { exit, lines } = await doctor({ PATH: await pathWithout('claude', 'codex', 'gemini', 'opencode') });
  expect(exit).toBe(0);
  for (const tool of ['claude', 'codex', 'gemini', 'opencode']) expect(lines).toContain(`note ${tool}: The program ${tool} is not on PATH.`);
});

test('a manifest with mistakes is told as by validate', async () => {
  await team.write('projects: 3\n');
  expect(await team.coders('doctor')).toMatchObject({ exit: 2, stderr: expect.stringContaining('projects') });
});

test('the Redis of a team answers and can be trusted, or why not and what to type', async () => {
  const server = await redisServer({ appendfsync: 'no', argv: ['--requirepass', 'sesame'] });
  const examine = async (more = '', password = 'sesame') => {
    await team.write(`redis: {url: "${server.url}"${more}}\nprojects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n`);
    const { exit, lines } = await doctor({ REDIS_PASSWORD: password });
    return [exit, ...of('redis', lines)];
  };
  const place = `Redis at 127.0.0.1:${server.port}`;
  const distrust = `${place} keeps no append-only file: what is agreed on would be gone when it ends.`;
  expect(await examine()).toEqual([1, `bad redis: ${distrust} → Type: redis-cli -h 127.0.0.1 -p ${server.port} config set appendonly yes. So that it stays so, write "appendonly yes" in its redis.conf.`]);
  expect(await examine(', accept_loss: true')).toEqual([0, `note redis: ${distrust} The manifest says accept_loss.`]);
  expect(await examine('', 'barley')).toEqual([1, expect.stringMatching(`^bad redis: ${place} does not take the password\\. → Set REDIS_PASSWORD`)]);
  execFileSync('redis-cli', ['-p', `${server.port}`, '-a', 'sesame', '--no-auth-warning', 'config', 'set', 'appendonly', 'yes']);
  expect(await examine()).toEqual([0, `good redis: ${place} answers, and keeps what it is told.`]);
  await server.kill();
  expect(await examine()).toEqual([1, expect.stringMatching(`^bad redis: ${place} refuses connections\\. → Start it with: redis-server --appendonly yes\\.`)]);
});
