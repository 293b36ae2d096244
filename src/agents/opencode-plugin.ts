/** The part of OpenCode's client that is used here. */
interface Client {
  readonly session: { promptAsync(request: object): Promise<{ readonly error?: unknown }> };
  readonly tui: { showToast(request: object): Promise<unknown> };
}

/**
 * Loaded by OpenCode when it starts: tells it its brief, which its own command line does only for conversations that it
 * names itself. The programs that the agent starts do not learn of it, so a further OpenCode among them is told nothing.
 */
export async function tellBrief({ client }: { readonly client: Client }): Promise<object> {
  const { CODERS_BRIEF: brief = '', CODERS_BRIEF_FOR: target = '{}' } = process.env;
  delete process.env['CODERS_BRIEF'];
  delete process.env['CODERS_BRIEF_FOR'];
  // Not awaited: OpenCode answers once all that it loads is there.
  if (brief !== '') void tell(client, brief, JSON.parse(target) as BriefTarget);
  return {};
}

/** For which conversation a brief is, and which model it is for where that is said. */
export interface BriefTarget {
  readonly session: string;
  readonly model?: { readonly providerID: string; readonly modelID: string };
}

async function tell(client: Client, text: string, { session, model }: BriefTarget): Promise<void> {
  const body = { parts: [{ type: 'text', text }], ...(model === undefined ? {} : { model }) };
  const { error } = await client.session.promptAsync({ path: { id: session }, body });
  if (error === undefined) return;
  await client.tui.showToast({ body: { title: 'coders', message: `The brief is not taken: ${JSON.stringify(error)}`, variant: 'error', duration: 3_600_000 } });
}
