/** What each node points at. Nodes that are only pointed at may be left out. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Every cycle that a depth-first walk meets, each from its first node in the graph's order: `[a, b]` for a → b → a. */
export function cycles(graph: Graph): readonly (readonly string[])[] {
  const walk: Walk = { graph, done: new Set(), position: new Map(), found: [] };
  for (const start of graph.keys()) if (!walk.done.has(start)) follow(start, walk);
  return walk.found;
}

interface Walk {
  readonly graph: Graph;
  readonly done: Set<string>;
  /** Of each node on the current path; insertion order is the path itself. */
  readonly position: Map<string, number>;
  readonly found: string[][];
}

/** A stack of its own: a chain of ten thousand nodes must not overflow the program's. */
function follow(start: string, walk: Walk): void {
  const stack = [{ node: start, next: 0 }];
  walk.position.set(start, 0);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const target = walk.graph.get(top.node)?.[top.next++];
    if (target === undefined) {
      walk.done.add(top.node);
      walk.position.delete(top.node);
      stack.pop();
    } else if (walk.position.has(target)) {
      walk.found.push([...walk.position.keys()].slice(walk.position.get(target)));
    } else if (!walk.done.has(target)) {
      walk.position.set(target, stack.length);
      stack.push({ node: target, next: 0 });
    }
  }
}
