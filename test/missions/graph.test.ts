import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualMission } from '../../src/manifest/mission.ts';
import { missionGraphText } from '../../src/cli/reporters/mission-graph.ts';
import { missionGraph, nodesOf } from '../../src/missions/graph.ts';
import { layoutOf } from '../../src/missions/graph-layout.ts';
import { mermaidOf } from '../../src/missions/graph-mermaid.ts';
import { railsOf } from '../../src/missions/graph-rails.ts';
import { svgOf } from '../../src/missions/graph-svg.ts';
import { stateMarks } from '../../src/missions/state-marks.ts';
import { displayWidth } from '../../src/util/display-width.ts';
import type { MissionRecord, MissionState } from '../../src/state/mission.ts';
import { seed } from '../rig/seed.ts';

const waiting: MissionState = { state: 'waiting', since: 0 };
const done: MissionState = { state: 'done', at: 0, by: 'member/store/cart' };

function record(name: string, after: readonly string[] = [], state = waiting): MissionRecord {
  return {
    mission: {
      address: `mission/store/${name}`, project: 'store', origin: 'manifest', after: after.map((other) => `mission/store/${other}`),
      brief: 'Do it.', context: [], priority: 'normal', type: 'general', timeoutMs: 1000, retries: 1, backoff: usualMission.backoff,
      accept: { run: [], commits: 0, files: [], timeoutMs: 1000 }, onFail: 'retry',
    },
    state, tries: [], addedAt: 0,
  };
}

function drawn(records: readonly MissionRecord[]): string {
  const nodes = nodesOf(missionGraph(records));
  const rails = railsOf(nodes);
  return nodes.map(({ record: { mission } }, index) => `${rails[index]} ${mission.address.split('/').at(-1)}`.trimEnd()).join('\n');
}

const shop = [
  record('cart-api', [], done), record('search-api', [], done), record('docs'), record('cart-ui', ['cart-api']),
  record('search-ui', ['search-api', 'cart-api']), record('release', ['cart-ui', 'search-ui', 'search-api']),
];

test('a mission stands in a layer behind all that it waits for', () => {
  const names = missionGraph(shop).layers.map((layer) => layer.map(({ record: { mission } }) => mission.address.split('/').at(-1)));
  expect(names).toEqual([['cart-api', 'search-api', 'docs'], ['cart-ui', 'search-ui'], ['release']]);
});

test('what is waited for goes down as a rail, and each row joins those of its own', () => {
  expect(drawn(shop)).toMatchInlineSnapshot(`
    "┌─────── cart-api
    │ ┌───── search-api
    │ │      docs
    ├─│─┬─── cart-ui
    └─┼─│─┬─ search-ui
      └─┴─┴─ release"
  `);
});

test('a chain, a diamond and lone missions', () => {
  expect(drawn([record('a'), record('b', ['a']), record('c', ['b'])])).toMatchInlineSnapshot(`
    "┌─── a
    └─┬─ b
      └─ c"
  `);
  expect(drawn([record('a'), record('b', ['a']), record('c', ['a']), record('d', ['b', 'c'])])).toMatchInlineSnapshot(`
    "┌───── a
    ├─┬─── b
    └─│─┬─ c
      └─┴─ d"
  `);
  expect(drawn([record('a'), record('b')])).toBe(' a\n b');
  expect(drawn([])).toBe('');
});

test('what is waited for and is not there is left out; a cycle, which no rule lets in, is drawn last', () => {
  expect(missionGraph([record('a', ['gone'])]).layers).toMatchObject([[{ after: [] }]]);
  const { layers } = missionGraph([record('x', ['y']), record('y', ['x']), record('a')]);
  expect(layers.map((layer) => layer.length)).toEqual([1, 2]);
  expect(() => svgOf({ layers })).not.toThrow();
  expect(railsOf(layers.flat())).toHaveLength(3);
});

test('where rails would take more than half of the terminal, each line says what it is after', () => {
  const many = Array.from({ length: 12 }, (_, index) => record(`m${index}`));
  const all = [...many, record('last', many.map((_, index) => `m${index}`))];
  const lines = missionGraphText(all, { color: false, columns: 40 }).split('\n');
  expect(lines[0]).toBe('· m0    waiting');
  expect(lines.at(-1)).toBe('· last  waiting, after m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11');
  expect(missionGraphText(all, { color: false, columns: 80 }).split('\n')[0]).toMatch(/^┌─+ · m0 {4}waiting$/);
});

test('several projects are drawn one below the other', () => {
  const docs = record('guide');
  const other = { ...docs, mission: { ...docs.mission, project: 'docs', address: 'mission/docs/guide' } };
  expect(missionGraphText([record('a'), record('b', ['a'], done), other], { color: false, columns: 80 })).toBe('store\n  ┌─ · a  waiting\n  └─ ✓ b  done\ndocs\n  · guide  waiting');
});

test('Mermaid text names each mission, its state and what waits for it', () => {
  expect(mermaidOf(missionGraph([record('a', [], done), record('b', ['a'])]))).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph p1["store"]
        m1["✓ a<br/>done"]:::done
        m2["· b<br/>waiting"]:::waiting
      end
      m1 --> m2
      classDef done fill:#dcfce7,stroke:#16a34a,color:#111827
      classDef waiting fill:#f3f4f6,stroke:#9ca3af,color:#111827"
  `);
});

test('a picture has a box for each mission, and a line for each that waits', () => {
  const svg = svgOf(missionGraph(shop));
  expect(svg.match(/<rect /g)).toHaveLength(6);
  expect(svg.match(/marker-end/g)).toHaveLength(6);
  expect(svg).toContain('>store/search-ui<');
  expect(svg).toContain('✓ done');
});

test('every mark is one column wide', () => {
  for (const mark of Object.values(stateMarks)) expect(displayWidth(mark)).toBe(1);
});

/** Names and what each waits for, among those before it. */
const anyMissions = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 40 }).map((picks) =>
  picks.map((pick, index) => record(`m${index}`, index === 0 ? [] : pick.map((number) => `m${number % index}`))));

test('any graph: order holds, rails say exactly what waits for what, and nothing stands on another\'s spot', () => {
  fc.assert(fc.property(anyMissions, (records) => {
    const graph = missionGraph(records);
    const nodes = nodesOf(graph);
    expect(nodes).toHaveLength(records.length);
    expect(readRails(railsOf(nodes))).toEqual(nodes.map(({ after }) => [...after].map((address) => nodes.findIndex(({ record: { mission } }) => mission.address === address)).sort((a, b) => a - b)));
    const layout = layoutOf(graph);
    for (const { spots } of layout.lines) expect(spots.map(({ layer }) => layer)).toEqual(spots.map((_, index) => spots[0]!.layer + index));
    const taken = layout.nodes.map(({ at }) => `${at.layer} ${at.place}`);
    expect(new Set(taken).size).toBe(taken.length);
    const passed = layout.lines.flatMap(({ spots }) => spots.slice(1, -1).map(({ layer, place }) => `${layer} ${place}`));
    expect(passed.filter((spot) => taken.includes(spot))).toEqual([]);
  }), { seed });
});

/** Reads a drawing as a person does: which rows' rails each row joins. */
function readRails(lines: readonly string[]): number[][] {
  const begun = new Map<number, number>();
  return lines.map((line, row) => {
    const joined: number[] = [];
    for (const [column, sign] of [...line].entries()) {
      if ('├┼└┴'.includes(sign)) joined.push(begun.get(column)!);
      if ('┌┬'.includes(sign)) begun.set(column, row);
    }
    return joined.sort((a, b) => a - b);
  });
}
