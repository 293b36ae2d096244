import type { HookPayload } from '../hooks/evidence.ts';

/** What OpenCode calls its tools, and how the rules of a team, which serve many tools, call them. */
export const opencodeWords: Readonly<Record<string, string>> = {
  bash: 'Bash',
  read: 'Read',
  write: 'Write',
  edit: 'Edit',
  apply_patch: 'Edit',
  glob: 'Glob',
  grep: 'Grep',
  list: 'LS',
  webfetch: 'WebFetch',
  websearch: 'WebSearch',
  task: 'Task',
  skill: 'Skill',
};

/** What OpenCode says of a tool that is about to run. */
export interface ToolCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A tool call as the program of hooks is told of it: once for each file, where a patch is about many. */
export function payloadsOf({ tool, args }: ToolCall): readonly HookPayload[] {
  const name = opencodeWords[tool] ?? tool;
  const path = args['filePath'];
  if (typeof args['patchText'] === 'string') return filesIn(args['patchText']).map((file) => ({ tool_name: name, tool_input: { file_path: file } }));
  if (typeof path === 'string') return [{ tool_name: name, tool_input: { file_path: path } }];
  return [{ tool_name: name, tool_input: tool === 'bash' ? { command: args['command'] } : args }];
}

function filesIn(patch: string): readonly string[] {
  return [...patch.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.*)$/gm)].map(([, path]) => path!.trim());
}
