import { processTable, readOfProcess } from '../processes/process-table.ts';

/** The variable that says, on each of our control clients, which run it belongs to and which server it is on. */
const markName = 'CODERS_CLIENT';

export function clientMark(socket: string): Readonly<Record<string, string>> {
  return { [markName]: `${process.pid} ${socket}` };
}

/**
 * Kills the control clients of runs that were killed. Such a client goes by itself, unless tmux still had something to
 * tell it: then tmux 3.3a waits for ever for that to be read, and its server does not end either.
 */
export async function endAbandonedClients(socket: string): Promise<void> {
  for (const { pid, parent } of await processTable()) {
    const [, runner, onSocket] = /^(\d+) (.*)$/s.exec(markOf(pid) ?? '') ?? [];
    if (onSocket === socket && Number(runner) !== parent) process.kill(pid, 'SIGKILL');
  }
}

/** Undefined for every process that is no control client of ours, and where the system does not show environments. */
function markOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const variables = readOfProcess(pid, 'environ')?.split('\0') ?? [];
  return variables.find((variable) => variable.startsWith(`${markName}=`))?.slice(markName.length + 1);
}
