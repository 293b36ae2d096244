// npm run soak [-- [messages N] [faults N] [hosts N] [samples 1]]: thousands of awkward messages to fifty agents in trouble, then a thousand faults at random
// under a supervised team, then two hundred under a team on three machines, then all that the suite takes a random part of: every field edited, every place of death. Prints what became of them.
// Only what is named, where something is.
import { spawnSync } from 'node:child_process';
import { requireNode, requirePackages, requirePrograms } from './set-up.mjs';

const soaks = {
  messages: { usual: 10_000, variable: 'CODERS_SOAK_MESSAGES', tests: ['test/soak/soak.test.ts'] },
  faults: { usual: 1_000, variable: 'CODERS_SOAK_FAULTS', tests: ['test/soak/supervisor/soak', 'test/soak/supervisor/missions', 'test/soak/supervisor/clock'] },
  hosts: { usual: 200, variable: 'CODERS_SOAK_HOST_FAULTS', tests: ['test/soak/supervisor/hosts'] },
  samples: { usual: 1, variable: 'CODERS_SOAK_SAMPLES', tests: ['test/fields/', 'test/e2e/invariants/3-'] },
};

function chosen(words) {
  if (words.length === 0) return Object.keys(soaks).map((name) => [name, soaks[name].usual]);
  return Array.from({ length: Math.ceil(words.length / 2) }, (_, index) => [words[2 * index], words[2 * index + 1]]);
}

const pairs = chosen(process.argv.slice(2));
for (const [name, count] of pairs) {
  if (Object.hasOwn(soaks, name) && /^[1-9]\d*$/.test(count)) continue;
  console.error(`"${[name, count].join(' ').trim()}" is nothing to soak. Write messages, faults, hosts or samples and a whole number from 1, as in: npm run soak -- faults 10000`);
  process.exit(2);
}

requireNode();
requirePrograms(['tmux', 'git', 'redis-server']);
requirePackages();

const variables = Object.fromEntries(pairs.map(([name, count]) => [soaks[name].variable, String(count)]));
const argv = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--no-file-parallelism', '--disable-console-intercept=true', ...pairs.flatMap(([name]) => soaks[name].tests)];
const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit', env: { ...process.env, ...variables } });
process.exitCode = status ?? 1;
