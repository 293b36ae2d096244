import type { Evidence, Reading } from '../../state/evidence.ts';
import type { SeenFile } from '../look.ts';

/** The part of a payload that tells what an agent does; tools that have hooks agree on these names. */
export interface HookPayload {
  readonly tool_name?: string;
  readonly tool_input?: Readonly<Record<string, unknown>>;
  readonly notification_type?: string;
  readonly message?: string;
  readonly error?: string;
  readonly background_tasks?: readonly unknown[];
}

const readings: Readonly<Record<string, (payload: HookPayload) => Reading | undefined>> = {
  UserPromptSubmit: () => ({ status: 'working' }),
  PostToolUse: ({ tool_name }) => ({ status: 'working', ...(tool_name === undefined ? {} : { doing: tool_name }) }),
  PermissionAllowed: () => ({ status: 'working' }),
  PermissionDenied: () => ({ status: 'working' }),
  PermissionRequest: (payload) => ({ status: 'waiting', for: payload.tool_name === 'AskUserQuestion' ? { kind: 'question' } : { kind: 'permission', text: requestWords(payload) } }),
  Notification: ({ notification_type: type }) => (type === 'idle_prompt' ? { status: 'idle' } : type === 'permission_prompt' ? { status: 'waiting', for: { kind: 'permission' } } : undefined),
  // What runs in the background may start another turn by itself.
  Stop: ({ background_tasks = [] }) => (background_tasks.length === 0 ? { status: 'idle' } : { status: 'working', doing: 'tasks in the background' }),
  StopFailure: () => ({ status: 'idle' }),
};

/** What the last line that the hooks left says. */
export function inHooks(file: SeenFile | undefined): Evidence[] {
  const last = file?.text.trimEnd().split('\n').at(-1) ?? '';
  const [, event = '', said = ''] = /^(\w+) (.*)$/.exec(last) ?? [];
  const reading = readings[event]?.(payloadIn(said) ?? {});
  return file === undefined || reading === undefined ? [] : [{ source: 'hook', rule: `its last hook was ${event}`, reading, at: file.writtenAt }];
}

/** Undefined for what is no JSON, such as the name of a longer payload's own file. */
export function payloadIn(text: string): HookPayload | undefined {
  try {
    return (JSON.parse(text) as HookPayload | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const subjects = ['command', 'file_path', 'notebook_path', 'path', 'url', 'query'];

/** The command of a shell; for other tools their name, and what it is about. */
export function requestWords({ tool_name: tool = 'a tool', tool_input: input = {} }: HookPayload): string {
  const about = subjects.map((name) => input[name]).find((value) => typeof value === 'string') as string | undefined;
  if (tool === 'Bash' && about !== undefined) return about;
  return `${tool}: ${about ?? JSON.stringify(input)}`;
}
