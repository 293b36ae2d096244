import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

export interface Spent {
  readonly cpuMs: number;
  /** Voluntary context switches of all its threads. */
  readonly switches: number;
  readonly childFaults: number;
  readonly rssBytes: number;
}

/** All that a process has cost so far. The children it has waited for count with their CPU time. */
export function spent(pid: number): Spent {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  const threads = readdirSync(`/proc/${pid}/task`);
  const switches = threads.reduce((sum, thread) => sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'))?.[1] ?? 0), 0);
  const childFaults = fields[8] ?? 0; // page faults of ended children: they grow with each
  return { cpuMs: (user + system + childUser + childSystem) * tickMs, switches, childFaults, rssBytes: (fields[21] ?? 0) * 4096 };
}
