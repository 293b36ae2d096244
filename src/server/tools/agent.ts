import type { CommandLine } from '../command-line.ts';
import { optionsFrom, teamOption, type Action, type Arguments, type CallerTeam, type Tool } from '../tool.ts';

/** The longest that a call may take until its member is ready: clients give up on one after a minute. */
const spawnTimeout = '30s';

const spawn: Action = {
  summary: 'start one agent beside the team, in your directory unless another is given',
  needs: ['tool'],
  takes: ['name', 'task', 'prd', 'worktree', 'model', 'directory'],
  lines: (given) => [{ verb: 'spawn', operands: given.several('tool'), options: { ...optionsFrom(given, ['name', 'task', 'prd', 'worktree', 'model', 'directory']), timeout: spawnTimeout } }],
};

/** Nobody waits for them to be ready. */
const spawnPool: Action = {
  summary: 'start several at once for the same task, each on a branch and in a worktree of its own',
  needs: ['tool', 'name', 'count'],
  takes: ['task', 'prd', 'worktree', 'model', 'directory'],
  lines: (given) => [{ verb: 'spawn', operands: given.several('tool'), options: { ...optionsFrom(given, ['name', 'count', 'task', 'prd', 'worktree', 'model', 'directory']), timeout: '0' } }],
};

const kill: Action = {
  summary: 'end a member\'s program, and hold the member',
  needs: ['member'],
  takes: ['team'],
  lines: (given, caller) => [memberLine('kill', given, caller)],
};

const restart: Action = {
  summary: 'end a member\'s program and start it again, with its conversation',
  needs: ['member'],
  takes: ['team', 'fresh'],
  lines: (given, caller) => {
    const line = memberLine('restart', given, caller);
    return [given.has('fresh') ? { ...line, options: { ...line.options, fresh: true } } : line];
  },
};

const health: Action = {
  summary: 'show how one member is, and by which evidence',
  needs: ['member'],
  takes: ['team'],
  lines: (given, caller) => [memberLine('why', given, caller)],
};

const healthOfAll: Action = {
  summary: 'show how all members are, with their processes and memory',
  needs: [],
  takes: ['team'],
  lines: (given, caller) => [teamLine(given, caller, { verbose: true })],
};

const status: Action = {
  summary: 'show what each member does now',
  needs: [],
  takes: ['team'],
  lines: (given, caller) => [teamLine(given, caller)],
};

/** Agents: what `coders spawn`, `kill`, `restart`, `why` and `status` do. */
export const agent: Tool = {
  name: 'agent',
  summary: 'Look at the agents of the team, start further ones, end and restart them. An engineer may only look; a PM manages its project; the orchestrator may do anything.',
  parameters: {
    member: { kind: 'text', about: 'a member by its name or address, such as cart or storefront/cart' },
    team: { kind: 'text', about: 'another team than your own, such as that of a member that was spawned: adhoc-NAME' },
    tool: { kind: 'text', about: 'which agent: claude, codex, gemini, opencode or demo' },
    name: { kind: 'text', about: 'what it is called; with spawn_pool NAME-1, NAME-2, …' },
    task: { kind: 'text', about: 'what it is to do; without one it waits to be told' },
    prd: { kind: 'text', about: 'the path of product requirements that it works from' },
    worktree: { kind: 'text', about: 'the branch that it works on, in a worktree of its own; with spawn_pool BRANCH-1, BRANCH-2, …' },
    model: { kind: 'text', about: 'the model tier (opus, sonnet, haiku) or id' },
    directory: { kind: 'text', about: 'where it works, or whose repository worktrees are made of; your own unless given' },
    count: { kind: 'number', about: 'how many' },
    fresh: { kind: 'yes-or-no', about: 'begin a new conversation' },
  },
  does: { spawn, spawn_pool: spawnPool, kill, restart, health, health_all: healthOfAll, status },
};

function memberLine(verb: string, given: Arguments, { team }: CallerTeam): CommandLine {
  return { verb, operands: given.several('member'), options: teamOption(given.text('team') ?? team) };
}

function teamLine(given: Arguments, { team }: CallerTeam, options: CommandLine['options'] = {}): CommandLine {
  const named = given.text('team') ?? team;
  return { verb: 'status', operands: named === undefined ? [] : [named], options };
}
