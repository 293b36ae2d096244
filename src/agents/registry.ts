import type { Adapter } from './adapter.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { command } from './command.ts';
import { demo } from './demo.ts';
import { gemini } from './gemini.ts';
import { opencode } from './opencode.ts';

/** Every tool that this version can run. */
export const adapters: readonly Adapter[] = [claude, codex, gemini, opencode, command, demo];

/** Undefined for a tool that nobody taught the runner. */
export function adapterFor(tool: string): Adapter | undefined {
  return adapters.find((adapter) => adapter.tool === tool);
}
