// Sets up what is missing: npm packages, the system programs named, and dist/. Uses nothing but Node itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const oldestNode = [20, 19];

const redis = { 'redis-server': 'redis' };

/** Package managers, in the order they are looked for, how each installs, and what it calls a program otherwise. */
const managers = [
  { program: 'apt-get', argv: ['install', '-y'], refresh: ['update'], needsRoot: true, names: {} },
  { program: 'dnf', argv: ['install', '-y'], needsRoot: true, names: redis },
  { program: 'apk', argv: ['add'], needsRoot: true, names: redis },
  { program: 'pacman', argv: ['-S', '--noconfirm'], needsRoot: true, names: redis },
  { program: 'brew', argv: ['install'], needsRoot: false, names: redis },
];

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`This is Node ${process.versions.node}; coders needs ${oldestNode.join('.')} or newer.`);
}

/** Installs the programs that are not on PATH, or says exactly what to type and ends. */
export function requirePrograms(programs) {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  const manager = managers.find(({ program }) => isOnPath(program));
  if (manager === undefined) fail(`Please install ${missing.join(' and ')}, then run this again.`);
  const packages = missing.map((program) => manager.names[program] ?? program);
  const typed = [...(manager.needsRoot ? ['sudo'] : []), manager.program, ...manager.argv, ...packages].join(' ');
  const prefix = manager.needsRoot ? rootPrefix() : [];
  if (prefix === undefined) fail(`${missing.join(' and ')} must be installed first. Type:\n\n  ${typed}\n\nthen run this again.`);
  console.log(`Installing ${missing.join(' and ')}: ${typed}`);
  const run = (argv) => spawnSync(prefix[0] ?? manager.program, [...prefix.slice(1), ...(prefix.length > 0 ? [manager.program] : []), ...argv], { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (manager.refresh !== undefined) run(manager.refresh);
  if (!run([...manager.argv, ...packages])) fail(`That failed. Type it yourself, then run this again:\n\n  ${typed}`);
}

/** How a command becomes root without a question; undefined when it can not. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(':').some((directory) => directory !== '' && existsSync(join(directory, program)));
}

/** Runs `npm ci` unless the installed packages are those of the lock file. */
export function requirePackages() {
  const installed = 'node_modules/.package-lock.json';
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  console.log('Installing npm packages.');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  if (status !== 0) fail('npm ci failed: see above.');
}

/** Builds dist/ unless it is newer than every source. */
export function requireBuild() {
  if (existsSync('dist/types/index.d.ts') && newest(['src', 'schemas', 'scripts', 'package.json']) < statSync('dist/types/index.d.ts').mtimeMs) return;
  console.log('Building.');
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}

function newest(paths) {
  const times = paths.map((path) => {
    const stats = statSync(path);
    return stats.isDirectory() ? Math.max(stats.mtimeMs, newest(readdirSync(path).filter((name) => !name.includes('.generated.')).map((name) => join(path, name)))) : stats.mtimeMs;
  });
  return Math.max(0, ...times);
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
