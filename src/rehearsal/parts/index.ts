import type { Part } from '../part.ts';
import { claudePart } from './claude.ts';
import { codexPart } from './codex.ts';
import { geminiPart } from './gemini.ts';
import { opencodePart } from './opencode.ts';

const parts: readonly Part[] = [claudePart, codexPart, geminiPart, opencodePart];

/** Undefined for a tool that nobody knows how to rehearse. */
export function partOf(tool: string): Part | undefined {
  return parts.find((part) => part.tool === tool);
}
