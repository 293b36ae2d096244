import { promptArgument, promptBytes } from '../agents/prompt-argument.ts';
import type { Knowledge } from '../state/knowledge.ts';
import { digest, digestBytes } from './digest.ts';

/** What is told after a brief. */
export interface Afterwards {
  readonly known: readonly Knowledge[];
  /** What the conversation before left for this one. */
  readonly handover?: string | undefined;
}

/** What the words around the entries of a digest take, those of a cut, and the empty lines between. */
const wordsBytes = 500;

/**
 * What an agent is told first: its brief, then what its team knows, then what the conversation before left for it. Where all of it
 * would not fit into one argument of a command line, the digest gives way, and the end of the brief after it. Empty where there is no brief and nothing was left.
 */
export function firstPrompt(brief: string, { known, handover = '' }: Afterwards): string {
  if (brief === '' && handover === '') return '';
  const room = promptBytes - Buffer.byteLength(brief) - Buffer.byteLength(handover) - wordsBytes;
  const knowledge = (brief === '' ? undefined : digest(known, Math.min(digestBytes, room))) ?? '';
  const after = [knowledge, handover].filter((part) => part !== '').join('\n\n');
  if (after === '') return brief;
  return `${promptArgument(brief, promptBytes - Buffer.byteLength(after) - wordsBytes)}\n\n${after}`.trim();
}
