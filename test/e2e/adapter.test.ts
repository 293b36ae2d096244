import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { checks } from '../../src/conformance/checks.ts';
import { promptsFor } from '../../src/conformance/prompts.ts';
import { testTool } from '../../src/conformance/set-up.ts';
import type { CheckResult } from '../../src/conformance/subject.ts';
import { ended, testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
});

interface Document {
  readonly tool: string;
  readonly conforms: boolean;
  readonly checks: readonly CheckResult[];
}

test('the demo agent meets every check, and leaves nothing behind', async () => {
  const { exit, stdout, stderr } = await team.coders('adapter', 'test', 'demo', '--json');
  const document = readDocument<Document>('adapter', stdout);
  expect(document.checks.filter(({ state }) => state === 'failed'), stderr).toEqual([]);
  expect(document.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
  expect({ exit, conforms: document.conforms }).toEqual({ exit: 0, conforms: true });
  expect(await team.processes()).toEqual([]);
  expect(readdirSync(team.home).sort()).toEqual(['.gitconfig']);
});

/** The suite on a demo agent with manners of other tools. */
function demoLike(persona: string, patienceMs = 8000): Promise<readonly CheckResult[]> {
  const args = ['--persona', persona];
  return testTool({
    settings: { tool: 'demo', model: 'haiku', role: 'generalist', args, env: {} },
    prompts: promptsFor('demo'),
    patienceMs,
    environment: team.environment,
    packageDirectory: join(inject('codersPackage'), 'dist'),
    onResult: () => undefined,
  });
}

const failures = (results: readonly CheckResult[]) => results.flatMap((result) => (result.state === 'failed' ? [`${result.name}: ${result.reason}`] : []));

test.each([['ghost'], ['picker']])('an agent with %s meets every check as well', async (persona) => {
  expect(failures(await demoLike(persona, 60_000))).toEqual([]);
});

test('an agent that asks at its start is not ready, and nothing more is tried', async () => {
  const results = await demoLike('trust', 5000); // it draws its question meanwhile, however busy the machine is
  expect(failures(results)).toEqual(['ready: It does not become idle: it is waiting.']);
  expect(results.filter(({ state }) => state === 'skipped')).toHaveLength(checks.length - 2);
});

test('an agent that ends at once does not pass', async () => {
  const results = await demoLike('early-exit=1');
  // Whether it is still there when the launch looks is a matter of milliseconds.
  expect(failures(results)).toEqual([expect.stringMatching(/^(launch|ready): .*exited/)]);
  expect(results.filter(({ state }) => state === 'passed').length).toBeLessThan(2);
});

test('a person who ends the test early finds nothing running', async () => {
  // Of its own: other tests make folders of such names at the same time.
  const folder = team.environment['TMUX_TMPDIR']!;
  const ownFolders = () => readdirSync(folder).filter((name) => name.startsWith('coders-adapter-'));
  const program = team.start('coders', ['adapter', 'test', 'demo'], { TMPDIR: folder });
  let shown = '';
  program.stdout?.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const end = ended(program);
  await waitUntil(() => shown.includes('deliver a short text'), { what: 'the first delivery' });
  expect(ownFolders()).toHaveLength(1);
  program.kill('SIGINT');
  expect(await end).toMatchObject({ exit: 2, stderr: expect.stringContaining('ended early') });
  expect(await team.processes()).toEqual([]);
  expect(ownFolders()).toEqual([]);
});

test.each([
  [['adapter'], 'needs the word test and a tool'],
  [['adapter', 'test'], 'needs the word test and a tool'],
  [['adapter', 'test', 'demon'], 'Did you mean demo?'],
  [['adapter', 'test', 'claude'], 'uses your claude login'],
])('coders %j says what is missing', async (argv, words) => {
  const { exit, stderr } = await team.coders(...argv);
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(words) });
});
