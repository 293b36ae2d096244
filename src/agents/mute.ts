import type { DeclaredTool } from '../manifest/declared-tool.ts';
import { command } from './command.ts';

/**
 * Whether such a program has nowhere to tell that it works: that nothing is heard of it then means nothing. A declared
 * tool may have taught only how it rests.
 */
export function isMute(tool: string, declaration?: DeclaredTool): boolean {
  return tool === command.tool || (declaration !== undefined && declaration.record === undefined && declaration.states.working === undefined);
}
