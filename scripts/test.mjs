// npm test: sets up what is missing, checks the types, and runs every test. Arguments go to the test runner.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

// What fails in few files may be the machine's doing: real programs, more of them at once than it has cores. These files are run
// once more, alone and with the same seed, and what failed only once is told of as such. More is no accident.
const mostAgain = 3;

requireNode();
requirePrograms(['tmux', 'git', 'redis-server']);
requirePackages();
requireBuild();

// Node 20 reads that file at every start, and each file of tests has a process of its own; no test goes out into the world.
const { NODE_EXTRA_CA_CERTS: _, ...own } = process.env;
const env = { CODERS_TEST_SEED: String(Math.floor(Math.random() * 2 ** 31)), ...own };
const run = (program, argv) => spawnSync(program, argv, { stdio: 'inherit', env }).status ?? 1;

if (run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit']) !== 0) process.exit(1);

const directory = mkdtempSync(join(tmpdir(), 'coders-test-'));
const first = runTests(process.argv.slice(2));
const mayBeChance = first.failedFiles.length <= mostAgain && first.errorsOutside === 0;
const again = mayBeChance ? first.failedFiles : [];
if (again.length > 0) console.log(`\nOnce more, alone: ${again.join(', ')}`);
const second = again.length > 0 ? runTests([...again, '--maxWorkers=1']) : undefined;
rmSync(directory, { recursive: true });

const { passed, failed, skipped } = first;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped; CODERS_TEST_SEED=${env.CODERS_TEST_SEED}`);
if (second !== undefined) console.log(second.status === 0 ? `FAILED ONCE, and passed alone: ${again.join(', ')}. What failed stands above.` : `Failed again: ${second.failedFiles.join(', ')}`);
process.exitCode = (second ?? first).status;

/** A run of the test runner, and what it found. */
function runTests(argv) {
  const file = join(directory, 'report.json');
  env.CODERS_TEST_REPORT = file;
  const status = run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--reporter=default', '--reporter=./scripts/test-report.mjs', ...argv]);
  return { status, ...JSON.parse(readFileSync(file, 'utf8')) };
}
