/** A line of a terminal's screen without the escape sequences that colour it. */
export function withoutStyles(line: string): string {
  return line.replace(/\u001b(\[[0-9;:]*m|\][^\u0007\u001b]*(\u0007|\u001b\\)|[()][A-Z0-9])/g, '').replace(/[\u000e\u000f]/g, '');
}
