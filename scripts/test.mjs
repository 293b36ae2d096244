// npm test: sets up what is missing, checks the types, and runs every test. Arguments go to the test runner.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

requireNode();
requirePrograms(['tmux', 'git', 'redis-server']);
requirePackages();
requireBuild();

// Node 20 reads that file at every start, and each file of tests has a process of its own; no test goes out into the world.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const run = (program, argv) => spawnSync(program, argv, { stdio: 'inherit', env }).status ?? 1;

if (run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit']) !== 0) process.exit(1);

const directory = mkdtempSync(join(tmpdir(), 'coders-test-'));
const report = join(directory, 'report.json');
const status = run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts',
  '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)]);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(directory, { recursive: true });
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exitCode = status;
