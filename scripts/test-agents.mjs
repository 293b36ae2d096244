// npm run test:agents: every test with a real agent in it, those of slow ones too, three times; then a table of what passed
// and how long it took. Arguments go to the test runner.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

const tools = { claude: 'Claude Code', codex: 'Codex', gemini: 'Gemini CLI', opencode: 'OpenCode' };
const times = 3;

requireNode();
requirePrograms(['tmux', 'git']);
requirePackages();
requireBuild();

const directory = mkdtempSync(join(tmpdir(), 'coders-test-agents-'));
const files = ['test/agents', 'test/e2e'].flatMap((folder) => readdirSync(folder).filter((name) => toolOf(name) !== undefined).map((name) => join(folder, name)));
const runs = Array.from({ length: times }, (_, index) => run(join(directory, `${index}.json`)));
rmSync(directory, { recursive: true });
for (const row of table(runs)) console.log(row);
process.exitCode = runs.every(({ success }) => success) ? 0 : 1;

/** Of a test file. */
function toolOf(file) {
  return Object.keys(tools).find((tool) => new RegExp(`^${tool}[-.].*test\\.ts$`).test(basename(file)));
}

function run(report) {
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts',
    '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files, ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, CODERS_TEST_AGENTS: 'all' } });
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** One line for each tool, and for each run how many of its tests passed, of how many, and in what time. */
function table(results) {
  const rows = Object.entries(tools).map(([tool, name]) => [name, ...results.map((result) => cell(result.testResults.filter((file) => toolOf(file.name) === tool)))]);
  const all = [['', ...results.map((_, index) => `run ${index + 1}`)], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return ['', ...all.map((row) => row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd())];
}

function cell(testFiles) {
  const tests = testFiles.flatMap((file) => file.assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const seconds = tests.reduce((sum, test) => sum + (test.duration ?? 0), 0) / 1000;
  const skipped = tests.length - count('passed') - count('failed');
  return `${count('passed')}/${tests.length - skipped} in ${seconds.toFixed(0)} s${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
