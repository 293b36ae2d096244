import { displayWidth } from '../util/display-width.ts';
import { seatIn } from '../state/address.ts';
import { nodesOf, type MissionGraph, type MissionNode } from './graph.ts';
import { layoutOf, type Spot } from './graph-layout.ts';
import { stateColours } from './state-colours.ts';
import { stateMarks } from './state-marks.ts';

/** In pixels. */
const sizes = { letter: 7.4, padding: 14, height: 42, gapX: 64, gapY: 16, margin: 16 } as const;

/** A graph as a picture that needs nothing beside itself: a box for each mission, and a line from each to what waits for it. */
export function svgOf(graph: MissionGraph): string {
  const nodes = nodesOf(graph);
  const boxWidth = Math.ceil(Math.max(60, ...nodes.map(({ record }) => displayWidth(titleOf(record)) * sizes.letter)) + 2 * sizes.padding);
  const layout = layoutOf(graph);
  const at = (spot: Spot) => ({ x: sizes.margin + spot.layer * (boxWidth + sizes.gapX), y: sizes.margin + spot.place * (sizes.height + sizes.gapY) });
  const width = 2 * sizes.margin + layout.layers * boxWidth + Math.max(0, layout.layers - 1) * sizes.gapX;
  const height = 2 * sizes.margin + layout.places * sizes.height + Math.max(0, layout.places - 1) * sizes.gapY;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, monospace" font-size="12">`,
    '  <title>Missions, and what waits for what</title>',
    '  <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#6b7280"/></marker></defs>',
    ...layout.lines.map(({ spots }) => `  <path d="${curve(spots.map(at), boxWidth)}" fill="none" stroke="#6b7280" marker-end="url(#tip)"/>`),
    ...layout.nodes.map(({ node, at: spot }) => `  ${box(node, at(spot), boxWidth)}`),
    '</svg>',
  ].join('\n');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the right of the first box to the left of the last, straight through the spots between. */
function curve(corners: readonly Point[], boxWidth: number): string {
  const middle = corners.map(({ x, y }) => ({ x, y: y + sizes.height / 2 }));
  const bend = sizes.gapX / 2;
  const start = { x: middle[0]!.x + boxWidth, y: middle[0]!.y };
  const steps = middle.slice(1).map((to, index) => {
    const from = { x: middle[index]!.x + boxWidth, y: middle[index]!.y };
    const isLast = index === middle.length - 2;
    return `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}${isLast ? '' : `H${to.x + boxWidth}`}`;
  });
  return `M${start.x} ${start.y}${steps.join('')}`;
}

function box({ record }: MissionNode, { x, y }: Point, width: number): string {
  const { state } = record.state;
  const { fill, line } = stateColours[state];
  const word = (text: string, lower: number) => `<text x="${x + width / 2}" y="${y + lower}" text-anchor="middle" fill="#111827">${escaped(text)}</text>`;
  return `<g><rect x="${x}" y="${y}" width="${width}" height="${sizes.height}" rx="6" fill="${fill}" stroke="${line}"/>${word(titleOf(record), 17)}${word(`${stateMarks[state]} ${state}`, 33)}</g>`;
}

function titleOf({ mission: { address } }: MissionNode['record']): string {
  return seatIn(address);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
