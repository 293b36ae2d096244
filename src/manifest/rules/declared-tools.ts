import type { Path } from '../located.ts';
import { isBuiltInTool } from '../built-in-tools.ts';
import type { Draft } from '../normalize.ts';
import type { WrittenTool } from '../written.ts';

/** A tool that the manifest describes, as written. */
export interface DeclaredEntry {
  readonly name: string;
  readonly path: Path;
  readonly tool: WrittenTool & { readonly command: NonNullable<WrittenTool['command']> };
}

/** All tools that the manifest describes, in the order written. */
export function declaredEntries({ written }: Draft): readonly DeclaredEntry[] {
  return Object.entries(written.tools ?? {}).flatMap(([name, tool]) => {
    const { command } = tool;
    return command === undefined || isBuiltInTool(name) ? [] : [{ name, path: ['tools', name], tool: { ...tool, command } }];
  });
}
