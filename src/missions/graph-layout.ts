import type { Address } from '../state/address.ts';
import { addressOf, type MissionGraph, type MissionNode } from './graph.ts';

/** Where things stand in a picture: layers from left to right, places in a layer from top to bottom, both from 0. */
export interface Spot {
  readonly layer: number;
  readonly place: number;
}

export interface GraphLayout {
  readonly nodes: readonly { readonly node: MissionNode; readonly at: Spot }[];
  /** Each line from the one that is waited for, by way of a spot in every layer between, to the one that waits. */
  readonly lines: readonly { readonly spots: readonly Spot[] }[];
  readonly layers: number;
  /** Of the fullest layer. */
  readonly places: number;
}

interface Line {
  readonly from: Address;
  readonly to: Address;
}

/** What stands in each layer, by place: the address of a node, or the key of a line that passes through. */
type Places = readonly ReadonlyMap<string, number>[];

/** Lines that span several layers get a place in each of them, so that they go around nodes and not behind them. */
export function layoutOf({ layers }: MissionGraph): GraphLayout {
  const nodes = layers.flatMap((inLayer, layer) => inLayer.map((node) => ({ node, layer })));
  const layerOf = new Map(nodes.map(({ node, layer }) => [addressOf(node), layer]));
  const lines = nodes.flatMap(({ node }) => node.after.map((from): Line => ({ from, to: addressOf(node) })));
  const places = placed(layers.map((inLayer) => inLayer.map(addressOf)), { lines, layerOf });
  const spotOf = (key: string, layer: number): Spot => ({ layer, place: places[layer]!.get(key)! });
  return {
    nodes: nodes.map(({ node, layer }) => ({ node, at: spotOf(addressOf(node), layer) })),
    lines: lines.map(({ from, to }) => {
      const [first, last] = [layerOf.get(from)!, layerOf.get(to)!];
      const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, index) => spotOf(keyOf({ from, to }), first + 1 + index));
      return { spots: [spotOf(from, first), ...between, spotOf(to, last)] };
    }),
    layers: layers.length,
    places: Math.max(0, ...places.map(({ size }) => size)),
  };
}

interface Lines {
  readonly lines: readonly Line[];
  readonly layerOf: ReadonlyMap<Address, number>;
}

/** Each layer's order is the mean place of what leads there from the layer before: lines cross less. */
function placed(layers: readonly (readonly Address[])[], { lines, layerOf }: Lines): Places {
  const places: Map<string, number>[] = [];
  for (const [layer, addresses] of layers.entries()) {
    const before = places[layer - 1] ?? new Map<string, number>();
    const arriving = lines.filter(({ from, to }) => layerOf.get(from)! < layer && layer <= layerOf.get(to)!);
    const passing = arriving.filter(({ to }) => layer < layerOf.get(to)!);
    const origin = (line: Line) => before.get(layerOf.get(line.from) === layer - 1 ? line.from : keyOf(line))!;
    const wanted = [
      ...addresses.map((address, index) => ({ key: address, at: mean(arriving.filter(({ to }) => to === address).map(origin)) ?? index })),
      ...passing.map((line) => ({ key: keyOf(line), at: origin(line) })),
    ];
    places.push(new Map(wanted.sort((a, b) => a.at - b.at).map(({ key }, place) => [key, place])));
  }
  return places;
}

function keyOf({ from, to }: Line): string {
  return `${from} ${to}`;
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
