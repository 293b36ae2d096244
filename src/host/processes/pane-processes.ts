import type { ObservedPane } from '../../state/observed.ts';
import { environmentOf, type ProcessEntry } from './process-table.ts';

/** All that runs because of a pane's program, by one look at all processes: its children, its session, and what carries the pane's environment. */
export function processesByPane(table: readonly ProcessEntry[]): (pane: ObservedPane) => ProcessEntry[] {
  const children = groupByParent(table);
  const carried = new Map<number, string | undefined>();
  const carries = (pid: number): string | undefined => {
    if (!carried.has(pid)) carried.set(pid, paneCarriedBy(pid));
    return carried.get(pid);
  };
  return (pane) => {
    const serverPid = Number(pane.server.split('@')[0]);
    // The number of a program that has ended may be another's by now: then only the environment tells.
    const isAlive = pane.dead === undefined && table.some(({ pid, parent }) => pid === pane.pid && parent === serverPid);
    const members = new Set<number>(isAlive ? [pane.pid] : []);
    for (const pid of members) for (const child of children.get(pid) ?? []) members.add(child.pid);
    const belongs = ({ pid, session }: ProcessEntry) => members.has(pid) || (isAlive && session === pane.pid) || carries(pid) === nameOf(serverPid, pane.id);
    return table.filter((entry) => entry.pid !== process.pid && entry.pid !== serverPid && belongs(entry));
  };
}

function groupByParent(table: readonly ProcessEntry[]): Map<number, ProcessEntry[]> {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return children;
}

/** A daemon leaves its parent and its session, but seldom the environment that tmux gave the pane. */
function paneCarriedBy(pid: number): string | undefined {
  const variables = environmentOf(pid);
  const pane = valueOf('TMUX_PANE', variables);
  const serverPid = valueOf('TMUX', variables)?.split(',').at(-2);
  return pane === undefined || serverPid === undefined ? undefined : nameOf(Number(serverPid), pane);
}

function valueOf(name: string, variables: readonly string[]): string | undefined {
  return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}

function nameOf(serverPid: number, pane: string): string {
  return `${serverPid} ${pane}`;
}
