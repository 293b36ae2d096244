import { addressOf, missionGraph, nodesOf, type MissionNode } from '../../missions/graph.ts';
import { railsOf } from '../../missions/graph-rails.ts';
import { stateMarks } from '../../missions/state-marks.ts';
import { holderOf } from '../../missions/tries.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { displayWidth, truncate } from '../../util/display-width.ts';
import { calledIn, statePaint } from './mission-words.ts';
import { palette } from './palette.ts';

export interface GraphStyle {
  readonly color: boolean;
  readonly columns: number;
  readonly projects: readonly string[];
}

/** A line a mission, layer by layer, and left of them who waits for whom; each project below its name where there are several. */
export function missionGraphText(records: readonly MissionRecord[], style: GraphStyle): string {
  const { bold } = palette(style.color);
  if (records.length === 0) return 'There are no missions.';
  const projects = [...new Set(records.map(({ mission }) => mission.project))];
  const parts = projects.map((project) => {
    const lines = projectLines(nodesOf(missionGraph(records.filter(({ mission }) => mission.project === project))), style);
    return projects.length === 1 ? lines : [bold(project), ...lines.map((line) => `  ${line}`)];
  });
  return parts.flat().join('\n');
}

/** Where rails would leave little room for names, each line says instead what its mission waits for. */
function projectLines(nodes: readonly MissionNode[], { color, columns }: GraphStyle): readonly string[] {
  const paints = palette(color);
  const called = calledIn([]);
  const rails = railsOf(nodes);
  const isWide = displayWidth(rails[0] ?? '') > columns / 2;
  const width = Math.max(...nodes.map((node) => displayWidth(called(addressOf(node)))));
  return nodes.map((node, index) => {
    const { state } = node.record.state;
    const holder = holderOf(node.record);
    const lead = isWide ? '' : (rails[index] ?? '');
    const behind = isWide && node.after.length > 0 ? `, after ${node.after.map(called).join(', ')}` : '';
    const rest = `${state}${holder === undefined ? '' : `, ${called(holder)}`}${behind}`;
    const room = Math.max(20, columns - displayWidth(lead) - width - 6);
    const text = truncate(rest, room);
    return `${paints.faint(lead)}${lead === '' ? '' : ' '}${statePaint(state, paints)(stateMarks[state])} ${called(addressOf(node)).padEnd(width)}  ${statePaint(state, paints)(text)}`.trimEnd();
  });
}

/** As `schemas/mission-graph.schema.json` describes it. */
export function missionGraphJson(records: readonly MissionRecord[], team: string) {
  const { layers } = missionGraph(records);
  return {
    version: 1,
    team,
    missions: layers.flatMap((nodes, layer) => nodes.map(({ record: { mission, state }, after }) => ({ address: mission.address, project: mission.project, state: state.state, layer, after }))),
  };
}
