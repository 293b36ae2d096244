/**
 * What says that a process belongs to an agent or to a window, and what a person said for one run of ours: nothing that
 * a person would set for what is started by it and outlives it.
 */
const marks = /^(TMUX|TMUX_PANE|CLAUDECODE|CODERS_(TEAM|ADDRESS|EPOCH|BRIEF|SOCKET|SUPERVISOR))$/;

/** The environment for a process that outlives this run: one that carried an agent's marks would be taken for the agent's own, and end with it. */
export function withoutOurselves(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !marks.test(name)));
}
