import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the real program is, or why there is none. */
export type Installed = { readonly program: string } | { readonly missing: string };

/** A tool of the npm registry, in the version that the tests are written against. */
export interface AgentPackage {
  readonly package: string;
  readonly version: string;
  /** Where the program may lie in the folder that npm installs to, best first. */
  readonly programs: readonly string[];
}

const agents = fileURLToPath(new URL('../../.cache/agents', import.meta.url));

/** Finds a tool in `.cache/agents/`, or installs it there from the npm registry in at most two minutes. */
export async function agentInstall(agent: AgentPackage): Promise<Installed> {
  const found = await firstThatRuns(agent);
  if (found !== undefined) return { program: found };
  try {
    await install(agent);
  } catch (error) {
    return { missing: `npm does not install ${agent.package}@${agent.version}: ${reasonOf(error)}` };
  }
  const program = await firstThatRuns(agent);
  return program === undefined ? { missing: `The installed ${agent.package} ${agent.version} does not run on this machine.` } : { program };
}

/** `@openai/codex` in `codex-0.169.0`. */
function folderOf(agent: AgentPackage): string {
  return join(agents, `${agent.package.split('/').at(-1)}-${agent.version}`);
}

async function firstThatRuns(agent: AgentPackage): Promise<string | undefined> {
  for (const path of agent.programs) {
    const program = join(folderOf(agent), path);
    if (await hasVersion(program, agent)) return program;
  }
  return undefined;
}

async function hasVersion(program: string, agent: AgentPackage): Promise<boolean> {
  try {
    // A home of its own: the program may write there, even for this.
    const env = { PATH: process.env['PATH'], HOME: folderOf(agent), TMPDIR: folderOf(agent) };
    const { stdout } = await run(program, ['--version'], { timeout: 20_000, env });
    return stdout.split(/\s/).includes(agent.version);
  } catch {
    return false;
  }
}

// Test files run side by side: each installs aside, and the first to be done gives the folder its name.
async function install(agent: AgentPackage): Promise<void> {
  await mkdir(agents, { recursive: true });
  const aside = await mkdtemp(join(agents, 'installing-'));
  try {
    const options = ['--no-save', '--no-audit', '--no-fund', '--prefix', aside];
    await run('npm', ['install', ...options, `${agent.package}@${agent.version}`], { timeout: 120_000 });
    await rename(aside, folderOf(agent)).catch(unlessTaken);
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
