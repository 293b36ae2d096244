import type { TextFile } from './manifest.ts';

/** The most that each of a role's text, a person's brief, a spec and a PRD takes of a brief. The file itself has the rest. */
export const inlinedBytes = 24 * 1024;

/** As much of the text as fits in so many bytes of UTF-8, whole lines where it has lines, and how many bytes that leaves out. */
export function excerpt(text: string, bytes: number): { readonly text: string; readonly leftOut: number } {
  const all = Buffer.from(text);
  if (all.length <= bytes) return { text, leftOut: 0 };
  const lineEnd = all.lastIndexOf('\n', bytes - 1);
  let end = lineEnd > 0 ? lineEnd + 1 : bytes;
  while (isInsideCharacter(all[end])) end -= 1;
  return { text: all.subarray(0, end).toString(), leftOut: all.length - end };
}

/** What a file says, between tags, and where it stands; nothing for a file that says nothing. */
export function inlined(tag: string, file: TextFile | undefined): string {
  if (file === undefined || file.text.trim() === '') return '';
  return `It is the file ${file.path} and says:\n\n<${tag}>\n${bounded(file.text, file.path).trim()}\n</${tag}>`;
}

/** The text, or its beginning and where the rest is. */
export function bounded(text: string, path: string): string {
  const { text: shown, leftOut } = excerpt(text, inlinedBytes);
  if (leftOut === 0) return text;
  return `${shown.trimEnd()}\n\n(${leftOut} of ${Buffer.byteLength(text)} bytes are left out here: read them in ${path}.)`;
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
