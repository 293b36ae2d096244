// npm run bench: sets up what is missing, then measures this build against the limit and the peers. See --help.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

requireNode();
requirePrograms(['tmux', 'git', 'redis-server']);
requirePackages();
requireBuild();

const directory = mkdtempSync(join(tmpdir(), 'coders-bench-'));
try {
  const { build } = await import('esbuild');
  // The store's binding has a native part, and BullMQ loads its own files, so they are no part of the bundle.
  symlinkSync(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
  const outfile = join(directory, 'bench.mjs');
  await build({ entryPoints: ['test/bench/main.ts'], outfile, bundle: true, platform: 'node', format: 'esm', loader: { '.md': 'text' }, external: ['libsql', 'ioredis', 'bullmq'], logLevel: 'warning',
    banner: { js: 'import { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);' } });
  const { main } = await import(outfile);
  process.exitCode = await main(process.argv.slice(2), { directory, packageDirectory: process.cwd() });
} finally {
  rmSync(directory, { recursive: true, force: true });
}
