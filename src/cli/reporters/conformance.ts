import type { CheckResult } from '../../conformance/subject.ts';
import { palette } from './palette.ts';

/** One row of the table: what was checked, what came of it, and what was seen where it failed. */
export function checkText(result: CheckResult, color: boolean): string {
  const { green, red, yellow, faint } = palette(color);
  if (result.state === 'passed') return `  ${green('✓')} ${result.name.padEnd(44)} ${faint(seconds(result.tookMs))}`;
  if (result.state === 'skipped') return `  ${yellow('–')} ${result.name.padEnd(44)} ${faint(`not checked: ${result.because}`)}`;
  return [`  ${red('✗')} ${result.name.padEnd(44)} ${faint(seconds(result.tookMs))}`, `      ${result.reason}`, ...result.screen.slice(-shownLines).map((line) => faint(`      | ${line.trimEnd()}`))].join('\n');
}

const shownLines = 15;

export function conformanceSummary(tool: string, results: readonly CheckResult[], color: boolean): string {
  const { bold, green, red } = palette(color);
  const count = (state: CheckResult['state']) => results.filter((result) => result.state === state).length;
  const verdict = count('failed') === 0 ? bold(green('conforms')) : bold(red('does not conform'));
  return `${tool} ${verdict}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} not checked.`;
}

/** As `schemas/adapter.schema.json` describes it. */
export function conformanceJson(tool: string, results: readonly CheckResult[]) {
  return { version: 1, tool, conforms: results.every(({ state }) => state !== 'failed'), checks: results };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
