// Builds dist/: the command line, the demo agent and the library, each bundled so that starting costs few file reads.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { generateValidator } from './generate-validator.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

await generateValidator();
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { coders: 'src/cli/bin.ts', demo: 'src/demo/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // Its native part is found next to it.
  external: ['libsql'],
  define: { CODERS_VERSION: JSON.stringify(version) },
  banner: { js: '#!/usr/bin/env node\nimport { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);' },
  sourcemap: 'linked',
  logLevel: 'warning',
});
chmodSync('dist/coders.js', 0o755);
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'scripts/declarations.tsconfig.json'], { stdio: 'inherit' });
