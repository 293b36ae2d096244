import { relative } from 'node:path';
import { codeFrame } from './code-frame.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { harmless } from './display.ts';

/** How a diagnostic is written out. */
export interface DiagnosticStyle {
  readonly color: boolean;
  /** Columns of the terminal; 100 by default. */
  readonly width?: number;
  /** Files below this folder are named relative to it. */
  readonly cwd?: string;
}

type Paint = (text: string) => string;

interface Page {
  readonly sources: ReadonlyMap<string, string>;
  readonly style: DiagnosticStyle;
  /** Columns of the line numbers, the same in all frames of one diagnostic. */
  readonly gutter: number;
  readonly faint: Paint;
}

/** A diagnostic as people read it: sentence, place, the line with carets, related places, help. No newline at its end. */
export function formatDiagnostic(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, style: DiagnosticStyle): string {
  const paint = paints(style.color);
  const loud = diagnostic.severity === 'error' ? paint.red : paint.yellow;
  const places = [diagnostic.place, ...(diagnostic.related ?? []).map((related) => related.place)];
  const gutter = String(Math.max(...places.map((place) => place.start.line))).length;
  const page: Page = { sources, style, gutter, faint: paint.faint };
  return [
    `${loud(`${diagnostic.severity}[${diagnostic.code}]`)}${paint.bold(`: ${harmless(diagnostic.message)}`)}`,
    ...excerpt(diagnostic.place, page, loud),
    ...(diagnostic.related ?? []).flatMap(({ message, place }) => [
      `${paint.bold('note')}: ${harmless(message)}`,
      ...excerpt(place, page, paint.blue),
    ]),
    ...(diagnostic.hint === undefined ? [] : [`${paint.bold('help')}: ${harmless(diagnostic.hint)}`]),
  ].join('\n');
}

function excerpt(place: Place, page: Page, loud: Paint): string[] {
  const { line, column } = place.start;
  const indent = ' '.repeat(page.gutter);
  const arrow = `${indent}${page.faint('-->')} ${harmless(shortPath(place.file, page.style.cwd))}:${line}:${column}`;
  const text = page.sources.get(place.file);
  if (text === undefined || text === '') return [arrow];
  const frame = codeFrame(text, place, Math.max(20, (page.style.width ?? 100) - page.gutter - 3));
  const bar = page.faint('|');
  return [
    arrow,
    `${indent} ${bar}`,
    `${page.faint(String(frame.line).padStart(page.gutter))} ${bar} ${frame.text}`.trimEnd(),
    `${indent} ${bar} ${loudMarks(frame.marks, loud)}`,
  ];
}

function loudMarks(marks: string, loud: Paint): string {
  const caret = marks.indexOf('^');
  return marks.slice(0, caret) + loud(marks.slice(caret));
}

function shortPath(file: string, cwd: string | undefined): string {
  if (cwd === undefined) return file;
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') ? file : path;
}

function paints(color: boolean): Record<'red' | 'yellow' | 'blue' | 'bold' | 'faint', Paint> {
  const paint = (code: number): Paint => (text) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { red: paint(31), yellow: paint(33), blue: paint(34), bold: paint(1), faint: paint(2) };
}
