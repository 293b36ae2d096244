import type { Address } from '../state/address.ts';
import type { MissionStateName } from '../state/mission.ts';
import { addressOf, nodesOf, type MissionGraph, type MissionNode } from './graph.ts';
import { stateColours } from './state-colours.ts';
import { stateMarks } from './state-marks.ts';

/** A graph as a flowchart for Mermaid, which many sites and editors draw: its projects, states and dependencies. */
export function mermaidOf(graph: MissionGraph): string {
  const nodes = nodesOf(graph);
  const idOf = new Map(nodes.map((node, index) => [addressOf(node), `m${index + 1}`]));
  const projects = [...new Set(nodes.map(({ record }) => record.mission.project))];
  const states = [...new Set(nodes.map(({ record }) => record.state.state))];
  return [
    'flowchart LR',
    ...projects.flatMap((project, index) => [
      `  subgraph p${index + 1}["${project}"]`,
      ...nodes.filter(({ record }) => record.mission.project === project).map((node) => `    ${nodeLine(node, idOf)}`),
      '  end',
    ]),
    ...nodes.flatMap((node) => node.after.map((awaited) => `  ${idOf.get(awaited)} --> ${idOf.get(addressOf(node))}`)),
    ...states.map((state) => `  ${classLine(state)}`),
  ].join('\n');
}

function nodeLine(node: MissionNode, idOf: ReadonlyMap<Address, string>): string {
  const { state, mission: { address } } = node.record;
  return `${idOf.get(addressOf(node))}["${stateMarks[state.state]} ${address.slice(address.lastIndexOf('/') + 1)}<br/>${state.state}"]:::${state.state}`;
}

function classLine(state: MissionStateName): string {
  const { fill, line } = stateColours[state];
  return `classDef ${state} fill:${fill},stroke:${line},color:#111827`;
}
