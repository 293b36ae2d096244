import { harmless } from '../../diagnostics/display.ts';
import { calledBy } from '../../post/seat.ts';
import type { Knowledge } from '../../state/knowledge.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette } from './palette.ts';

/** As the schemas describe one entry. */
export function knowledgeJson({ key, kind, project, value, author, commit, at, uses }: Knowledge) {
  return { key, kind, ...(project === undefined ? {} : { project }), value, author, ...(commit === undefined ? {} : { commit }), at: new Date(at).toISOString(), uses };
}

/** Each with who said it, when, and at which commit. */
export function knowledgeText(known: readonly Knowledge[], { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint } = palette(color);
  return known.map(({ key, value, author, at, commit, project }) => {
    const about = [project ?? 'the whole team', calledBy(author), now - at < 1000 ? 'just now' : `${formatDuration(now - at)} ago`, ...(commit === undefined ? [] : [commit.slice(0, 10)])].join(', ');
    const lines = harmless(value.trimEnd()).split('\n');
    return lines.length === 1 ? `${bold(key)}: ${lines[0]}  ${faint(about)}` : [`${bold(key)}:  ${faint(about)}`, ...lines.map((line) => `  ${line}`)].join('\n');
  }).join('\n');
}
