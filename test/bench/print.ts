import { median } from './race.ts';
import type { Aim, Finding, Table } from './section.ts';

/** A finding as text: title, table, remarks, and each aim with whether it is met. */
export function findingText({ title, table, remarks = [], aims = [] }: Finding): string {
  return [title, '', ...tableLines(table), ...remarks.map((remark) => `  ${remark}`), ...aims.map(aimText), ''].join('\n');
}

export function aimText({ aim, found, met }: Aim): string {
  return `  ${met ? '✓' : '✗'} ${aim}: ${found}, ${met ? 'met' : 'not met'}`;
}

function tableLines(table: Table): string[] {
  if (table.kind === 'counts') return aligned([table.columns, ...table.rows.map((row) => row.map(String))]);
  const { results, against } = table;
  const baselines = against.map((name) => median(results.find((result) => result.name === name)!.samples));
  const rows = results.map(({ name, samples }) => [
    name,
    milliseconds(median(samples)),
    `${milliseconds(Math.min(...samples))}–${milliseconds(Math.max(...samples))}`,
    ...baselines.map((baseline) => (median(samples) / baseline).toFixed(2)),
  ]);
  return aligned([['', 'median ms', 'min–max', ...against.map((name) => `× ${name.split(':')[0]}`)], ...rows]);
}

function milliseconds(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')}`);
}
