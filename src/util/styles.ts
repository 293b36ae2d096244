/** A line of a terminal's screen without the escape sequences that colour it. */
export function withoutStyles(line: string): string {
  return line.replace(/\u001b(\[[0-9;:]*m|\][^\u0007\u001b]*(\u0007|\u001b\\)|[()][A-Z0-9])/g, '').replace(/[\u000e\u000f]/g, '');
}

/** What stands on a styled line in other than faint letters: tools write in faint ones what they only suggest. */
export function withoutFaint(line: string): string {
  return withFaint(line, () => '');
}

/** A line without its styles, each character at its place, and NUL in place of each faint one. */
export function faintBlanked(line: string): string {
  return withoutStyles(withFaint(line, (faint) => '\0'.repeat(withoutStyles(faint).length)));
}

function withFaint(line: string, change: (faint: string) => string): string {
  let isFaint = false;
  return line.split(/(\u001b\[[0-9;:]*m)/).map((part) => {
    const codes = /^\u001b\[([0-9;:]*)m$/.exec(part)?.[1];
    if (codes === undefined) return isFaint ? change(part) : part;
    isFaint = faintAfter(codes, isFaint);
    return part;
  }).join('');
}

function faintAfter(codes: string, before: boolean): boolean {
  // The 2 of 38;2;R;G;B and of 48;2;R;G;B is part of a colour.
  const attributes = codes.replace(/\b[345]8[;:](2([;:]\d+){3}|5[;:]\d+)/g, '').split(/[;:]/);
  return attributes.reduce((isFaint, code) => (code === '2' ? true : code === '0' || code === '22' || codes === '' ? false : isFaint), before);
}

/** Lines whose styles are all their own: tmux writes a style only where it changes, also across the ends of lines. */
export function withOwnStyles(lines: readonly string[]): string[] {
  let inForce = '';
  return lines.map((line) => {
    const whole = inForce + line;
    inForce = stylesAfter(whole);
    return whole;
  });
}

/** The escape sequences since styles were last reset. */
function stylesAfter(line: string): string {
  const sequences = line.match(/\u001b\[[0-9;:]*m/g) ?? [];
  const reset = sequences.findLastIndex((sequence) => /^\u001b\[0?[;m]/.test(sequence));
  return sequences.slice(Math.max(0, reset)).filter((sequence) => !/^\u001b\[0?m$/.test(sequence)).join('');
}
