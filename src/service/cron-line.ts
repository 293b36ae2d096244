/** A line of a crontab that ends with this comment is coders' own. */
const mark = ' # coders service';

/** The line of a crontab, without its end. It only names a script: some crons refuse a line of 1000 characters, as a PATH may be. */
export function cronLine(script: string): string {
  return `@reboot /bin/sh ${shellWord(script)}${mark}`;
}

/** Whether coders wrote the line. */
function isCronLine(line: string): boolean {
  return line.startsWith('@reboot /bin/sh ') && line.endsWith(mark);
}

/** The crontab with this line in place of coders' own, or without one. All others stay as they are, byte for byte. */
export function withCronLine(crontab: string, line: string | undefined): string {
  const others = crontab.split(/(?<=\n)/).filter((one) => !isCronLine(one.replace(/\n$/, ''))).join('');
  if (line === undefined) return others;
  const open = others === '' || others.endsWith('\n') ? '' : '\n';
  return `${others}${open}${line}\n`;
}

/** Coders' own lines in a crontab. */
export function cronLinesIn(crontab: string): readonly string[] {
  return crontab.split('\n').filter(isCronLine);
}

/**
 * One word for a shell, also within a crontab: crons differ in what they do to a `%` and to a backslash, so neither
 * is ever written. The shell makes them from their numbers.
 */
export function shellWord(word: string): string {
  if (/^[\w./:=@+-]+$/.test(word)) return word;
  const pieces = word.split(/([%\\'])/).filter((piece) => piece !== '');
  return pieces.map((piece) => apart[piece] ?? `'${piece}'`).join('') || "''";
}

const apart: Readonly<Record<string, string>> = {
  "'": `"'"`,
  '%': `"$(printf '\\045')"`,
  '\\': `"$(printf '\\134')"`,
};
