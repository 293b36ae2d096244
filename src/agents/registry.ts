import type { DeclaredTool } from '../manifest/declared-tool.ts';
import type { MemberSettings } from '../state/desired.ts';
import type { Adapter } from './adapter.ts';
import { claude } from './claude/adapter.ts';
import { codex } from './codex/adapter.ts';
import { command } from './command.ts';
import { declared } from './declared/adapter.ts';
import { demo } from './demo.ts';
import { gemini } from './gemini/adapter.ts';
import { opencode } from './opencode/adapter.ts';

/** Every tool that this version can run. */
export const adapters: readonly Adapter[] = [claude, codex, gemini, opencode, command, demo];

/** Undefined for a tool that nobody taught the runner: neither this version nor, by a declaration, the manifest. */
export function adapterFor(tool: string, declaration?: DeclaredTool): Adapter | undefined {
  return declaration === undefined ? adapters.find((adapter) => adapter.tool === tool) : declared(tool, declaration);
}

/** The program that members with such settings run: a name on PATH, or a path. */
export function programOf({ tool, binary, command: words, declared: declaration }: Pick<MemberSettings, 'tool' | 'binary' | 'command' | 'declared'>): string {
  return binary ?? words?.[0] ?? adapterFor(tool, declaration)?.program ?? tool;
}
