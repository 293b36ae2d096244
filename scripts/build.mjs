// Builds dist/: the command line, the demo agent and the library, each bundled so that starting costs few file reads.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generateValidator } from './generate-validator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The programs of the package, as they are called in `dist/`. */
export const programs = {
  coders: 'src/cli/bin.ts',
  demo: 'src/demo/main.ts',
  index: 'src/index.ts',
  'opencode-plugin': 'src/agents/opencode/plugin.ts',
};

/** Bundles programs, given by their names in `outdir`, the way the package ships them. */
export async function bundle(entryPoints, outdir) {
  await generateValidator();
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  await build({
    entryPoints,
    outdir,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // libsql's native part stays a package of its own: npm installs the one for the system.
    external: ['@libsql/*'],
    alias: { '@neon-rs/load': './scripts/libsql-target.cjs' },
    define: { CODERS_VERSION: JSON.stringify(version) },
    banner: { js: '#!/usr/bin/env node\nimport { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);' },
    sourcemap: 'linked',
    minifyWhitespace: true,
    minifySyntax: true,
    // Node shows the line that an error comes from: nobody wants to see all of the program.
    lineLimit: 160,
    logLevel: 'warning',
  });
  writeAgentsCoders(join(outdir, 'bin'));
}

/** `coders` as agents call it, wherever the package is and whether or not it is on the person's PATH. */
function writeAgentsCoders(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'coders'), '#!/bin/sh\nexec node "${0%/*}/../coders.js" "$@"\n', { mode: 0o755 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root);
  rmSync('dist', { recursive: true, force: true });
  await bundle(programs, 'dist');
  chmodSync('dist/coders.js', 0o755);
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'scripts/declarations.tsconfig.json'], { stdio: 'inherit' });
}
