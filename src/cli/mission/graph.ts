import { missionGraph } from '../../missions/graph.ts';
import { mermaidOf } from '../../missions/graph-mermaid.ts';
import { svgOf } from '../../missions/graph-svg.ts';
import { exits, UsageError } from '../command.ts';
import { missionGraphJson, missionGraphText } from '../reporters/mission-graph.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const graph: MissionVerb = {
  name: 'graph',
  words: '',
  mostWords: 0,
  summary: 'draw what waits for what, and how far each is',
  options: {
    mermaid: { summary: 'with graph: as text for Mermaid' },
    svg: { summary: 'with graph: as a picture' },
  },
  examples: [{ line: 'coders mission graph --svg > missions.svg', does: 'a picture for a browser; without --svg, in the terminal' }],
  run,
};

async function run({ team, host: { store }, invocation: { terminal, options } }: MissionCall): Promise<number> {
  const forms = ['mermaid', 'svg', 'json'].filter((form) => options.has(form));
  if (forms.length > 1) throw new UsageError(`coders mission graph takes only one of ${forms.map((form) => `--${form}`).join(' and ')}.`, 'Leave the others out.');
  const records = store.missions.ofTeam(team.name);
  if (options.has('json')) terminal.data(JSON.stringify(missionGraphJson(records, team.name), null, 2));
  else if (options.has('mermaid')) terminal.data(mermaidOf(missionGraph(records)));
  else if (options.has('svg')) terminal.data(svgOf(missionGraph(records)));
  else terminal.out(missionGraphText(records, { color: terminal.color, columns: terminal.columns }));
  return exits.success;
}
