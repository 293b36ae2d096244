import { resolve } from 'node:path';
import type { CommandLine } from '../server/command-line.ts';
import { agentsOf, type Agent } from './agent.ts';
import { configured, type RedisAddress, type Settings } from './configuration.ts';
import { requireProgress, type ConvergedDocument } from './converged.ts';
import { documentOf, durationText, optionsFrom } from './verb.ts';

/** An agent outside any manifest: what `coders spawn` takes. */
export interface SpawnOptions {
  /** `claude`, `codex`, `gemini`, `opencode` or `demo`; the configured one unless given. */
  readonly tool?: string;
  /** What it is to do; without one it waits to be told. */
  readonly task?: string;
  /** What it is called; the tool's name, with a number, unless given. */
  readonly name?: string;
  /** A branch that it works on, in a git worktree of its own; made where it does not exist. */
  readonly worktree?: string;
  /** Where that branch starts if it is made; what is checked out unless given. */
  readonly baseBranch?: string;
  /** A file with product requirements that it works from. */
  readonly prd?: string;
  /** The model tier (`opus`, `sonnet`, `haiku`) or id; the configured one, else its role's tier, unless given. */
  readonly model?: string;
  /** What it is for: `coder` (usual), `tester`, `reviewer`, … */
  readonly role?: string;
  /** Where it works, or the repository of its worktree; the configured directory unless given. */
  readonly cwd?: string;
  /** `false` starts it once, and lets no supervisor keep it. */
  readonly autoRestart?: boolean;
  /** How long to wait until it is ready, in milliseconds; 30 seconds unless given. */
  readonly timeoutMs?: number;
  /** As REDIS_URL in the environment of the call. */
  readonly redis?: RedisAddress;
  /** @deprecated Every agent is watched, without Redis; `autoRestart: false` keeps it from being started again. */
  readonly enableHeartbeat?: boolean;
  /** @deprecated As `enableHeartbeat`. */
  readonly enableDeadLetter?: boolean;
}

/**
 * Starts an agent, and resolves when it is ready, or, with the status `starting`, when the time is over. It is a team of its
 * own, `adhoc-NAME`; `down` takes it away. Throws a UsageError for what can not be meant, NotConverged where it does not start.
 */
export async function spawn(options: SpawnOptions): Promise<Agent> {
  return spawned(await documentOf<ConvergedDocument>(spawnLine(options), ownSettings(options)));
}

/** Starts several at the same time, each on a branch and in a worktree of its own. Where one of their names is taken, nobody is started. */
export async function spawnSeveral(count: number, options: SpawnOptions): Promise<readonly Agent[]> {
  const line = spawnLine(options);
  const pool = await documentOf<{ readonly spawned: readonly ConvergedDocument[] }>({ ...line, options: { ...line.options, count: String(count) } }, ownSettings(options));
  return Promise.all(pool.spawned.map(spawned));
}

function spawnLine({ tool = configured().tool, model = configured().model, name, task, worktree, baseBranch, prd, role, autoRestart, timeoutMs }: SpawnOptions): CommandLine {
  return {
    verb: 'spawn',
    operands: tool === undefined ? [] : [tool],
    options: optionsFrom({ name, task, worktree, base: baseBranch, prd, model, role, once: autoRestart === false, timeout: durationText(timeoutMs) }),
  };
}

function ownSettings({ redis, cwd }: SpawnOptions): Pick<Settings, 'redis' | 'directory'> {
  return { ...(redis === undefined ? {} : { redis }), ...(cwd === undefined ? {} : { directory: resolve(configured().directory ?? '.', cwd) }) };
}

async function spawned(converged: ConvergedDocument): Promise<Agent> {
  requireProgress(converged);
  const [agent] = await agentsOf(converged.team);
  if (agent === undefined) throw new Error(`the team ${converged.team} has no member`);
  return agent;
}

type TaskOptions = Omit<SpawnOptions, 'tool' | 'task'>;

/** Starts a Claude Code on a task. */
export function claude(task: string, options: TaskOptions = {}): Promise<Agent> {
  return spawn({ ...options, tool: 'claude', task });
}

/** Starts a Gemini CLI on a task. */
export function gemini(task: string, options: TaskOptions = {}): Promise<Agent> {
  return spawn({ ...options, tool: 'gemini', task });
}

/** Starts a Codex on a task. */
export function codex(task: string, options: TaskOptions = {}): Promise<Agent> {
  return spawn({ ...options, tool: 'codex', task });
}

/** Starts an OpenCode on a task. */
export function opencode(task: string, options: TaskOptions = {}): Promise<Agent> {
  return spawn({ ...options, tool: 'opencode', task });
}

/** Starts an agent on a task, on a branch in a worktree of its own: the configured tool, or a Claude Code. */
export function worktree(branch: string, task: string, options: Omit<SpawnOptions, 'worktree' | 'task'> = {}): Promise<Agent> {
  return spawn({ tool: configured().tool ?? 'claude', ...options, worktree: branch, task });
}
