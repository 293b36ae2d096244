import { excerpt } from '../manifest/inlined-text.ts';

// Linux takes no single argument over 128 KiB.
const promptBytes = 120_000;

/** A prompt as one argument of a command line, which says what does not fit. */
export function promptArgument(prompt: string): string {
  const { text, leftOut } = excerpt(prompt, promptBytes);
  return leftOut === 0 ? prompt : `${text}\n(${leftOut} bytes more do not fit into a prompt: read the files named above.)`;
}
