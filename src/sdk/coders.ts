import { watchAll } from './agent-event.ts';
import { configure } from './configuration.ts';
import { distributeTask } from './distribute.ts';
import { list } from './list.ts';
import { listenForMessages } from './listen.ts';
import { healthCheck, kill as endManaged, spawn as spawnManaged } from './manager.ts';
import { attach, down, kill } from './member.ts';
import { sendMessage } from './messages.ts';
import { complete, dequeue, enqueue, fail, find, getBlocked, getPending, getStats } from './missions.ts';
import { getPaneId, injectPaneIdContext } from './pane.ts';
import { claude, codex, gemini, opencode, spawn, worktree } from './spawn.ts';
import { getAgentsByModel, getSpecialists, spawnAgent, spawnPool } from './spawner.ts';
import { listSnapshots, restore, snapshot } from './snapshots.ts';

/** The queue of a team's missions. */
const missions = { enqueue, dequeue, complete, fail, find, getPending, getBlocked, getStats };

/** Agents by what they are for. */
const spawner = { spawnAgent, spawnPool, getSpecialists, getAgentsByModel, distributeTask };

/** Agents by their panes. */
const manager = { spawn: spawnManaged, healthCheck, kill: endManaged, watchAll };

/** Everything that a program does with agents: each call is a verb of the command line, its result a value, its failure an error with the same sentence. */
export const coders = {
  spawn, claude, gemini, codex, opencode, worktree,
  list, attach, kill, down,
  sendMessage, listenForMessages,
  configure,
  snapshot, restore, listSnapshots,
  getPaneId, injectPaneIdContext,
  missions, spawner, manager,
};
