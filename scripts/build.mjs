// Builds dist/: the command line, the demo agent and the library, each bundled so that starting costs few file reads.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
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
  const { coders, ...others } = entryPoints;
  await buildParts(others, outdir);
  await buildCommandLine(coders, outdir);
  writeAgentsCoders(join(outdir, 'bin'));
}

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // libsql's native part stays a package of its own: npm installs the one for the system.
  external: ['@libsql/*'],
  // The prompts in templates/ are part of the programs.
  loader: { '.md': 'text' },
  alias: { '@neon-rs/load': './scripts/libsql-target.cjs' },
  sourcemap: 'linked',
  minifyWhitespace: true,
  minifySyntax: true,
  // Node shows the line that an error comes from: nobody wants to see all of the program.
  lineLimit: 160,
  logLevel: 'warning',
};
const shebang = '#!/usr/bin/env node';

/** What is imported, or needs little of all: modules that share what they have in common. */
function buildParts(entryPoints, outdir) {
  return build({
    ...common, entryPoints, outdir,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    define: { CODERS_VERSION: JSON.stringify(version) },
    banner: { js: `${shebang}\nimport { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);` },
  });
}

/** One function that V8 can be given compiled, and a small program that starts it. */
async function buildCommandLine(entryPoint, outdir) {
  const { metafile } = await build({
    ...common, entryPoints: { program: entryPoint }, outdir,
    entryNames: 'parts/[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    metafile: true,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { CODERS_VERSION: JSON.stringify(version), 'import.meta.url': 'coders_url' },
    banner: { js: '(function (require, module, coders_url) { const exports = module.exports;' },
    footer: { js: '})' },
  });
  const program = Object.keys(metafile.outputs).find((path) => path.endsWith('.cjs'));
  onlyAscii(resolve(root, program));
  await build({
    ...common, entryPoints: { coders: 'src/cli/start.ts' }, outdir,
    format: 'esm',
    define: { CODERS_PROGRAM: JSON.stringify(`./parts/${basename(program)}`) },
    banner: { js: shebang },
  });
  chmodSync(resolve(root, outdir, 'coders.js'), 0o755);
  warmUp(resolve(root, outdir, 'coders.js'));
}

/** Has V8 compile what most commands need: the first to run leaves what it needed to all that follow. A plan needs most, and changes nothing. */
function warmUp(program) {
  const directory = mkdtempSync(join(tmpdir(), 'coders-build-'));
  writeFileSync(join(directory, 'team.yaml'), `version: 1\nteam: warm-up\ntmux: {socket: ${basename(directory)}}\ndefaults: {tool: demo}\norchestrator: {directory: .}\n`);
  const env = { PATH: process.env.PATH, HOME: directory, CODERS_STATE_DIR: join(directory, 'state'), CODERS_SUPERVISOR: 'off', TMUX_TMPDIR: directory };
  spawnSync(process.execPath, [program, 'plan'], { cwd: directory, env, stdio: 'ignore' }); // also without tmux it has compiled most
  rmSync(directory, { recursive: true, force: true });
}

/** esbuild leaves regular expressions as they are written. What is ASCII, V8 reads as it lies on the disk. */
function onlyAscii(path) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
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
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'scripts/declarations.tsconfig.json'], { stdio: 'inherit' });
}
