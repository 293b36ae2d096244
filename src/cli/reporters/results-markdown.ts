import type { MissionResult } from '../../reconcile/results.ts';
import { nameIn, seatIn } from '../../state/address.ts';
import { changeWords, fileWords, mergeLines, rightedBy, type Results } from './results.ts';

/** A page with a section for each mission, and a table of all before it. */
export function resultsMarkdown({ team, missions }: Results): string {
  const rows = missions.map(({ record: { mission: { address }, state }, merge, change }) => `| ${cell(seatIn(address))} | ${state.state} | ${state.state === 'done' ? seatIn(state.by) : ''} | ${change === undefined ? '' : changeWords(change)} | ${rightedBy(merge, missions) === undefined ? (merge?.state ?? '') : 'merged'} |`);
  return [`# ${team}`, '', '| mission | state | by | change | merge |', '|---|---|---|---|---|', ...rows, ...missions.flatMap((result) => section(result, missions))].join('\n');
}

function section(result: MissionResult, missions: Results['missions']): readonly string[] {
  const { record: { mission: { address, brief } }, change, acceptance, closingWords } = result;
  return [
    '', `## ${nameIn(address)}`, '', ...quoted(brief),
    ...mergeLines(result, missions).flatMap((line) => ['', line]),
    ...(change === undefined || change.commits.length === 0 ? [] : ['', ...change.commits.map((commit) => `- ${code(commit)}`), '', ...change.files.map((file) => `- ${code(fileWords(file))}`)]),
    ...(acceptance === undefined || acceptance.output.trim() === '' ? [] : ['', 'The check printed:', '', ...fenced(acceptance.output)]),
    ...(closingWords === undefined ? [] : ['', 'Its last words:', '', ...quoted(closingWords)]),
  ];
}

function quoted(text: string): readonly string[] {
  return text.trim().split('\n').map((line) => `> ${line}`.trimEnd());
}

/** A fence that is longer than any in the text. */
function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, text.trimEnd(), fence];
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
