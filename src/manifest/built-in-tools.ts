/** What is known of a tool before it is started, as far as a manifest can be wrong about it. */
export interface BuiltInTool {
  /** The permission modes that it knows; absent where it has none of its own. */
  readonly permissionModes?: readonly string[];
  /** Whether it talks to a model at all, and so may be told where. */
  readonly hasModel: boolean;
  /** Why it can not use the models of an Ollama; absent where it can. */
  readonly withoutOllama?: string;
}

const sandboxes = ['read-only', 'workspace-write', 'danger-full-access'];

/** Read off each program's own help, in the versions that its adapter is tested with. */
export const builtInTools: Readonly<Record<string, BuiltInTool>> = {
  claude: { hasModel: true, permissionModes: ['acceptEdits', 'auto', 'bypassPermissions', 'dontAsk', 'manual', 'plan'] },
  codex: {
    hasModel: true,
    permissionModes: [...sandboxes, ...sandboxes.flatMap((sandbox) => [`${sandbox} on-request`, `${sandbox} never`]), 'approve-for-me', 'bypass'],
  },
  gemini: {
    hasModel: true,
    permissionModes: ['default', 'auto_edit', 'yolo', 'plan'],
    withoutOllama: 'it speaks the API of Gemini only, which Ollama does not',
  },
  opencode: { hasModel: true, permissionModes: ['allow', 'ask', 'deny'] },
  demo: { hasModel: false, withoutOllama: 'it talks to no model' },
  command: { hasModel: false, withoutOllama: 'coders knows of no model that it talks to' },
};

export function isBuiltInTool(name: string): boolean {
  return Object.hasOwn(builtInTools, name);
}
