import type { Address } from '../state/address.ts';
import { addressOf, type MissionNode } from './graph.ts';

/**
 * The lines left of a list of nodes, one text for each, all equally wide. A node that others wait for has a rail that goes
 * down from its row to the last of them; a row's horizontal is that row's own, and joins the rails of all that it waits for:
 *
 *     ┌─── a        ┌ ┬  a rail begins
 *     │ ┌─ b        ├ ┼  it is waited for here, and goes on
 *     └─│─ c        └ ┴  it is waited for here, and ends
 *       └─ d        │    a rail of another: it only passes
 */
export function railsOf(nodes: readonly MissionNode[]): readonly string[] {
  const rows = rowsOf(nodes);
  const width = Math.max(0, ...rows.map(({ rails }) => rails.length));
  return rows.map((row) => drawn(row, width));
}

type Rail = 'begins' | 'joins' | 'ends' | 'passes';

interface Row {
  /** By column; undefined where there is none. */
  readonly rails: readonly (Rail | undefined)[];
}

function rowsOf(nodes: readonly MissionNode[]): readonly Row[] {
  const lanes: (Address | undefined)[] = [];
  const drawnAlready = new Set<Address>();
  const left = dependantsBelow(nodes);
  return nodes.map((node) => {
    const address = addressOf(node);
    const joined = new Set(node.after.filter((awaited) => drawnAlready.has(awaited)));
    for (const awaited of joined) left.set(awaited, left.get(awaited)! - 1);
    drawnAlready.add(address);
    const rails = lanes.map((lane): Rail | undefined => (lane === undefined ? undefined : !joined.has(lane) ? 'passes' : left.get(lane) === 0 ? 'ends' : 'joins'));
    if (left.get(address)! > 0) {
      const free = lanes.indexOf(undefined);
      const column = free < 0 ? lanes.length : free;
      lanes[column] = address;
      rails[column] = 'begins';
    }
    rails.forEach((rail, column) => void (rail === 'ends' && (lanes[column] = undefined)));
    return { rails };
  });
}

/** How many of the nodes below wait for each: on a cycle some stand above. */
function dependantsBelow(nodes: readonly MissionNode[]): Map<Address, number> {
  const counts = new Map<Address, number>();
  for (const node of nodes) {
    for (const awaited of node.after) if (counts.has(awaited)) counts.set(awaited, counts.get(awaited)! + 1);
    counts.set(addressOf(node), 0);
  }
  return counts;
}

const shapes: Readonly<Record<Rail, { readonly first: string; readonly later: string }>> = {
  begins: { first: '┌', later: '┬' },
  joins: { first: '├', later: '┼' },
  ends: { first: '└', later: '┴' },
  passes: { first: '│', later: '│' },
};

function drawn({ rails }: Row, width: number): string {
  const first = rails.findIndex((rail) => rail !== undefined && rail !== 'passes');
  const isCrossed = (column: number) => first >= 0 && column >= first;
  return Array.from({ length: width }, (_, column) => {
    const rail = rails[column];
    const line = isCrossed(column) ? '─' : ' ';
    return `${rail === undefined ? line : column === first ? shapes[rail].first : shapes[rail].later}${line}`;
  }).join('');
}
