/** The candidate that a person most likely meant by `word`; undefined when none is near enough to be a slip. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = folded(word);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const wanted = folded(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(typed.length, wanted.length) / 3));
    if (Math.abs(typed.length - wanted.length) > allowed) continue;
    const distance = editDistance(typed, wanted);
    if (distance <= allowed && distance < wanted.length && distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** `permissionMode`, `permission-mode` and `permission_mode` are the same slip. */
function folded(word: string): string {
  return word.slice(0, 64).toLowerCase().replace(/[-_\s]/g, '');
}

/** Damerau-Levenshtein distance: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? beforeLast[column - 2]! + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
