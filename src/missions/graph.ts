import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';

/** Missions and what waits for what, layer by layer: whatever one waits for stands in a layer before its own. */
export interface MissionGraph {
  readonly layers: readonly (readonly MissionNode[])[];
}

export interface MissionNode {
  readonly record: MissionRecord;
  /** The missions of the graph that it waits for, or waited for. */
  readonly after: readonly Address[];
}

/** Missions that are not among the records are left out of what is waited for. Within a layer, neighbours wait for neighbours. */
export function missionGraph(records: readonly MissionRecord[]): MissionGraph {
  const addresses = new Set(records.map(({ mission }) => mission.address));
  const nodes = records.map((record) => ({ record, after: [...new Set(comesAfter(record))].filter((address) => addresses.has(address)) }));
  const layerOf = layers(nodes);
  const count = Math.max(0, ...[...layerOf.values()].map((layer) => layer + 1));
  const raw = Array.from({ length: count }, (): MissionNode[] => []);
  for (const node of nodes) raw[layerOf.get(addressOf(node))!]!.push(node);
  return { layers: besideWhatTheyWaitFor(raw) };
}

/** A review comes after what it is about. */
function comesAfter({ mission: { after, reviews } }: MissionRecord): readonly Address[] {
  return reviews === undefined ? after : [reviews.mission];
}

/** Every node of a graph, in the order of its layers. */
export function nodesOf({ layers: all }: MissionGraph): readonly MissionNode[] {
  return all.flat();
}

export function addressOf({ record: { mission } }: MissionNode): Address {
  return mission.address;
}

/** The longest way to each node. Those on a cycle, which no rule lets in, come last. */
function layers(nodes: readonly MissionNode[]): ReadonlyMap<Address, number> {
  const open = new Map(nodes.map((node) => [addressOf(node), node.after.length]));
  const dependants = dependantsOf(nodes);
  const layer = new Map<Address, number>();
  let front = nodes.filter(({ after }) => after.length === 0).map(addressOf);
  for (let depth = 0; front.length > 0; depth++) {
    for (const address of front) layer.set(address, depth);
    front = front.flatMap((address) => (dependants.get(address) ?? []).filter((dependant) => {
      open.set(dependant, open.get(dependant)! - 1);
      return open.get(dependant) === 0;
    }));
  }
  const last = Math.max(-1, ...layer.values()) + 1;
  return new Map(nodes.map((node) => [addressOf(node), layer.get(addressOf(node)) ?? last]));
}

/** Which nodes wait for each. */
export function dependantsOf(nodes: readonly MissionNode[]): ReadonlyMap<Address, readonly Address[]> {
  const dependants = new Map<Address, Address[]>();
  for (const node of nodes) {
    for (const awaited of node.after) {
      const others = dependants.get(awaited);
      if (others === undefined) dependants.set(awaited, [addressOf(node)]);
      else others.push(addressOf(node));
    }
  }
  return dependants;
}

/** Each layer by the mean place of what its nodes wait for, which leaves lines fewer crossings; those alike stay as they were added. */
function besideWhatTheyWaitFor(raw: readonly (readonly MissionNode[])[]): readonly (readonly MissionNode[])[] {
  const place = new Map<Address, number>();
  return raw.map((layer) => {
    const keyed = layer.map((node, index) => {
      const places = node.after.flatMap((address) => place.get(address) ?? []);
      return { node, key: places.length === 0 ? index : mean(places) };
    });
    const sorted = keyed.sort((a, b) => a.key - b.key).map(({ node }) => node);
    sorted.forEach((node, index) => place.set(addressOf(node), index));
    return sorted;
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
