import type { Diagnostic } from './diagnostic.ts';

/** Orders diagnostics by file, place, then code and message, so that one run's output equals the next one's. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.place.file, b.place.file) ||
    a.place.start.offset - b.place.start.offset ||
    a.place.end.offset - b.place.end.offset ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
