import type { AppliedTeam } from '../../src/state/applied-team.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, wanted } from '../plan/world.ts';

/** All of one account, and each with another policy. */
const yaml = `${shop(`pm: {tool: demo, worktree: false, directory: ., restart: never}
engineers:
  cart: {tool: demo, stuck_after: 10m, context: {handover_at: 80%}, restart: {max: 3, window: 10m, backoff: 1m..4m}}
  search: {tool: demo, stuck_after: 30m, restart: {policy: on-failure, max: 4, window: 1h, backoff: 2s..10m}}
`)}limits: {agents: 3, spawn_rate: 2/min}\n`;

export const desired = wanted(yaml);

/** Worktrees that are there, and no agent in them. */
const world = applied(yaml);
export const standing = { world, now: world.launches[0]!.at };

export const kept: KeptTeam = { name: desired.team, desired, limits: { agents: 3, spawnRate: { count: 2, everyMs: 60_000 } }, environment: {}, confirmed: [], since: standing.now };

export const appliedTeam: AppliedTeam = {
  name: desired.team, file: '/work/teams/team.yaml', text: yaml, tmux: desired.tmux, appliedAt: standing.now,
  members: desired.members.map(({ address, seat, settings: { tool, model, role, directory }, care }) => ({ address, seat, tool, model, role, directory, stuckAfterMs: care.stuckAfterMs })),
};
