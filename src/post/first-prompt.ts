import { promptArgument, promptBytes } from '../agents/prompt-argument.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import type { Knowledge } from '../state/knowledge.ts';
import { digest, digestBytes } from './digest.ts';

/** What is told after a brief. */
export interface Afterwards {
  readonly known: readonly Knowledge[];
  /** What the conversation before left for this one. */
  readonly handover?: string | undefined;
  readonly prompts?: PromptTexts | undefined;
}

/** What the words around the entries of a digest take, those of a cut, and the empty lines between. */
const wordsBytes = 500;

/**
 * What an agent is told first: its brief, then what its team knows, then what the conversation before left for it. Where all of it
 * would not fit into one argument of a command line, the digest gives way, and the end of the brief after it. Empty where there is no brief and nothing was left.
 */
export function firstPrompt(brief: string, { known, handover = '', prompts }: Afterwards): string {
  if (brief === '' && handover === '') return '';
  const words = wordsBytes + Buffer.byteLength(`${prompts?.knowledge ?? ''}${prompts?.knowledge_left_out ?? ''}`);
  const room = promptBytes - Buffer.byteLength(brief) - Buffer.byteLength(handover) - words;
  const knowledge = (brief === '' ? undefined : digest(known, Math.min(digestBytes, room), prompts)) ?? '';
  const after = [knowledge, handover].filter((part) => part !== '').join('\n\n');
  if (after === '') return brief;
  return `${promptArgument(brief, promptBytes - Buffer.byteLength(after) - words)}\n\n${after}`.trim();
}
