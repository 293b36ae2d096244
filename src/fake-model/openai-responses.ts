import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { refuseAsOpenAi, titleFor } from './openai.ts';
import type { Protocol, Question, Turn } from './protocol.ts';
import type { Reply } from './script.ts';

interface ResponsesRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly instructions?: string;
  readonly input: string | readonly Item[];
  readonly tools?: readonly { readonly type: string; readonly name?: string }[];
  readonly text?: { readonly format?: { readonly type: string; readonly schema?: unknown } };
}

interface Item {
  readonly type?: string;
  readonly role?: string;
  readonly content?: string | readonly { readonly text?: string }[];
}

/** What one request costs by this model's own account: tests compare it with what the agent says. */
export const responsesUsage = { input_tokens: 7, input_tokens_details: { cached_tokens: 2 }, output_tokens: 5, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 12 };

/** OpenAI's Responses API, streamed or whole. */
export const openaiResponses: Protocol = {
  asks: /^\/v1\/responses$/,
  answers: [],
  question: (body) => question(body as ResponsesRequest),
  send(reply, body, response) {
    if (reply.kind === 'refuse') return refuseAsOpenAi(reply, response);
    const { text, stream, tools } = body as ResponsesRequest;
    const item = itemOf(text?.format?.schema === undefined ? reply : { kind: 'say', text: titleFor(text.format.schema) }, tools);
    const whole = { id: `resp_${randomUUID()}`, object: 'response', status: 'completed', output: [item], usage: responsesUsage };
    if (stream) return sendEvents(whole, response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole));
  },
};

// Who asks for JSON of a given shape asks on the side, whatever tools come with it.
function question({ model, instructions, input, tools = [], text }: ResponsesRequest): Question {
  const items: readonly Item[] = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const told = items.filter(({ role }) => role === 'developer' || role === 'system').map(({ content }) => textOf(content));
  return {
    model,
    tools: text?.format?.schema === undefined ? tools.flatMap(({ name }) => (name === undefined ? [] : [name])) : [],
    system: [instructions ?? '', ...told].join('\n'),
    turns: items.flatMap(turnsOf),
  };
}

// What Codex tells of its surroundings stands in messages of the user's, each a single tag or a heading of its own.
const surroundings = /^(?:<environment_context>|<user_instructions>|<turn_aborted>|# AGENTS\.md instructions)/;

function turnsOf({ type = 'message', role, content, ...rest }: Item): Turn[] {
  if (type.endsWith('_call_output')) return [{ from: 'tool', text: JSON.stringify(rest) }];
  if (type !== 'message') return [];
  if (role === 'assistant') return [{ from: 'model', text: textOf(content) }];
  if (role !== 'user') return [];
  const parts = typeof content === 'string' ? [{ text: content }] : (content ?? []);
  const said = textOf(parts.filter(({ text = '' }) => !surroundings.test(text)));
  return said === '' ? [] : [{ from: 'user', text: said }];
}

function textOf(content: Item['content'] = ''): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');
}

type Answer = Exclude<Reply, { kind: 'refuse' }>;

function itemOf(reply: Answer, tools: ResponsesRequest['tools']) {
  if (reply.kind === 'say') {
    return { type: 'message', id: `msg_${randomUUID()}`, role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: reply.text, annotations: [] }] };
  }
  return { type: 'function_call', id: `fc_${randomUUID()}`, call_id: `call_${randomUUID()}`, ...called(reply.name, tools), arguments: JSON.stringify(reply.input), status: 'completed' };
}

/** A tool of a server, such as `mcp__coders__context`, is offered with the others of that server under one name, and called by both. */
function called(name: string, tools: ResponsesRequest['tools'] = []): { readonly name: string; readonly namespace?: string } {
  const namespace = tools.find((tool) => tool.type === 'namespace' && name.startsWith(`${tool.name}__`))?.name;
  return namespace === undefined ? { name } : { name: name.slice(namespace.length + 2), namespace };
}

function sendEvents(whole: { readonly output: readonly ReturnType<typeof itemOf>[] }, response: ServerResponse): void {
  const [item] = whole.output;
  const begun = { ...whole, status: 'in_progress', output: [], usage: null };
  const delta = 'content' in item! ? [{ type: 'response.output_text.delta', item_id: item.id, output_index: 0, content_index: 0, delta: item.content[0]?.text }] : [];
  const empty = 'content' in item! ? { ...item, content: [] } : { ...item, arguments: '' };
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.output_item.added', output_index: 0, item: empty },
    ...delta,
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: whole },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}
