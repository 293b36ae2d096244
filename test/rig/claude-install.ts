import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The version that the tests are written against. */
export const claudeVersion = '2.1.329';

/** Where the real program is, or why there is none. */
export type Installed = { readonly program: string } | { readonly missing: string };

const agents = fileURLToPath(new URL('../../.cache/agents', import.meta.url));
const folder = join(agents, `claude-code-${claudeVersion}`);

// npm may refuse to run the package's install script, which puts the native program at the first of these;
// the second is where the program lies in the platform's own package.
const programs = ['node_modules/.bin/claude', `node_modules/@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`];

/** Finds Claude Code in `.cache/agents/`, or installs it there from the npm registry in at most two minutes. */
export async function claudeInstall(): Promise<Installed> {
  const found = await firstThatRuns();
  if (found !== undefined) return { program: found };
  try {
    await install();
  } catch (error) {
    return { missing: `npm does not install @anthropic-ai/claude-code@${claudeVersion}: ${reasonOf(error)}` };
  }
  const program = await firstThatRuns();
  return program === undefined ? { missing: `The installed Claude Code ${claudeVersion} does not run on this machine.` } : { program };
}

async function firstThatRuns(): Promise<string | undefined> {
  for (const program of programs.map((path) => join(folder, path))) {
    if (await hasVersion(program)) return program;
  }
  return undefined;
}

async function hasVersion(program: string): Promise<boolean> {
  try {
    // A home of its own: the program may write there, even for this.
    const env = { PATH: process.env['PATH'], HOME: folder };
    const { stdout } = await run(program, ['--version'], { timeout: 20_000, env });
    return stdout.startsWith(claudeVersion);
  } catch {
    return false;
  }
}

// Test files run side by side: each installs aside, and the first to be done gives the folder its name.
async function install(): Promise<void> {
  await mkdir(agents, { recursive: true });
  const aside = await mkdtemp(join(agents, 'installing-'));
  try {
    const options = ['--no-save', '--no-audit', '--no-fund', '--prefix', aside];
    await run('npm', ['install', ...options, `@anthropic-ai/claude-code@${claudeVersion}`], { timeout: 120_000 });
    await rename(aside, folder).catch(unlessTaken);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function unlessTaken(error: NodeJS.ErrnoException): void {
  if (!['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
}

function reasonOf(error: unknown): string {
  const { stderr = '' } = error as { stderr?: string };
  const told = stderr.split('\n').filter((line) => line.startsWith('npm error') && !/complete log|^npm error \s+at /.test(line));
  return (told.map((line) => line.slice('npm error '.length)).join('; ') || String(error)).slice(0, 400);
}
