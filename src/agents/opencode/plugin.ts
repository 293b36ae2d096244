import { TeamRules, type PermissionAsked } from './permissions.ts';
import type { ToolCall } from './tools.ts';

/** The part of OpenCode's client that is used here. */
interface Client {
  readonly session: { promptAsync(request: object): Promise<{ readonly error?: unknown }> };
  readonly tui: { showToast(request: object): Promise<unknown> };
  /** Knows of routes that have no method yet. */
  readonly _client: { post(request: object): Promise<{ readonly error?: unknown }> };
}

interface OpencodeEvent {
  readonly type: string;
  readonly properties: unknown;
}

interface CallId {
  readonly tool: string;
  readonly callID: string;
}

// OpenCode may load the plugin again, where it closes a directory and opens it again: what it was started with still holds
// then, but for the brief, which is told once.
const { CODERS_HOOK: script = '' } = process.env;
const rules = script === '' ? undefined : new TeamRules(script);

/** Loaded by OpenCode when it starts: tells it its brief, and keeps the team's rules on what it may do. */
export async function coders({ client }: { readonly client: Client }): Promise<object> {
  tellBrief(client);
  if (rules === undefined) return {};
  return {
    'tool.execute.before': ({ tool, callID }: CallId, { args }: Pick<ToolCall, 'args'>) => rules.check(callID, { tool, args }),
    'tool.execute.after': async ({ callID }: CallId) => rules.forget(callID),
    event: async ({ event: { type, properties } }: { readonly event: OpencodeEvent }) => {
      // Not awaited: an answer may take hours, and OpenCode tells of nothing else until then.
      if (type === 'permission.asked') void answer(client, rules, properties as PermissionAsked).catch((error: Error) => say(client, `A permission is not answered: ${error.message}`));
      if (type === 'permission.replied') rules.close((properties as { readonly requestID: string }).requestID);
    },
  };
}

async function answer(client: Client, rules: TeamRules, asked: PermissionAsked): Promise<void> {
  const reply = await rules.answer(asked);
  if (reply === undefined) return;
  const { error } = await client._client.post({ url: '/permission/{requestID}/reply', path: { requestID: asked.id }, body: reply, headers: { 'Content-Type': 'application/json' } });
  if (error !== undefined) throw new Error(JSON.stringify(error));
}

/**
 * OpenCode's own command line tells a brief only to conversations that it names itself. The programs that the agent starts
 * do not learn of it, so a further OpenCode among them is told nothing.
 */
function tellBrief(client: Client): void {
  const { CODERS_BRIEF: brief = '', CODERS_BRIEF_FOR: target = '{}' } = process.env;
  delete process.env['CODERS_BRIEF'];
  delete process.env['CODERS_BRIEF_FOR'];
  // Not awaited: OpenCode answers once all that it loads is there.
  if (brief !== '') void tell(client, brief, JSON.parse(target) as BriefTarget);
}

/** For which conversation a brief is, and which model it is for where that is said. */
export interface BriefTarget {
  readonly session: string;
  readonly model?: { readonly providerID: string; readonly modelID: string };
}

async function tell(client: Client, text: string, { session, model }: BriefTarget): Promise<void> {
  const body = { parts: [{ type: 'text', text }], ...(model === undefined ? {} : { model }) };
  const { error } = await client.session.promptAsync({ path: { id: session }, body });
  if (error !== undefined) await say(client, `The brief is not taken: ${JSON.stringify(error)}`);
}

/** On the screen, for an hour: it is all that a plugin has. */
async function say({ tui }: Client, message: string): Promise<void> {
  await tui.showToast({ body: { title: 'coders', message, variant: 'error', duration: 3_600_000 } });
}
