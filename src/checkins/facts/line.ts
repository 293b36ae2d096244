import { formatDuration } from '../../util/duration.ts';

/** `12m ago`. */
export function ageOf(at: number, now: number, ago = ' ago'): string {
  return `${formatDuration(now - at)}${ago}`;
}

/** Its words in one line, so many characters of them. */
export function oneLine(text: string, most = 160): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return [...line].length <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}
