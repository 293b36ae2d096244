// npm run soak [-- MESSAGES]: sends thousands of awkward messages to fifty agents in trouble, and prints what became of them.
import { spawnSync } from 'node:child_process';
import { requireNode, requirePackages, requirePrograms } from './set-up.mjs';

const [messages = '10000'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(messages)) {
  console.error(`"${messages}" is no number of messages. Write a whole number from 1, as in: npm run soak -- 2000`);
  process.exit(2);
}

requireNode();
requirePrograms(['tmux', 'git']);
requirePackages();

const argv = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--disable-console-intercept=true', 'test/soak/'];
const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit', env: { ...process.env, CODERS_SOAK_MESSAGES: messages } });
process.exitCode = status ?? 1;
