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
}

/** A line a mission, layer by layer, and left of them who waits for whom; each project below its name where there are several. */
export function missionGraphText(records: readonly MissionRecord[], style: GraphStyle): string {
  const { bold } = palette(style.color);
  if (records.length === 0) return 'There are no missions.';
  const projects = [...new Set(records.map(({ mission }) => mission.project))];
  const parts = projects.map((project) => {
    const nodes = nodesOf(missionGraph(records.filter(({ mission }) => mission.project === project)));
    return projects.length === 1 ? projectLines(nodes, style) : [bold(project), ...projectLines(nodes, { ...style, columns: style.columns - 2 }).map((line) => `  ${line}`)];
  });
  return parts.flat().join('\n');
}

/** Where rails would leave little room for names, each line says instead what its mission waits for. */
function projectLines(nodes: readonly MissionNode[], { color, columns }: GraphStyle): readonly string[] {
  const paints = palette(color);
  const rails = railsOf(nodes);
  const isWide = displayWidth(rails[0] ?? '') > columns / 2;
  const width = Math.max(...nodes.map((node) => called(addressOf(node)).length));
  return nodes.map((node, index) => {
    const { state } = node.record.state;
    const paint = statePaint(state, paints);
    const rail = rails[index] ?? '';
    const lead = isWide || rail === '' ? '' : `${paints.faint(rail)} `;
    const room = Math.max(20, columns - displayWidth(rail) - width - 5);
    const words = isWide ? stateWords(node, true) : truncate(stateWords(node, false), room);
    return `${lead}${paint(stateMarks[state])} ${called(addressOf(node)).padEnd(width)}  ${paint(words)}`.trimEnd();
  });
}

/** The state and whose it is; and what it is after, where no rail shows that. */
function stateWords({ record, after }: MissionNode, isAfterSaid: boolean): string {
  const holder = holderOf(record);
  const words = [record.state.state, ...(holder === undefined ? [] : [called(holder)]), ...(isAfterSaid && after.length > 0 ? [`after ${after.map(called).join(', ')}`] : [])];
  return words.join(', ');
}

const called = calledIn([]);

/** As `schemas/mission-graph.schema.json` describes it. */
export function missionGraphJson(records: readonly MissionRecord[], team: string) {
  const { layers } = missionGraph(records);
  return {
    version: 1,
    team,
    missions: layers.flatMap((nodes, layer) => nodes.map(({ record: { mission, state }, after }) => ({ address: mission.address, project: mission.project, state: state.state, layer, after }))),
  };
}
