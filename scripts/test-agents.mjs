// npm run test:agents: every test with a real agent in it, those of slow ones too, three times; then a table of what passed
// and how long it took. `npm run test:agents -- mcp missions/` takes those whose paths hold one of these words; arguments
// from the first option on go to the test runner.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fail, requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

/** What the names of test files say of the agents in them. */
const groups = [
  { name: 'Claude Code', files: /(^|-)claude[-.]/ },
  { name: 'Codex', files: /(^|-)codex[-.]/ },
  { name: 'Gemini CLI', files: /(^|-)gemini[-.]/ },
  { name: 'OpenCode', files: /(^|-)opencode[-.]/ },
  { name: 'several', files: /^(ollama|.*real-agents)\./ },
];
const times = 3;
const firstOption = process.argv.findIndex((word, index) => index > 1 && word.startsWith('-'));
const words = process.argv.slice(2, firstOption < 0 ? undefined : firstOption);
const options = firstOption < 0 ? [] : process.argv.slice(firstOption);

const files = ['test/agents', 'test/e2e'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
  .filter((path) => groupOf(path) !== undefined && (words.length === 0 || words.some((word) => path.includes(word))));
if (files.length === 0) fail(`No test with a real agent in it has ${words.join(' or ')} in its path.`);

requireNode();
requirePrograms(['tmux', 'git']);
requirePackages();
requireBuild();

const directory = mkdtempSync(join(tmpdir(), 'coders-test-agents-'));
const runs = Array.from({ length: times }, (_, index) => run(join(directory, `${index}.json`)));
rmSync(directory, { recursive: true });
for (const row of table(runs)) console.log(row);
process.exitCode = runs.every(({ success }) => success) ? 0 : 1;

/** Of a test file; undefined for any other. */
function groupOf(path) {
  return path.endsWith('.test.ts') ? groups.find(({ files }) => files.test(basename(path))) : undefined;
}

function run(report) {
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts',
    '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files, ...options],
  { stdio: 'inherit', env: { ...process.env, CODERS_TEST_AGENTS: 'all' } });
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** One line for each group, and for each run how many of its tests passed, of how many, and in what time, without what they begin with. */
function table(results) {
  const rows = groups.map((group) => [group.name, ...results.map((result) => cell(result.testResults.filter((file) => groupOf(file.name) === group)))]);
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
